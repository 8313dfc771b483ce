/** Breakpoints on data: what can be watched, by which rules, what a hit says, and the way back to it. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { TestClient } from './client';
import { fixture, newSession, PATIENCE, type Debugged } from './host';

const IRIS = fixture('iris.mlp.json');
const ELEMENT = 'layers.hidden.gradientWeights[2, 1]';

describe('watchpoints', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(() => {
    debugged = newSession();
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  const watch = async (...breakpoints: Dap.DataBreakpoint[]): Promise<Dap.Breakpoint[]> =>
    (await client.request('setDataBreakpoints', { breakpoints })).breakpoints;
  const info = (args: {
    name: string;
    variablesReference?: number | undefined;
  }): Promise<Dap.DataBreakpointInfoResponse['body']> =>
    client.request('dataBreakpointInfo', {
      name: args.name,
      variablesReference: args.variablesReference ?? 0,
    });

  const launch = async (...breakpoints: Dap.DataBreakpoint[]): Promise<void> => {
    const response = await client.launch({ program: IRIS, stopOnEntry: true }, async () => {
      await client.request('setExceptionBreakpoints', { filters: [] });
      await watch(...breakpoints);
    });
    assert.ok(response.success, response.message);
    await client.event('stopped');
  };

  /** The number that the words say it was, and the one it is now. */
  const pair = (text = ''): [number, number] => {
    const [, before, now] = /: (\S+) before, (\S+) now$/.exec(text) ?? [];
    return [Number(before), Number(now)];
  };

  it('name what they watch, the preset, the value before and the value now', async () => {
    await launch({ dataId: ELEMENT, condition: 'sign' });
    const stop = await client.go('continue');
    assert.equal(stop.reason, 'data breakpoint');
    assert.match(
      stop.text ?? '',
      /^gradientWeights\[2, 1\] of 'hidden' changed sign: -?[\d.e-]+ before, -?[\d.e-]+ now$/,
    );
    assert.equal(stop.description, `Paused: ${stop.text}`);
    assert.ok(client.output('console').includes(`${stop.text}\n`));
    assert.equal(debugged.session.run.view().kind, 'stopped');
    const view = debugged.session.run.view();
    assert.equal(view.kind === 'none' ? '' : view.reason, stop.text);
    assert.equal(await client.top(), 'backward hidden: gradientWeights');
    const [before, now] = pair(stop.text);
    assert.ok(before * now < 0);
    const value = Number(await client.evaluate('gradientWeights[2, 1]'));
    assert.ok(Math.abs(value - now) <= Math.abs(now) * 1e-3);
  });

  it('say in how many elements of a matrix, and where the first is', async () => {
    await launch({ dataId: 'layers.output.gradientWeights', condition: 'ratio 2' });
    const { text } = await client.go('continue');
    assert.match(
      text ?? '',
      /^gradientWeights of 'output' (grew|shrank) by more than the factor 2 in \d+ of 24 elements, (first )?\[\d, \d\]: /,
    );
  });

  it('take a bound, which is crossed once', async () => {
    await launch({ dataId: 'loss', condition: '< 0.5' });
    const { text } = await client.go('continue');
    assert.match(text ?? '', /^loss fell below 0\.5: /);
    const [before, now] = pair(text);
    assert.ok(before >= 0.5 && now < 0.5);
    await client.request('continue', { threadId: 1 });
    const next = await Promise.race([
      client.event('stopped').then(({ body }) => pair(body.text)),
      client.event('terminated').then(() => null),
    ]);
    if (next !== null) assert.ok(next[0] >= 0.5 && next[1] < 0.5, 'it rose in between');
  });

  it('hit the same on the way back and ahead again', async () => {
    await launch({ dataId: ELEMENT, hitCondition: '>= 2' });
    const texts: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) texts.push((await client.go('continue')).text);
    for (const text of texts.slice(0, -1).toReversed()) {
      assert.equal((await client.go('reverseContinue')).text, text);
    }
    await client.go('stepBack');
    await client.go('stepBack');
    assert.equal((await client.go('stepOut')).text, texts[0]);
    assert.equal((await client.go('continue')).text, texts[1]);
  });

  it('take what a person has changed for the value before', async () => {
    await launch({ dataId: 'layers.hidden.weights[0, 0]' });
    await client.request('setExpression', { expression: 'weights[0][0]', value: '12.5' });
    const { text } = await client.go('continue');
    assert.match(text ?? '', /^weights\[0, 0\] of 'hidden' changed: 12\.5 before, 12\.\d+ now$/);
  });

  it('are offered for every variable that an operation writes', async () => {
    await launch();
    const [frame] = await client.stack();
    const { scopes } = await client.request('scopes', { frameId: frame?.id ?? 0 });
    const reference = (name: string): number =>
      scopes.find((scope) => scope.name === name)?.variablesReference ?? 0;
    const ofScope = (scope: string, name: string) => info({ variablesReference: reference(scope), name });
    assert.deepEqual(await ofScope('Backward', 'gradientWeights'), {
      dataId: 'layers.hidden.gradientWeights',
      description: "gradientWeights of 'hidden'",
      accessTypes: ['write'],
      canPersist: true,
    });
    const weights = (await client.scope('Parameters')).get('weights');
    const row = await info({ variablesReference: weights?.variablesReference, name: '[2]' });
    assert.deepEqual([row.dataId, row.description], ['layers.hidden.weights[2]', "weights[2] of 'hidden'"]);
    const [, , third] = await client.children(weights?.variablesReference ?? 0);
    const element = await info({ variablesReference: third?.variablesReference, name: '[1]' });
    assert.equal(element.dataId, 'layers.hidden.weights[2, 1]');
    assert.match(
      (await info({ variablesReference: third?.variablesReference, name: '[99]' })).description,
      /no element/,
    );
    assert.equal((await ofScope('Training', 'loss')).dataId, 'loss');
    assert.deepEqual(await ofScope('Training', 'backend'), {
      dataId: null,
      description: "'backend' is not a number.",
    });
    assert.match((await ofScope('Training', 'learningRate')).description, /No operation changes/);
  });

  it('are offered for expressions, with the names of the layer at hand', async () => {
    await launch();
    const ratio = await info({ name: 'norm(gradientWeights) / norm(layers.output.weights)' });
    assert.equal(ratio.dataId, 'norm(layers.hidden.gradientWeights) / norm(layers.output.weights)');
    assert.equal(ratio.description, ratio.dataId);
    const wrong = await info({ name: 'gradientWeigths[0, 0]' });
    assert.equal(wrong.dataId, null);
    assert.match(wrong.description, /gradientWeights/);
    assert.equal((await info({ name: '1 + 1' })).dataId, null);
    const kept = await client.request('evaluate', { expression: 'weights * 2', context: 'watch' });
    const part = await info({ variablesReference: kept.variablesReference, name: '[1]' });
    assert.equal(part.dataId, '(layers.hidden.weights * 2)[1]');
    await client.go('stepIn');
    assert.match(
      await client.refused('dataBreakpointInfo', {
        variablesReference: kept.variablesReference,
        name: '[0]',
      }),
      /earlier stop/,
    );
    // What was offered can be set.
    const [set] = await watch({ dataId: ratio.dataId }, { dataId: part.dataId });
    assert.equal(set?.verified, true);
  });

  it('are refused with a reason, before the run', async () => {
    const CASES: readonly (readonly [Dap.DataBreakpoint, RegExp])[] = [
      [{ dataId: ELEMENT, condition: 'sing' }, /'change' \(or nothing\), 'sign'.*; 'sing' is none of them/],
      [{ dataId: ELEMENT, condition: 'ratio 1' }, /a factor above 1, such as 'ratio 2'; 'ratio 1' has none/],
      [{ dataId: ELEMENT, condition: 'above' }, /'above' is none of them/],
      [{ dataId: ELEMENT, hitCondition: 'often' }, /In the hit count: /],
      [{ dataId: ELEMENT, accessType: 'read' }, /nothing stops when it is read/],
      [{ dataId: 'layers.hiden.weights' }, /There is no layer 'hiden'.*Did you mean 'hidden'\?/],
      [{ dataId: 'layers.hidden.weights[9, 0]' }, /Index 9 is out of range: the shape is 4 × 8/],
      [{ dataId: 'weights[0, 0]' }, /several layers.*layers\.hidden\.weights\[0, 0\]/],
      [{ dataId: 'loss +' }, /ends too early/],
      [{ dataId: '' }, /./],
      [{ dataId: '2 * learningRate' }, /No operation changes the value of '2 \* learningRate'/],
    ];
    await launch();
    const breakpoints = await watch(...CASES.map(([asked]) => asked), {
      dataId: ELEMENT,
      condition: ' Above -.5e1 ',
    });
    CASES.forEach(([{ dataId, condition }, message], i) => {
      assert.equal(breakpoints[i]?.verified, false, `${dataId} ${condition ?? ''}`);
      assert.equal(breakpoints[i].reason, 'failed');
      assert.match(breakpoints[i].message ?? '', message);
    });
    assert.equal(breakpoints.at(-1)?.verified, true);
  });

  it('wait for the launch to be verified, and keep their ids', async () => {
    await client.request('initialize', { adapterID: 'backstep', linesStartAt1: true });
    const [early, wrong] = await watch({ dataId: ELEMENT }, { dataId: 'layers.no.weights' });
    assert.deepEqual([early?.verified, early?.reason], [false, 'pending']);
    void client.send('launch', { program: IRIS });
    const changed = [(await client.event('breakpoint')).body, (await client.event('breakpoint')).body];
    assert.deepEqual(
      changed.map(({ breakpoint }) => [breakpoint.id, breakpoint.verified, breakpoint.reason]),
      [
        [early?.id, true, undefined],
        [wrong?.id, false, 'failed'],
      ],
    );
    const [same] = await watch({ dataId: ELEMENT });
    assert.equal(same?.id, early?.id);
  });

  it('can be set and taken away while the run is under way', async () => {
    // It does not end of itself while this test lasts.
    debugged.host.texts.set(IRIS, readFileSync(IRIS, 'utf8').replace(/"epochs": \d+/, '"epochs": 1000000'));
    await launch({ dataId: 'layers.output.weights' });
    await client.go('continue');
    await watch();
    await client.request('continue', { threadId: 1 });
    await watch({ dataId: 'epoch' });
    const { body } = await client.event('stopped');
    const [before, now] = pair(body.text);
    assert.equal(body.text, `epoch changed: ${before} before, ${before + 1} now`);
    assert.equal(await client.evaluate('epoch'), String(now));
  });
});
