/** Breakpoints on names of operations, and on data by `watch EXPRESSION`. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { fixture, newSession, PATIENCE, type Debugged } from './host';

const IRIS = fixture('iris.mlp.json');

describe('function breakpoints', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(() => {
    debugged = newSession();
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  const set = async (...breakpoints: Dap.FunctionBreakpoint[]): Promise<Dap.Breakpoint[]> =>
    (await client.request('setFunctionBreakpoints', { breakpoints })).breakpoints;

  const launch = async (...breakpoints: Dap.FunctionBreakpoint[]): Promise<Dap.StoppedEvent['body']> => {
    const response = await client.launch({ program: IRIS }, async () => {
      await client.request('setExceptionBreakpoints', { filters: [] });
      const answers = await set(...breakpoints);
      assert.deepEqual(
        answers.map(({ message }) => message),
        breakpoints.map(() => undefined),
      );
    });
    assert.ok(response.success, response.message);
    return (await client.event('stopped')).body;
  };

  /** A batch step of iris stops here, one after the other. The layers are `hidden` and `output`. */
  const STOPS: Readonly<Record<string, readonly string[]>> = {
    'backward hidden: gradientWeights': ['backward hidden: gradientWeights'],
    'loss: loss': ['loss: loss'],
    'update hidden: update': ['update hidden: update'],
    forward: ['forward output: output'],
    loss: ['loss: loss'],
    backward: ['backward hidden: gradientPrev'],
    update: ['update output: update'],
    hidden: ['backward hidden: gradientPrev'],
    // A layer comes before an operation of the same name.
    output: ['backward output: gradientPrev'],
    'forward: output': ['forward hidden: output', 'forward output: output'],
    'forward hidden': ['forward hidden: output'],
    gradientWeights: ['backward output: gradientWeights', 'backward hidden: gradientWeights'],
    'hidden: gradientWeights': ['backward hidden: gradientWeights'],
    '  hidden :gradientWeights ': ['backward hidden: gradientWeights'],
  };
  for (const [name, tops] of Object.entries(STOPS)) {
    it(`'${name}' stops at ${tops.join(', ')}`, async () => {
      const { reason, hitBreakpointIds } = await launch({ name });
      assert.equal(reason, 'function breakpoint');
      assert.equal(hitBreakpointIds?.length, 1);
      for (const top of [...tops, tops[0]]) {
        assert.equal(await client.top(), top);
        await client.go('continue');
      }
    });
  }

  it('take conditions and hit counts as other breakpoints do', async () => {
    await launch({ name: 'loss', condition: 'batch > 0', hitCondition: '3' });
    assert.deepEqual([await client.evaluate('epoch'), await client.evaluate('batch')], ['0', '3']);
  });

  it('watch an expression, with the rule as their condition', async () => {
    const { reason, text } = await launch({ name: 'watch layers.hidden.weights[0, 1]', condition: 'change' });
    assert.equal(reason, 'data breakpoint');
    assert.match(text ?? '', /^weights\[0, 1\] of 'hidden' changed: /);
    assert.equal(await client.top(), 'update hidden: update');
  });

  it('are refused with the nearest spelling, and the others hold', async () => {
    await launch({ name: 'loss' });
    const answers = await set(
      { name: 'updte' },
      { name: 'backward hiden: gradientWeights' },
      { name: 'somewhere else entirely' },
      { name: '' },
      { name: 'watch weights' },
      { name: 'watch layers.hidden.weights', condition: 'weights > 0' },
      { name: 'hidden', condition: 'los > 1' },
      { name: 'update' },
    );
    const messages = answers.map(({ verified, message }) => (verified ? null : message));
    assert.match(messages[0] ?? '', /no operation 'updte' in this network\. Did you mean 'update'\?/);
    assert.match(messages[1] ?? '', /Did you mean 'backward hidden: gradientWeights'\?/);
    assert.match(messages[2] ?? '', /Names are a phase \('backward'\), a layer \('hidden'\)/);
    assert.ok(messages[3]);
    assert.match(messages[4] ?? '', /say which one is meant, such as layers\.hidden\.weights/);
    assert.match(messages[5] ?? '', /'weights > 0' is none of them/);
    assert.match(messages[6] ?? '', /In the condition: /);
    assert.equal(messages[7], null);
    await client.go('continue');
    assert.equal(await client.top(), 'update output: update');
  });

  it('wait for the launch to be verified', async () => {
    await client.request('initialize', { adapterID: 'backstep', linesStartAt1: true });
    const [early] = await set({ name: 'hidden: gradientWeights' });
    assert.deepEqual([early?.verified, early?.reason], [false, 'pending']);
    void client.send('launch', { program: IRIS });
    const { body } = await client.event('breakpoint');
    assert.deepEqual([body.breakpoint.id, body.breakpoint.verified], [early?.id, true]);
  });

  it('never share an id with breakpoints of another kind', async () => {
    await launch({ name: 'loss' });
    const functions = await set({ name: 'loss' }, { name: 'update' });
    const lines = await client.request('setBreakpoints', {
      source: { path: IRIS },
      breakpoints: [{ line: 4 }],
    });
    const data = await client.request('setDataBreakpoints', { breakpoints: [{ dataId: 'loss' }] });
    const ids = [...functions, ...lines.breakpoints, ...data.breakpoints].map(({ id }) => id);
    assert.equal(new Set(ids).size, 4);
  });
});
