import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { fixture, lineOf, newSession, PATIENCE, type Debugged } from './host';

const THREE = fixture('three.mlp.json');
const THIRD = lineOf(THREE, 'THIRD');
const LOSS = lineOf(THREE, 'LOSS');

/** Three batch steps in an epoch, three epochs: each line is reached nine times. */
const ALL = 9;

describe('breakpoints with conditions', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(() => {
    debugged = newSession();
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  const set = async (...breakpoints: Dap.SourceBreakpoint[]): Promise<Dap.Breakpoint[]> =>
    (await client.request('setBreakpoints', { source: { path: THREE }, breakpoints })).breakpoints;

  const launch = async (...breakpoints: Dap.SourceBreakpoint[]): Promise<void> => {
    const response = await client.launch({ program: THREE }, async () => {
      await client.request('setExceptionBreakpoints', { filters: [] });
      await set(...breakpoints);
    });
    assert.ok(response.success, response.message);
  };

  /** `epoch/batch` of each stop until the end of training. */
  const stops = async (): Promise<string[]> => {
    const seen: string[] = [];
    const ended = client.event('terminated').then(() => null);
    for (;;) {
      const stopped = await Promise.race([client.event('stopped').catch(() => null), ended]);
      if (stopped === null) return seen;
      seen.push(`${await client.evaluate('epoch')}/${await client.evaluate('batch')}`);
      await client.request('continue', { threadId: 1 });
    }
  };

  const logs = (): Dap.OutputEvent['body'][] =>
    client.messages
      .filter((message): message is Dap.OutputEvent => (message as Dap.Event).event === 'output')
      .map(({ body }) => body)
      .filter(({ source, category }) => source !== undefined && category === 'console');
  const logged = (): string[] =>
    logs().flatMap(({ output }) => output.split('\n').filter((line) => line !== ''));

  it('stop only where the condition is true, with the names of their own layer', async () => {
    await launch({ line: THIRD, condition: 'batch == 2 and shape(gradientWeights)[0] == 3' });
    assert.deepEqual(await stops(), ['0/2', '1/2', '2/2']);
  });

  it('count the hits at which the condition is true', async () => {
    await launch({ line: THIRD, condition: 'batch > 0', hitCondition: '% 2' });
    // Hits: 0/1, 0/2, 1/1, 1/2, 2/1, 2/2.
    assert.deepEqual(await stops(), ['0/2', '1/2', '2/2']);
  });

  it('count a hit once, however often the run comes by', async () => {
    await launch({ line: THIRD, hitCondition: '3' });
    await client.event('stopped');
    assert.equal(await client.evaluate('batch'), '2');
    const back = await client.go('reverseContinue');
    assert.equal(back.reason, 'entry');
    await client.go('continue');
    assert.equal(await client.evaluate('batch'), '2');
    await client.request('continue', { threadId: 1 });
    await client.event('terminated');
  });

  it('go back to the hits that stopped the run', async () => {
    await launch({ line: THIRD, hitCondition: '>= 3' });
    await client.event('stopped');
    await client.go('continue');
    assert.equal(await client.evaluate('epoch'), '1');
    await client.go('reverseContinue');
    assert.deepEqual([await client.evaluate('epoch'), await client.evaluate('batch')], ['0', '2']);
    assert.equal((await client.go('reverseContinue')).reason, 'entry');
  });

  it('keep their count when the breakpoints of the file are set again', async () => {
    const counting = { line: THIRD, hitCondition: '>= 2' };
    await launch(counting, { line: LOSS });
    await client.event('stopped');
    const [before] = await set(counting);
    await client.go('continue');
    assert.equal(await client.evaluate('batch'), '1');
    const [again, other] = await set(counting, { line: THIRD, hitCondition: '>= 3' });
    assert.equal(again?.id, before?.id);
    assert.notEqual(other?.id, before?.id);
  });

  describe('and log messages', () => {
    it('say their text in order, with their place, and do not stop', async () => {
      await launch({ line: LOSS, logMessage: 'loss {{{epoch}/{batch}}}: {loss > 0} {shape(output)}' });
      await client.event('terminated');
      const seen = logged();
      assert.equal(seen.length, ALL);
      assert.deepEqual(seen.slice(0, 4), [
        'loss {0/0}: true 2  [2, 1]',
        'loss {0/1}: true 2  [2, 1]',
        'loss {0/2}: true 2  [1, 1]',
        'loss {1/0}: true 2  [2, 1]',
      ]);
      assert.ok(logs().every(({ line, source }) => line === LOSS && source?.path === THREE));
      assert.equal(client.came('stopped'), 0);
    });

    it('come before the stop that follows them', async () => {
      await launch({ line: LOSS, logMessage: 'here' }, { line: THIRD });
      await client.event('stopped');
      assert.deepEqual(logged(), ['here']);
    });

    it('are not said again on the way back, nor when the run comes that way again', async () => {
      await launch({ line: LOSS, logMessage: '{epoch}/{batch}' }, { line: THIRD });
      await client.event('stopped');
      await client.go('continue');
      await client.go('continue');
      assert.deepEqual(logged(), ['0/0', '0/1', '0/2']);
      await client.go('reverseContinue');
      await client.go('reverseContinue');
      await client.go('stepBack');
      await client.go('continue');
      await client.go('continue');
      assert.deepEqual(logged(), ['0/0', '0/1', '0/2']);
      await client.go('continue');
      await client.go('continue');
      assert.deepEqual(logged(), ['0/0', '0/1', '0/2', '1/0']);
    });

    it('say what is absent in its place', async () => {
      await launch({ line: LOSS, condition: 'epoch == 0 and batch == 0', logMessage: 'g = {gradientPrev}' });
      await client.event('terminated');
      assert.deepEqual(logged(), [
        "g = <gradientPrev of 'third' is absent here: not computed yet in this batch step.>",
      ]);
    });
  });

  it('stop the run when the condition cannot be evaluated, and say so', async () => {
    // The last batch of an epoch holds one sample.
    await launch({ line: THIRD, condition: 'input[1, 0] > 99' });
    const { body } = await client.event('stopped');
    assert.equal(body.reason, 'breakpoint');
    const words = /cannot be evaluated: .*\b1\b/;
    assert.match(body.text ?? '', words);
    assert.match(client.output('stderr'), words);
    assert.equal(await client.top(), 'backward third: gradientPrev');
    assert.equal(await client.evaluate('batch'), '2');
  });

  const faults: [Dap.SourceBreakpoint, RegExp][] = [
    [{ line: THIRD, condition: 'norm(weigths) > 1' }, /In the condition, column 6: .*'weights'/],
    [{ line: THIRD, condition: 'gradientWeights' }, /In the condition: .*any\(gradientWeights\)/],
    [{ line: THIRD, condition: 'weights * weights > 1' }, /In the condition/],
    [{ line: THIRD, condition: 'loss <' }, /ends too early/],
    [{ line: THIRD, condition: 'layers.forth.bias[0] > 1' }, /no layer 'forth'/],
    [{ line: lineOf(THREE, 'SECOND'), condition: 'bias[0] > 1' }, /layer 'second' has no bias/],
    [
      { line: LOSS, condition: 'norm(gradientWeights) > 1' },
      /gradientWeights of 'third' is always absent here/,
    ],
    [{ line: THIRD, hitCondition: 'often' }, /In the hit count: A hit count is a number/],
    [{ line: THIRD, logMessage: 'now {los}' }, /In the log message, column 6: .*'loss'/],
    [{ line: THIRD, logMessage: 'now {loss' }, /In the log message, column 5: .* not closed/],
  ];
  for (const [breakpoint, message] of faults) {
    it(`are refused with the reason when they are wrong: ${JSON.stringify(breakpoint)}`, async () => {
      await launch(breakpoint);
      await client.event('terminated');
      const [again] = await set(breakpoint);
      assert.equal(again?.verified, false);
      assert.match(again.message ?? '', message);
      assert.equal(client.came('stopped'), 0);
    });
  }

  it('are nothing when they are empty', async () => {
    await launch({ line: THIRD, condition: ' ', hitCondition: '', logMessage: '' });
    assert.equal((await stops()).length, ALL);
  });
});
