import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { operationsOfBatchStep } from '../../src/protocol/vocabulary';
import type { TestClient } from './client';
import { fixture, lineOf, newSession, stoppedSession, type Debugged, PATIENCE } from './host';

const THREE = fixture('three.mlp.json');
const NAMES = ['first', 'second', 'third'];
const OPERATIONS = operationsOfBatchStep(3).map(
  ({ phase, layer, operation }) => `${phase}${layer === null ? '' : ` ${NAMES[layer] ?? ''}`}: ${operation}`,
);

async function noFilters(client: TestClient): Promise<void> {
  await client.request('setExceptionBreakpoints', { filters: [] });
}

describe('stepping', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  const begin = async (args: object = {}): Promise<void> => {
    debugged = await stoppedSession({ program: THREE, ...args });
    client = debugged.client;
  };
  afterEach(() => debugged.session.dispose());

  it('pauses by default at the backward step of each layer, last layer first, batch after batch', async () => {
    await begin();
    const seen = [await client.top()];
    for (let i = 0; i < 3; i++) {
      const stop = await client.go('continue');
      assert.equal(stop.reason, 'breakpoint');
      seen.push(await client.top());
    }
    assert.deepEqual(seen, [
      'backward third: gradientPrev',
      'backward second: gradientPrev',
      'backward first: gradientPrev',
      'backward third: gradientPrev',
    ]);
    assert.equal((await client.stack())[1]?.name, 'batch step 1 of 3 (2 samples)');
  });

  it('says in words where it has paused', async () => {
    await begin();
    const stop = await client.go('continue');
    assert.equal(stop.description, "Paused after the backward step of 'second'");
    assert.equal(stop.allThreadsStopped, true);
    assert.equal((await client.go('stepIn')).description, "Paused after activationDerivative of 'first'");
    assert.equal((await client.go('stepOut')).description, "Paused after the backward step of 'first'");
    assert.equal((await client.go('next')).description, 'Paused after the update');
  });

  it('stops on entry just after the very first operation', async () => {
    await begin({ stopOnEntry: true });
    const stopped = client.messages.find((message) => 'event' in message && message.event === 'stopped');
    assert.equal((stopped as { body?: { reason?: string } } | undefined)?.body?.reason, 'entry');
    assert.equal(await client.top(), OPERATIONS[0]);
  });

  it('visits every operation in order with stepIn, across batch steps and epochs', async () => {
    await begin({ stopOnEntry: true });
    // An epoch is three batch steps; one operation more is the first of the next epoch.
    const count = 3 * OPERATIONS.length;
    for (let i = 1; i <= count; i++) {
      const stop = await client.go('stepIn');
      assert.equal(stop.reason, 'step');
      assert.equal(await client.top(), OPERATIONS[i % OPERATIONS.length]);
    }
    const names = (await client.stack()).map((frame) => frame.name);
    assert.deepEqual(names, [OPERATIONS[0], 'batch step 0 of 3 (2 samples)', 'epoch 1 of 3']);
  });

  it('runs with next to the end of a layer, through the phases, with loss and update as one step each', async () => {
    await begin({ stopOnEntry: true });
    const seen: string[] = [];
    for (let i = 0; i < 9; i++) {
      await client.go('next');
      seen.push(await client.top());
    }
    assert.deepEqual(seen, [
      'forward first: output',
      'forward second: output',
      'forward third: output',
      'loss: loss',
      'backward third: gradientPrev',
      'backward second: gradientPrev',
      'backward first: gradientPrev',
      'update third: update',
      'forward first: output',
    ]);
  });

  it('finishes the layer with next from within it', async () => {
    await begin();
    await client.go('stepIn');
    await client.go('stepIn');
    assert.equal(await client.top(), 'backward second: gradientOutput');
    await client.go('next');
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });

  it('runs with stepOut to the end of the phase, whatever toggles are on', async () => {
    await begin();
    assert.equal(await client.top(), 'backward third: gradientPrev');
    assert.equal((await client.go('stepOut')).reason, 'step');
    assert.equal(await client.top(), 'backward first: gradientPrev');
    await client.go('stepOut');
    assert.equal(await client.top(), 'update third: update');
    await client.go('stepOut');
    assert.equal(await client.top(), 'forward third: output');
    await client.go('stepOut');
    assert.equal(await client.top(), 'loss: loss');
  });

  it('stops at a breakpoint on the way of a step', async () => {
    await begin();
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: THREE },
      breakpoints: [{ line: lineOf(THREE, 'SECOND') }],
    });
    const stop = await client.go('stepOut');
    assert.equal(stop.reason, 'breakpoint');
    assert.deepEqual(stop.hitBreakpointIds, [breakpoints[0]?.id]);
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });

  it('pauses where the toggles say', async () => {
    await begin({ stopOnEntry: true });
    const expected: [string, string][] = [
      ['forward', 'forward first: output'],
      ['loss', 'loss: loss'],
      ['update', 'update third: update'],
      ['epoch', 'update third: update'],
    ];
    for (const [filter, frame] of expected) {
      await client.request('setExceptionBreakpoints', { filters: [filter] });
      const stop = await client.go('continue');
      assert.equal(stop.reason, 'breakpoint', filter);
      assert.equal(await client.top(), frame);
    }
    assert.equal((await client.stack())[1]?.name, 'batch step 2 of 3 (1 sample)');
  });

  it('answers the request before it reports the stop', async () => {
    await begin();
    const before = client.messages.length;
    await client.go('next');
    const kinds = client.messages
      .slice(before)
      .map((message) => ('event' in message ? message.event : 'command' in message ? message.command : ''));
    assert.deepEqual(kinds, ['next', 'stopped']);
  });

  it('ends with a summary, exit code 0 and terminated', async () => {
    await begin();
    await noFilters(client);
    await client.request('continue', { threadId: 1 });
    assert.equal((await client.event('exited')).body.exitCode, 0);
    await client.event('terminated');
    assert.match(client.output('console'), /Training is done after 3 epochs \(9 batch steps\)/);
    assert.match(client.output('stdout'), /^epoch 0 {2}loss 0\.\d+.*\nepoch 1 .*\nepoch 2 .*\n$/);
    assert.equal(client.came('stopped'), 0);
    assert.equal(await client.refused('next', { threadId: 1 }), 'The training is over.');
  });

  it('ends also when a step passes the end of training', async () => {
    await begin({ stopOnEntry: true });
    await client.request('setExceptionBreakpoints', { filters: ['loss'] });
    for (let step = 0; step < 9; step++) await client.go('continue');
    await client.go('stepOut');
    assert.equal(await client.top(), 'backward first: gradientPrev');
    // The last update is a stop as any other; the step after it finds nothing more to do.
    await client.go('next');
    assert.equal(await client.top(), 'update third: update');
    await client.request('next', { threadId: 1 });
    assert.equal((await client.event('exited')).body.exitCode, 0);
    await client.event('terminated');
  });

  it('runs without debugging from beginning to end, with a line for each epoch', async () => {
    debugged = newSession();
    client = debugged.client;
    await client.launch({ program: THREE, noDebug: true, stopOnEntry: true }, () =>
      client.request('setBreakpoints', {
        source: { path: THREE },
        breakpoints: [{ line: lineOf(THREE, 'SECOND') }],
      }),
    );
    await client.event('terminated');
    assert.equal(client.came('stopped'), 0);
    assert.equal(client.output('stdout').split('\n').length, 4);
  });
});

describe('a long run', function () {
  this.timeout(PATIENCE);
  const LONG = '/long.mlp.json';
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(async () => {
    debugged = newSession();
    client = debugged.client;
    debugged.host.texts.set(
      LONG,
      '{ "data": { "dataset": "iris", "batchSize": 4 }, "epochs": 100000,\n' +
        '"layers": [{ "units": 8, "activation": "tanh" },\n' +
        '{ "units": 3, "activation": "softmax" }], // LAST\n"loss": "categoricalCrossentropy" }',
    );
    await client.launch({ program: LONG }, () => noFilters(client));
  });
  afterEach(() => debugged.session.dispose());

  it('pauses promptly', async () => {
    await sleep(50);
    const asked = performance.now();
    await client.request('pause', { threadId: 1 });
    const { body } = await client.event('stopped');
    assert.equal(body.reason, 'pause');
    assert.ok(performance.now() - asked < 500, `${performance.now() - asked} ms`);
    assert.match(await client.top(), /^(forward|loss|backward|update)/);
    assert.equal((await client.go('stepIn')).reason, 'step');
  });

  it('remembers a pause that comes right behind the request to go on', async () => {
    await client.request('pause', { threadId: 1 });
    await client.event('stopped');
    const going = client.request('continue', { threadId: 1 });
    const paused = client.request('pause', { threadId: 1 });
    await Promise.all([going, paused]);
    assert.equal((await client.event('stopped')).body.reason, 'pause');
  });

  it('refuses to look or to step while it goes on, and says what to do', async () => {
    const advice = 'The run is going on; pause it first.';
    for (const command of ['stackTrace', 'next', 'stepIn', 'stepOut', 'continue', 'exceptionInfo']) {
      assert.equal(await client.refused(command, { threadId: 1 }), advice, command);
    }
    assert.equal(await client.refused('evaluate', { expression: 'loss' }), advice);
    assert.equal(await client.refused('variables', { variablesReference: 1 }), advice);
    assert.equal((await client.request('threads')).threads.length, 1);
  });

  it('takes a breakpoint that is set while it goes on', async () => {
    await client.request('setBreakpoints', { source: { path: LONG }, breakpoints: [{ line: 3 }] });
    const { body } = await client.event('stopped');
    assert.equal(body.reason, 'breakpoint');
    assert.equal(await client.top(), 'backward layer2: gradientPrev');
  });

  it('says how far it is, without a stop, to who follows in the process', async () => {
    const follower = debugged.session.run;
    const view = await new Promise<ReturnType<typeof follower.view>>((resolve) => {
      follower.onDidChange((now) => {
        if (now.kind === 'running' && now.state.steps > 0) resolve(now);
      });
    });
    assert.equal(view.kind, 'running');
  });

  it('is ended by disconnect in the middle', async () => {
    await client.request('disconnect');
    assert.deepEqual(debugged.host.engines, { started: 1, disposed: 1 });
    assert.equal(debugged.session.run.view().kind, 'none');
    assert.equal(await client.refused('continue', { threadId: 1 }), 'The session has ended.');
    assert.equal(client.came('stopped'), 0);
  });

  it('is ended by terminate in the middle', async () => {
    await client.request('terminate');
    await client.event('terminated');
    assert.deepEqual(debugged.host.engines, { started: 1, disposed: 1 });
    await client.request('disconnect');
  });
});
