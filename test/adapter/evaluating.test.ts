import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { fixture, stoppedSession, type Debugged, PATIENCE } from './host';

describe('evaluating', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  before(async () => {
    debugged = await stoppedSession({ program: fixture('three.mlp.json') });
    client = debugged.client;
    await client.go('continue');
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });
  after(() => debugged.session.dispose());

  const whole = async (expression: string): Promise<unknown> =>
    JSON.parse(await client.evaluate(expression, 'clipboard'));

  it("knows the quantities of the frame's layer and of the others", async () => {
    assert.match(await client.evaluate('gradientWeights'), /^4 × 3 {2}\[\[/);
    assert.match(await client.evaluate('layers[1].gradientWeights'), /^4 × 3/);
    assert.match(await client.evaluate('layers.third.gradientWeights'), /^3 × 1/);
    assert.match(await client.evaluate("layers['third'].gradientBias"), /^1 {2}\[/);
    assert.match(await client.evaluate('layers[-1].output'), /^2 × 1/);
    assert.equal(await client.evaluate('layers'), 'first, second, third');
    assert.equal(await client.evaluate('layers.second'), '4 → 3, softmax');
  });

  it('knows the numbers of the training', async () => {
    for (const [name, value] of [
      ['epoch', '0'],
      ['batch', '0'],
      ['N', '2'],
      ['learningRate', '0.5'],
    ] as const) {
      assert.equal(await client.evaluate(name), value);
    }
    assert.match(await client.evaluate('loss'), /^0\.\d+$/);
  });

  it("has NumPy's indices and slices, from zero", async () => {
    const input = (await whole('input')) as number[][];
    assert.deepEqual([input.length, input[0]?.length], [2, 4]);
    const [first, second] = input as [number[], number[]];
    assert.deepEqual(await whole('input[1]'), second);
    assert.equal(await whole('input[0][3]'), first[3]);
    assert.equal(await whole('input[0, 3]'), first[3]);
    assert.equal(await whole('input[-1, -1]'), second[3]);
    assert.deepEqual(await whole('input[:, 1]'), [first[1], second[1]]);
    assert.deepEqual(await whole('input[:, 1:3]'), [first.slice(1, 3), second.slice(1, 3)]);
    assert.deepEqual(await whole('input[1:]'), [second]);
    assert.deepEqual(await whole('input[:, 1:3][1]'), second.slice(1, 3));
    assert.deepEqual(await whole('input[0][-2:]'), first.slice(-2));
    assert.deepEqual(await whole('input[:, 2:99]'), [first.slice(2), second.slice(2)]);
    assert.equal(await client.evaluate('input[2:]'), '0 × 4  []');
    const jacobians = (await whole('activationDerivative')) as number[][][];
    assert.deepEqual(
      await whole('activationDerivative[1, :, 0]'),
      jacobians[1]?.map((row) => row[0]),
    );
    assert.deepEqual(
      await whole('activationDerivative[:, 0, 2]'),
      jacobians.map((one) => one[0]?.[2]),
    );
  });

  it('gives matrices that can be expanded, also in part', async () => {
    const { variablesReference, indexedVariables } = await client.request('evaluate', {
      expression: 'input[:, 1:3]',
      context: 'repl',
    });
    assert.equal(indexedVariables, 2);
    const rows = await client.children(variablesReference);
    assert.equal(rows[1]?.evaluateName, 'input[:, 1:3][1]');
    assert.equal(await client.evaluate(rows[1].evaluateName), rows[1].value);
    const layers = await client.request('evaluate', { expression: 'layers' });
    const [layer] = await client.children(layers.variablesReference);
    const quantities = await client.children(layer?.variablesReference ?? 0);
    const bias = quantities.find(({ name }) => name === 'bias');
    assert.equal(bias?.evaluateName, 'layers[0].bias');
    assert.equal(await client.evaluate('layers[0].bias'), bias.value);
  });

  const refusals: [string, RegExp][] = [
    ['gradientWeigths', /no 'gradientWeigths' here\. Did you mean 'gradientWeights'\?/],
    ['speed', /no 'speed' here\. There are: input, weights/],
    ['layers.hiden', /no layer 'hiden'\. The layers are 'first', 'second', 'third'/],
    ['layers[3].output', /Layer 3 is out of range: there are 'first', 'second', 'third'/],
    ['layers[1].loss', /A layer has no 'loss'/],
    ['layers[1][0]', /names, not indices/],
    ['input[2]', /Index 2 is out of range: input has the shape 2 × 4, the indices are 0 … 1/],
    ['input[0, 4]', /Index 4 is out of range/],
    ['input[0][0][0]', /Too many indices/],
    ['input[0, 0, 0]', /Too many indices: input has the shape 2 × 4/],
    ['input[1.5]', /whole number/],
    ['input[::2]', /A slice has no step: x\[from:to\]\. \(column 8\)/],
    ['input[0', /A '\]' is missing here/],
    ['input.shape', /input has no 'shape'/],
    ['loss[0]', /single value/],
    ['bias', /bias of 'second' is absent here: none: useBias is false/],
    [
      'layers.first.gradientWeights',
      /gradientWeights of 'first' is absent here: not computed yet in this batch step/,
    ],
    ['input * input', /transpose\(input\) \* input would fit/],
    ['norm(weigths)', /Did you mean 'weights'\? \(column 6\)/],
    ['layers.first.gradientWeights * 2', /gradientWeights of 'first' is absent here: not computed yet/],
    ['bias + 1', /bias of 'second' is absent here: none, for useBias is false/],
    ['', /nothing to evaluate/],
    ['3 +', /The expression ends too early/],
  ];
  for (const [expression, message] of refusals) {
    it(`refuses '${expression}' in the user's terms`, async () => {
      assert.match(await client.refused('evaluate', { expression, context: 'watch' }), message);
    });
  }

  it('gives who follows in the process the same numbers, tagged with their run and moment', async () => {
    const { run } = debugged.session;
    const view = run.view();
    assert.ok(view.kind === 'stopped');
    assert.equal(view.reason, "backward step of 'second'");
    const window = { row: 0, rows: 2, column: 1, columns: 2 };
    const { value, moment, run: id } = await run.read(1, 'input', window);
    assert.deepEqual([moment, id], [view.state.moment, view.run]);
    assert.deepEqual(
      [...(value?.data ?? [])].map(Math.fround),
      ((await whole('input[:, 1:3]')) as number[][]).flat().map(Math.fround),
    );
    assert.deepEqual((await run.summaries(1)).value.gradientWeights?.shape, [4, 3]);
    assert.equal((await run.read(0, 'gradientWeights', window)).value, null);
    assert.ok(run.range(1) && run.range(1, 'output') && run.range(null));
  });
});
