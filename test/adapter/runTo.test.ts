import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { RunTarget } from '../../src/protocol/runTarget';
import type { TestClient } from './client';
import { fixture, lineOf, PATIENCE, stoppedSession, testHost, type Debugged } from './host';

const THREE = fixture('three.mlp.json');

describe('run control', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(async () => {
    debugged = await stoppedSession({ program: THREE });
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  const runTo = async (target: RunTarget): Promise<string> => {
    const before = client.came('continued');
    await client.request('backstep/runTo', { target });
    const { body } = await client.event('stopped');
    assert.equal(body.reason, 'step');
    assert.equal(client.came('continued'), before + 1, 'the client is told that the run goes on');
    return client.top();
  };
  const batchStep = async (): Promise<string | undefined> => (await client.stack())[1]?.name;

  it("runs to a layer's backward step, passing the toggles by, and to the next one from there", async () => {
    assert.equal(await runTo({ to: 'layer', layer: 'first' }), 'backward first: gradientPrev');
    assert.equal(await batchStep(), 'batch step 0 of 3 (2 samples)');
    assert.equal(await runTo({ to: 'layer', layer: 'first' }), 'backward first: gradientPrev');
    assert.equal(await batchStep(), 'batch step 1 of 3 (2 samples)');
  });

  it('runs to the next batch step, for some of them, and to the next epoch', async () => {
    assert.equal(await runTo({ to: 'batchStep' }), 'update third: update');
    assert.equal(await batchStep(), 'batch step 0 of 3 (2 samples)');
    await runTo({ to: 'steps', steps: 3 });
    assert.equal(await batchStep(), 'batch step 0 of 3 (2 samples)');
    assert.equal((await client.stack())[2]?.name, 'epoch 1 of 3');
    await runTo({ to: 'epoch' });
    assert.equal(await batchStep(), 'batch step 2 of 3 (1 sample)');
    assert.equal((await client.stack())[2]?.name, 'epoch 1 of 3');
  });

  it('runs until the loss is below a number', async () => {
    const bound = Number(await client.evaluate('loss')) - 0.05;
    assert.equal(await runTo({ to: 'loss', below: bound }), 'loss: loss');
    assert.ok(Number(await client.evaluate('loss')) < bound);
  });

  it('says that the training ended before the loss was below the number', async () => {
    await client.request('backstep/runTo', { target: { to: 'loss', below: 0 } });
    await client.event('terminated');
    assert.match(client.output('console'), /No batch had a loss below 0: the training ended first\./);
    assert.match(client.output('console'), /Training is done after 3 epochs/);
  });

  it('stops at breakpoints on its way', async () => {
    const line = lineOf(THREE, 'SECOND');
    await client.request('setBreakpoints', { source: { path: THREE }, breakpoints: [{ line }] });
    await client.request('backstep/runTo', { target: { to: 'epoch' } });
    assert.equal((await client.event('stopped')).body.reason, 'breakpoint');
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });

  it("leaves the editor's own Run to Cursor as it is: a breakpoint for one stop", async () => {
    await client.request('setExceptionBreakpoints', { filters: [] });
    const line = lineOf(THREE, 'FIRST');
    const source = { path: THREE };
    const { breakpoints } = await client.request('setBreakpoints', { source, breakpoints: [{ line }] });
    assert.equal(breakpoints[0]?.verified, true);
    assert.equal((await client.go('continue')).reason, 'breakpoint');
    assert.equal(await client.top(), 'backward first: gradientPrev');
    await client.request('setBreakpoints', { source, breakpoints: [] });
    await client.request('continue', { threadId: 1 });
    await client.event('terminated');
  });

  it('refuses what is no target, and goes on standing where it stood', async () => {
    const refusals: [unknown, RegExp][] = [
      [undefined, /'target' needs 'to', one of layer, batchStep, epoch, loss, steps/],
      [{ to: 'moon' }, /not "moon"/],
      [{ to: 'layer', layer: 'fourth' }, /one of 'first', 'second', 'third', not "fourth"/],
      [{ to: 'layer' }, /one of 'first'/],
      [{ to: 'loss' }, /'below' has to be a number/],
      [{ to: 'loss', below: '1' }, /'below' has to be a number, not "1"/],
      [{ to: 'steps', steps: 0 }, /'steps' has to be a whole number from 1, not 0/],
      [{ to: 'steps', steps: 1.5 }, /whole number/],
    ];
    for (const [target, words] of refusals)
      assert.match(await client.refused('backstep/runTo', { target }), words);
    assert.equal(client.came('continued'), 0);
    assert.equal(await client.top(), 'backward third: gradientPrev');
  });

  it('keeps its goal when the breakpoints are changed on its way', async () => {
    // Each change pauses the run for a moment; three batch steps are three all the same.
    const going = client.request('backstep/runTo', { target: { to: 'steps', steps: 3 } });
    const changes = [1, 2, 3].map(() => client.request('setExceptionBreakpoints', { filters: [] }));
    await Promise.all([going, ...changes]);
    await client.event('stopped');
    const view = debugged.session.run.view();
    assert.ok(view.kind === 'stopped');
    assert.equal(view.state.steps, 3);
  });
});

describe('step-in targets', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(async () => {
    debugged = await stoppedSession({ program: THREE });
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  const targetsHere = async () => {
    const [frame] = await client.stack();
    return (await client.request('stepInTargets', { frameId: frame!.id })).targets;
  };

  it('are the operations ahead in the batch step, each at its place in the file; one leads there', async () => {
    const targets = await targetsHere();
    assert.deepEqual(
      targets.slice(0, 2).map(({ label }) => label),
      ['backward second: activationDerivative', 'backward second: gradientOutput'],
    );
    assert.equal(targets.at(-1)?.label, 'update third: update');
    const target = targets.find(({ label }) => label === 'backward first: gradientWeights');
    assert.equal(target?.line, lineOf(THREE, 'FIRST-UNITS'));
    await client.request('stepIn', { threadId: 1, targetId: target.id });
    await client.event('stopped');
    assert.equal(await client.top(), 'backward first: gradientWeights');
  });

  it('are those of the next batch step after the last operation of one', async () => {
    await client.request('backstep/runTo', { target: { to: 'batchStep' } });
    await client.event('stopped');
    assert.equal((await targetsHere())[0]?.label, 'forward first: preActivation');
  });

  it('of a stop that is over lead nowhere', async () => {
    const [target] = await targetsHere();
    await client.go('stepIn');
    assert.match(
      await client.refused('stepIn', { threadId: 1, targetId: target!.id }),
      /no step-in target \d+: it belongs to an earlier stop/,
    );
    assert.match(
      await client.refused('stepIn', { targetId: 'x' }),
      /'targetId' of stepIn has to be a number/,
    );
  });
});

describe('moves that take long', function () {
  this.timeout(60_000);

  let debugged: Debugged | null = null;
  // Also of a test that failed: its run would go on for hours.
  afterEach(() => {
    debugged?.session.dispose();
    debugged = null;
  });

  /** A run with batch steps for hours. */
  async function longSession(args: object = {}): Promise<Debugged> {
    const host = testHost();
    const text = await readFile(THREE, 'utf8');
    host.texts.set('/long.mlp.json', text.replace('"epochs": 3', '"epochs": 1000000000'));
    debugged = await stoppedSession({ program: '/long.mlp.json', ...args }, host);
    return debugged;
  }

  it('report progress with a percentage, and pause when it is cancelled', async () => {
    const { client } = await longSession();
    await client.request('backstep/runTo', { target: { to: 'steps', steps: 1_000_000_000 } });
    const { body } = await client.event('progressStart');
    assert.equal(body.title, 'Running for 1000000000 batch steps');
    assert.deepEqual([body.cancellable, body.percentage], [true, 0]);
    const { body: update } = await client.event('progressUpdate');
    assert.equal(update.progressId, body.progressId);
    assert.match(update.message ?? '', /^batch step \d+/);
    await client.request('cancel', { progressId: body.progressId });
    assert.equal((await client.event('stopped')).body.reason, 'pause');
    assert.equal((await client.event('progressEnd')).body.progressId, body.progressId);
    // What is over cannot be cancelled, which is no error.
    await client.request('cancel', { progressId: body.progressId });
  });

  it('are paused on the way back, at a sound place, also when memory holds little of the past', async () => {
    const { client, session } = await longSession({ tapeMemory: 1 });
    await client.request('setExceptionBreakpoints', { filters: [] });
    const line = lineOf(THREE, 'THIRD');
    await client.request('continue', { threadId: 1 });
    while (stepsOf(session) < 3000) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.request('pause', { threadId: 1 });
    await client.event('stopped');
    const breakpoint = { line, condition: 'loss < 0' };
    await client.request('setBreakpoints', { source: { path: '/long.mlp.json' }, breakpoints: [breakpoint] });
    const from = stepsOf(session);
    await client.request('reverseContinue', { threadId: 1 });
    await client.request('pause', { threadId: 1 });
    const stop = (await client.event('stopped')).body;
    assert.equal(stop.reason, 'pause');
    assert.match(stop.description ?? '', /before the newest$/);
    assert.ok(stepsOf(session) < from);
    const view = session.run.view();
    assert.ok(view.kind === 'stopped' && view.state.position !== null);
    const before = await client.evaluate('weights', 'clipboard').catch(() => 'absent');
    await client.go('stepIn');
    await client.go('stepBack');
    assert.equal(await client.evaluate('weights', 'clipboard').catch(() => 'absent'), before);
    assert.match(
      (await client.scope('Training')).get('tape')?.value ?? '',
      /of 1 MB; (a checkpoint at every batch step|up to \d+ batch steps between two checkpoints)/,
    );
  });

  it('are not reported for continue: that is the training itself', async () => {
    const { client, session } = await longSession();
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.request('continue', { threadId: 1 });
    while (stepsOf(session) < 2000) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.request('pause', { threadId: 1 });
    await client.event('stopped');
    assert.equal(client.came('progressStart'), 0);
  });
});

function stepsOf(session: Debugged['session']): number {
  const view = session.run.view();
  return view.kind === 'none' ? 0 : view.state.steps;
}

describe('cancelling a request', function () {
  this.timeout(PATIENCE);

  it('answers one that only looks, or waits its turn, as cancelled; all others go on', async () => {
    const { client, session } = await stoppedSession({ program: THREE });
    const looking = client.send('evaluate', { expression: 'norm(weights)', context: 'watch' });
    const number = client.lastNumber;
    const cancelling = client.send('cancel', { requestId: number });
    const [looked, cancelled] = await Promise.all([looking, cancelling]);
    assert.deepEqual([looked.success, looked.message, cancelled.success], [false, 'cancelled', true]);
    const first = client.send('setExceptionBreakpoints', { filters: [] });
    const waiting = client.send('stepIn', { threadId: 1 });
    await client.request('cancel', { requestId: client.lastNumber });
    assert.equal((await first).success, true);
    assert.equal((await waiting).message, 'cancelled');
    assert.equal(await client.top(), 'backward third: gradientPrev', 'it did not move');
    // Of a request that was answered long ago, or never was: nothing to do, and no error.
    await client.request('cancel', { requestId: 1 });
    await client.request('cancel', { requestId: 999_999 });
    session.dispose();
  });
});

describe('the memory of the tape', function () {
  this.timeout(PATIENCE);

  it('is what the launch says, or the host', async () => {
    const tape = async (args: object, host = testHost()): Promise<string> => {
      const { client, session } = await stoppedSession({ program: THREE, ...args }, host);
      const { value } = (await client.scope('Training')).get('tape')!;
      session.dispose();
      return value;
    };
    assert.match(await tape({ tapeMemory: 2.5 }), / of 2\.5 MB;/);
    assert.match(await tape({}, { ...testHost(), defaultTapeMemory: 7 }), / of 7 MB;/);
    assert.match(await tape({ tapeMemory: 3 }, { ...testHost(), defaultTapeMemory: 7 }), / of 3 MB;/);
  });

  it('has to be a number of MB from 1', async () => {
    for (const tapeMemory of [0, -1, '256', true])
      await assert.rejects(
        stoppedSession({ program: THREE, tapeMemory }),
        /'tapeMemory' of a launch is a number of MB from 1, not/,
      );
  });
});
