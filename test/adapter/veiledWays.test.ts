/** The ways other than a look at it by which a number gets out that is to be predicted: each is hidden, or refused. */
import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { TestClient } from './client';
import { fixture, lineOf, newSession, PATIENCE, stoppedSession, testHost, type Debugged } from './host';

const THREE = fixture('three.mlp.json');
const HIDDEN = /hidden until you answer/;
const FILE = '/veiled.mlp.json';

interface Hidden {
  readonly layer: string | null;
  readonly quantity: string;
  readonly index?: (number | null)[];
  readonly from?: number;
}

const LOSS: Hidden = { layer: null, quantity: 'loss' };
const GRADIENT: Hidden = { layer: 'third', quantity: 'gradientWeights', index: [0, 0] };

describe('what is to be predicted', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  const at = async (program: string, host = testHost()): Promise<void> => {
    debugged = await stoppedSession({ program }, host);
    client = debugged.client;
  };
  afterEach(() => debugged.session.dispose());

  const hide = (...hidden: Hidden[]) =>
    client.request('backstep/veil', { hidden: hidden.map((one) => ({ index: [], ...one })) });
  const breakAt = (...breakpoints: Dap.SourceBreakpoint[]) =>
    client.request('setBreakpoints', { source: { path: THREE }, breakpoints });
  const pauseNowhere = () => client.request('setExceptionBreakpoints', { filters: [] });
  const reason = (): string => {
    const view = debugged.session.run.view();
    return view.kind === 'none' ? '' : view.reason;
  };

  it('is not in the messages of log points, wherever its name is read', async () => {
    await at(THREE);
    await pauseNowhere();
    await breakAt(
      { line: lineOf(THREE, 'LOSS'), logMessage: 'L={loss} of {N}' },
      { line: lineOf(THREE, 'THIRD'), logMessage: 'G={gradientWeights[0, 0] * 2} D={gradientOutput[0, 0]}' },
      { line: lineOf(THREE, 'SECOND') },
    );
    await hide(LOSS, GRADIENT);
    await client.go('continue');
    await client.go('continue');
    const said = client.output('console');
    assert.match(said, /L=<loss is hidden until you answer\.> of \d/);
    assert.match(said, /G=<gradientWeights of 'third' is hidden until you answer\.> D=-?\d/);
    await hide();
    await client.go('continue');
    assert.match(client.output('console').slice(said.length), /L=\d\S* of \d\s+G=-?\d/);
  });

  it('is not told by a condition that it meets: the run stops, and says why it cannot be asked', async () => {
    await at(THREE);
    await pauseNowhere();
    await breakAt({ line: lineOf(THREE, 'THIRD'), condition: 'gradientWeights[0, 0] > 1000' });
    await hide(GRADIENT);
    const stop = await client.go('continue');
    assert.match(stop.text ?? '', /condition of this breakpoint cannot be evaluated: .*hidden until/);
    await hide();
    await client.go('stepIn');
    // Never met: without the veil the run goes on to its end.
    await client.request('continue', { threadId: 1 });
    await client.event('exited');
  });

  it('is not told by a watchpoint: neither by a hit to come nor by the words of one that was', async () => {
    await at(THREE);
    await pauseNowhere();
    const dataId = 'layers.third.gradientWeights[0, 0]';
    await client.request('setDataBreakpoints', { breakpoints: [{ dataId }] });
    const hit = await client.go('continue');
    assert.match(hit.text ?? '', /changed: -?\d.* before, -?\d.* now/);
    assert.equal(reason(), hit.text);
    await hide(GRADIENT);
    assert.match(reason(), HIDDEN);
    assert.doesNotMatch(reason(), /changed|before|now/);
    const next = await client.go('continue');
    assert.equal(await client.top(), 'backward third: gradientWeights');
    assert.match(next.text ?? '', /watches cannot be evaluated: .*hidden until/);
    assert.doesNotMatch(JSON.stringify(next), /before|changed/);
    await hide();
    const after = await client.go('continue');
    // The value before is the last one that there was, hidden or not.
    assert.match(after.text ?? '', /changed: -?\d.* before, -?\d.* now/);
  });

  it('is not in what a health check says, nor in what it was computed from', async () => {
    const host = testHost();
    debugged = newSession(host);
    client = debugged.client;
    host.texts.set(
      FILE,
      JSON.stringify({
        data: { inputs: [[1], [0.5]], targets: [[1], [0]], shuffle: false },
        layers: [{ name: 'line', units: 1, weights: [[2]] }],
        epochs: 3,
      }),
    );
    await client.launch({ program: FILE }, () =>
      client.request('setExceptionBreakpoints', {
        filters: [],
        filterOptions: [{ filterId: 'vanishing', condition: '1000' }],
      }),
    );
    const { body: stop } = await client.event('stopped');
    assert.match(stop.text ?? '', /the mean of \|gradientWeights\| is \d/);
    const info = () => client.request('exceptionInfo', { threadId: 1 });
    const told = (await info()).description ?? '';
    const [, actual = 'none'] = /actual: ([\d.]+)\./.exec(told) ?? [];
    assert.match(told, /Computed from/);
    await hide({ layer: 'line', quantity: 'gradientWeights' });
    const hidden = JSON.stringify(await info());
    assert.match(hidden, /the mean of \|gradientWeights\| is hidden until you answer, below 1000/);
    assert.ok(!hidden.includes(actual), hidden);
    assert.match(reason(), HIDDEN);
    await hide({ layer: 'line', quantity: 'gradientOutput' });
    const cause = (await info()).description ?? '';
    assert.match(cause, /gradientOutput \(hidden until you answer\)/);
    assert.ok(cause.includes(actual));
  });

  it('is not told by the stop at a number that is not finite', async () => {
    const host = testHost();
    debugged = newSession(host);
    client = debugged.client;
    host.texts.set(
      FILE,
      JSON.stringify({
        data: { inputs: [[1e30]], targets: [[1]], shuffle: false },
        layers: [{ name: 'line', units: 1, weights: [[1e30]] }],
      }),
    );
    await client.launch({ program: FILE });
    const { body: stop } = await client.event('stopped');
    assert.match(stop.text ?? '', /^Infinity in preActivation\[0, 0\] of 'line'$/);
    await hide({ layer: 'line', quantity: 'preActivation' });
    const said = JSON.stringify(await client.request('exceptionInfo', { threadId: 1 }));
    assert.match(said, /a number that is not finite in preActivation of 'line', hidden until you answer/);
    assert.doesNotMatch(said + reason(), /Infinity|\[0, 0\]/);
  });

  it('is not taken along: no script, trace, recording', async () => {
    await at(THREE);
    await hide(GRADIENT);
    for (const format of ['numpy', 'pytorch', 'backprop-trace'])
      assert.match(
        await client.refused('backstep/export', { format }),
        /^gradientWeights of 'third' is hidden until you answer\. What is taken along would tell it\.$/,
      );
    assert.match(await client.refused('backstep/record'), HIDDEN);
    await assert.rejects(debugged.session.run.recorded(), HIDDEN);
    await hide({ layer: 'no such layer', quantity: 'gradientWeights' });
    assert.ok((await client.request('backstep/export', { format: 'numpy' })).content.length > 0);
    assert.ok((await client.request('backstep/record')).content.length > 0);
  });

  it('is not in the lines of epochs of a single batch, nor among the numbers of the training', async () => {
    const host = testHost();
    host.texts.set(
      FILE,
      JSON.stringify({
        data: { inputs: [[1], [0.5]], targets: [[1], [0]], shuffle: false },
        layers: [{ name: 'line', units: 1, weights: [[2]] }],
        epochs: 3,
      }),
    );
    await at(FILE, host);
    await hide(LOSS);
    await client.go('stepOut');
    await client.request('backstep/runTo', { target: { to: 'epoch' } });
    await client.event('stopped');
    assert.match(client.output('stdout'), /epoch 0 {2}loss hidden until you answer/);
    const training = await client.scope('Training');
    assert.match(training.get('lastEpoch')?.value ?? '', /loss hidden until you answer/);
    // A bound would feel its way to it.
    assert.match(await client.refused('backstep/runTo', { target: { to: 'loss', below: 1 } }), HIDDEN);
    await hide();
    await client.request('backstep/runTo', { target: { to: 'epoch' } });
    await client.event('stopped');
    assert.match(client.output('stdout'), /epoch 2 {2}loss \d/);
  });

  it('is not in a result that was worked out from it before, nor in the learning rate', async () => {
    await at(THREE);
    const { variablesReference } = await client.request('evaluate', {
      expression: 'gradientWeights * 2',
      context: 'watch',
    });
    const rows = await client.children(variablesReference);
    assert.ok(rows.length > 0);
    await hide(GRADIENT);
    assert.deepEqual(await client.children(variablesReference), []);
    const row = rows[0]?.variablesReference ?? 0;
    if (row !== 0) assert.deepEqual(await client.children(row), []);
    assert.match(
      await client.refused('setExpression', {
        expression: 'learningRate',
        value: 'abs(gradientWeights[0, 0])',
      }),
      HIDDEN,
    );
  });

  it('is hidden from the moment on at which it is made, and not before', async () => {
    await at(THREE);
    const view = debugged.session.run.view();
    assert.ok(view.kind === 'stopped');
    const layers = view.description.layers.length;
    const each = 4 * layers + 2 * layers + 1 + layers;
    const now = await client.evaluate('loss', 'watch');
    await hide({ ...LOSS, from: each + 2 * layers + 1 });
    assert.equal(await client.evaluate('loss', 'watch'), now);
    assert.ok((await client.request('backstep/export', { format: 'numpy' })).content.length > 0);
    await client.request('backstep/goTo', { moment: each + 2 * layers + 1, ahead: true });
    await client.event('stopped');
    assert.equal(await client.top(), 'loss: loss');
    await assert.rejects(client.evaluate('loss', 'watch'), HIDDEN);
    assert.match(await client.refused('backstep/export', { format: 'numpy' }), HIDDEN);
    await client.go('stepBack');
    assert.ok((await client.request('backstep/export', { format: 'numpy' })).content.length > 0);
  });
});
