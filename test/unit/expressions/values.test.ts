import assert from 'node:assert/strict';
import { compile } from '../../../src/expressions/expression';
import { booleanValue, numberValue, type Value } from '../../../src/expressions/value';
import { traceNames } from './trace';

type Nested = number | readonly Nested[];

const textbook = traceNames('textbook-2-2-2', 1);
const softmax = traceNames('softmax-crossentropy', 1);

const worth = (text: string, names = textbook): Value => compile(text).evaluate(names);

/** The value as nested arrays, as it would be written down. */
function plain(value: Value): Nested | string | boolean {
  if (value.kind !== 'tensor') return value.value;
  const nest = (shape: readonly number[], offset: number): Nested => {
    const [length, ...rest] = shape;
    if (length === undefined) return value.data[offset]!;
    const size = rest.reduce((a, b) => a * b, 1);
    return Array.from({ length }, (_, i) => nest(rest, offset + i * size));
  };
  return nest(value.shape, 0);
}

/** Constants first: what is written down can be worked out by hand. */
const CONSTANTS: readonly (readonly [string, Nested | boolean])[] = [
  ['1 + 2 * 3', 7],
  ['-2^2', -4],
  ['2^-1', 0.5],
  ['2^3^2', 512],
  ['(1 + 2) * 3', 9],
  ['7 mod 3', 1],
  ['7 % 3', 1],
  ['-1 mod 3', 2],
  ['5 mod 0', 5],
  ['2(3)', 6],
  ['1e-3', 0.001],
  ['.5 + 5.', 5.5],
  ['2.*3', 6],
  ['1 < 2', true],
  ['1 < 2 < 3', true],
  ['3 > 2 > 2', false],
  ['1 == 1 and 2 != 2', false],
  ['1 == 1 or 2 != 2', true],
  ['not 0', true],
  ['true xor true', false],
  ['not NaN', true],
  ['NaN == NaN', false],
  ['Infinity > 1e300', true],
  ['true ? 1 : 2', 1],
  ['0 ? 1 : 2', 2],
  ['1 > 2 ? 3 : 4 > 5 ? 6 : 7', 7],
  ['[1, 2, 3]', [1, 2, 3]],
  ['[1, 2; 3, 4]', [[1, 2], [3, 4]]],
  ['[[1, 2], [3, 4]]', [[1, 2], [3, 4]]],
  ['[1; 2; 3]', [[1], [2], [3]]],
  ['[1, 2; 3, 4;]', [[1, 2], [3, 4]]],
  ['[[1, 2][0], 5]', [1, 5]],
  ['[[1, 2; 3, 4][0], [5, 6]][1]', [5, 6]],
  ['[1, 2; 3, 4][0][1]', 2],
  ['[1, 2; 3, 4][-1, -2]', 3],
  ['[1, 2; 3, 4][:, 1]', [2, 4]],
  ['[1, 2; 3, 4][1, :]', [3, 4]],
  ['[1, 2; 3, 4][1]', [3, 4]],
  ['[1, 2; 3, 4][:1]', [[1, 2]]],
  ['[1, 2; 3, 4][1:2]', [[3, 4]]],
  ['[1, 2; 3, 4][0:1]', [[1, 2]]],
  ['[1, 2; 3, 4][1:]', [[3, 4]]],
  ['[1, 2; 3, 4][:][:, 0]', [1, 3]],
  ['[1, 2, 3, 4][1:3]', [2, 3]],
  ['[1, 2, 3, 4][-2:]', [3, 4]],
  ['[1, 2, 3, 4][:-1]', [1, 2, 3]],
  ['[1, 2, 3, 4][2:99]', [3, 4]],
  ['[1, 2, 3, 4][3:1]', []],
  ['[1, 2, 3, 4][1:][0]', 2],
  ['[1, 2, 3, 4][1 + 1]', 3],
  ['[1, 2, 3, 4][1:3][1]', 3],
  ['[5, 6, 7][0 ? 1 : 2]', 7],
  ["[1, 2; 3, 4]'", [[1, 3], [2, 4]]],
  ["[1, 2, 3; 4, 5, 6]'", [[1, 4], [2, 5], [3, 6]]],
  ["[1, 2; 3, 4]''", [[1, 2], [3, 4]]],
  ["[1, 2; 3, 4]'[0]", [1, 3]],
  ['transpose([1, 2; 3, 4])', [[1, 3], [2, 4]]],
  ['[1, 2, 3; 4, 5, 6] * [1; 2; 3]', [[14], [32]]],
  ['[1, 2, 3; 4, 5, 6] * [1, 2, 3]', [14, 32]],
  ['[1, 2] * [1, 2, 3; 4, 5, 6]', [9, 12, 15]],
  ['[1, 2, 3] * [4, 5, 6]', 32],
  ['2 * [1, 2]', [2, 4]],
  ['[1, 2] * 2', [2, 4]],
  ['[1, 2; 3, 4] .* [5, 6; 7, 8]', [[5, 12], [21, 32]]],
  ['[1, 2] ./ [4, 8]', [0.25, 0.25]],
  ['[1, 2] .^ 2', [1, 4]],
  ['2 .^ [1, 2]', [2, 4]],
  ['[1, 1; 1, 0]^6', [[13, 8], [8, 5]]],
  ['[1, 2; 3, 4]^0', [[1, 0], [0, 1]]],
  ['[1, 2; 3, 4] + [10, 20]', [[11, 22], [13, 24]]],
  ['[10, 20] - [1, 2; 3, 4]', [[9, 18], [7, 16]]],
  ['[1, 2; 3, 4] + [10; 20]', [[11, 12], [23, 24]]],
  ['[1; 2] + [10, 20]', [[11, 21], [12, 22]]],
  ['1 + [1, 2]', [2, 3]],
  ['3 - [1, 2]', [2, 1]],
  ['[1, 2] / 2', [0.5, 1]],
  ['-[1, 2]', [-1, -2]],
  ['+[1, 2]', [1, 2]],
  ['not [0, 2]', [1, 0]],
  ['[1, 5] > 2', [0, 1]],
  ['[1, 5] > 2 and [1, 0]', [0, 0]],
  ['0 < [1, 5] <= 4', [1, 0]],
  ['norm([3, 4])', 5],
  ['norm([1, 2; 3, 4])', Math.sqrt(30)],
  ['norm([1, -2; 3, -4], 1)', 6],
  ['norm([1, -2; 3, -4], "inf")', 7],
  ["norm([1, -2; 3, -4], 'fro')", Math.sqrt(30)],
  ['norm([1, -2, 3], 1)', 6],
  ['norm([1, -2, 3], 2)', Math.sqrt(14)],
  ['norm([1, -2, 3], Infinity)', 3],
  ['norm([1, 2, 2], 3)', 17 ** (1 / 3)],
  ['norm(-3)', 3],
  ['norm([3e200, 4e200])', 5e200],
  ['norm([3e-200, 4e-200])', 5e-200],
  ['norm([NaN, 1])', NaN],
  ['norm([0, 0])', 0],
  ['norm([1, Infinity])', Infinity],
  ['abs([-1, 2])', [1, 2]],
  ['abs(-1)', 1],
  ['sign([-5, 0, 5])', [-1, 0, 1]],
  ['sqrt(16)', 4],
  ['square([-3, 2])', [9, 4]],
  ['exp(0)', 1],
  ['log(exp(2))', 2],
  ['sigmoid(0)', 0.5],
  ['sigmoid(-800)', 0],
  ['tanh(0)', 0],
  ['relu([-1, 2])', [0, 2]],
  ['relu(NaN)', NaN],
  ['round(2.5)', 3],
  ['round(-2.5)', -3],
  ['round([1.234, -5.678], 1)', [1.2, -5.7]],
  ['sum([1, 2; 3, 4])', 10],
  ['sum([1, 2; 3, 4], 0)', [4, 6]],
  ['sum([1, 2; 3, 4], 1)', [3, 7]],
  ['sum([1, 2; 3, 4], -1)', [3, 7]],
  ['sum([1, 2], 0)', 3],
  ['sum([1, 2][2:])', 0],
  ['mean([1, 2; 3, 6])', 3],
  ['mean([1, 2; 3, 6], 0)', [2, 4]],
  ['mean(1, 2, 6)', 3],
  ['max([1, 7; 3, 4])', 7],
  ['max([1, 7; 3, 4], 0)', [3, 7]],
  ['max([1, NaN, 3])', NaN],
  ['max(1, 5)', 5],
  ['max(1, 5, 9)', 9],
  ['min([4, 2; 3, 1])', 1],
  ['min([4, 2; 3, 1], 1)', [2, 1]],
  ['min(3, -1)', -1],
  ['median([3, 1, 2])', 2],
  ['median([4, 1, 2, 3])', 2.5],
  ['median([1, NaN])', NaN],
  ['variance([1, 2, 3, 4])', 5 / 3],
  ['std([1, 2, 3, 4])', Math.sqrt(5 / 3)],
  ['std(5)', NaN],
  ['argmax([1, 7; 9, 4])', 2],
  ['argmax([1, 7; 9, 4], 1)', [1, 0]],
  ['argmax([1, 7; 9, 4], 0)', [1, 0]],
  ['argmax([2, 2])', 0],
  ['argmin([3, 1, 1])', 1],
  ['count([1, 0, 2, NaN])', 2],
  ['count([1, 0; 2, 3], 0)', [2, 1]],
  ['any([0, 0])', false],
  ['any([0, 1])', true],
  ['any([0, 1; 0, 0], 1)', [1, 0]],
  ['all([1, 1])', true],
  ['all([1, 0])', false],
  ['all([1, 1; 0, 1], 1)', [1, 0]],
  ['hasNaN([1, NaN])', true],
  ['hasNaN([1, Infinity])', false],
  ['isNaN([1, NaN])', [0, 1]],
  ['isNaN(NaN)', true],
  ['isFinite([1, NaN, Infinity])', [1, 0, 0]],
  ['dot([1, 2, 3], [4, 5, 6])', 32],
  ['dot([1, 2; 3, 4], [5, 6; 7, 8])', 70],
  ['outer([1, 2], [3, 4, 5])', [[3, 4, 5], [6, 8, 10]]],
  ['size([1, 2, 3; 4, 5, 6])', [2, 3]],
  ['shape([1, 2, 3])', [3]],
  ['size([1, 2, 3; 4, 5, 6])[1]', 3],
  ['diag([1, 2])', [[1, 0], [0, 2]]],
  ['diag([1, 2; 3, 4])', [1, 4]],
  ['ones(2)', [1, 1]],
  ['zeros(1, 2)', [[0, 0]]],
  ['1 +\n  2', 3],
  ['1\n+ 2', 3],
]; // prettier-ignore

describe('Expressions of constants', () => {
  for (const [text, expected] of CONSTANTS) {
    it(`${text.replace(/\s+/g, ' ')} is ${JSON.stringify(expected)}`, () => {
      const value = plain(worth(text));
      if (typeof expected === 'number' && typeof value === 'number' && Number.isFinite(expected)) {
        assert.ok(Math.abs(value - expected) <= 1e-12 * Math.abs(expected), String(value));
      } else {
        assert.deepEqual(value, expected);
      }
    });
  }
});

/** What the mathematics of the backward pass says of every trace: each is a condition that holds. */
const LAWS = [
  'norm(transpose(input) * gradientOutput / N - gradientWeights) < 1e-6',
  "norm(input' * gradientOutput / N - gradientWeights) < 1e-6",
  "norm(gradientOutput * weights' - gradientPrev) < 1e-6",
  'norm(input * weights + bias - preActivation) < 1e-6',
  'norm(mean(gradientOutput, 0) - gradientBias) < 1e-6',
  'norm(layers[0].output - layers[1].input) == 0',
  'norm(layers[-2].output - layers[-1].input) == 0',
  'norm(layers[1].gradientPrev - layers[0].gradient) == 0',
  'all(abs(output) < 1)',
  'not hasNaN(gradientWeights) and max(abs(gradientOutput)) < 10',
  'size(input)[0] == N',
  'gradientWeights[0][1] == gradientWeights[0, 1]',
  "all(weights'[1] == weights[:, 1])",
];

describe('Expressions over the reference traces', () => {
  for (const text of LAWS) {
    it(`holds: ${text}`, () => {
      assert.equal(compile(text).holds(textbook), true, 'textbook');
      assert.equal(compile(text).holds(softmax), true, 'softmax');
      const denied = `(${text}) == false`;
      assert.equal(compile(denied).holds(textbook), false);
    });
  }

  it('are told from what is wrong by a factor or a transpose', () => {
    const wrong = [
      'norm(transpose(input) * gradientOutput / (N + 1) - gradientWeights) < 1e-6',
      'norm(gradientOutput * weights - gradientPrev) < 1e-6',
      'norm(input * weights - preActivation) < 1e-6',
    ];
    for (const text of wrong) assert.equal(compile(text).holds(textbook), false, text);
  });

  it('know the worked example of the textbook', () => {
    assert.ok(Math.abs((plain(worth('loss')) as number) - 0.298371109) < 1e-9);
    assert.ok(Math.abs((plain(worth('gradientWeights[0, 0]')) as number) - 0.082167041) < 1e-8);
    assert.ok(Math.abs((plain(worth('layers.hidden.weights[1][0]')) as number) - 0.2) < 1e-7);
    assert.deepEqual(
      worth('norm(gradient .* activationDerivative - gradientOutput) < 1e-7'),
      booleanValue(true),
    );
  });

  it('index a tensor of three axes down to its matrices', () => {
    const size = (text: string): unknown => plain(worth(text, softmax));
    assert.deepEqual(size('size(activationDerivative)'), [6, 3, 3]);
    assert.deepEqual(size('size(activationDerivative[2])'), [3, 3]);
    assert.deepEqual(size('size(activationDerivative[:, 0])'), [6, 3]);
    assert.deepEqual(size('size(activationDerivative[1:3, :, 0:2])'), [2, 3, 2]);
    assert.deepEqual(size('size(sum(activationDerivative, 0))'), [3, 3]);
    const one = compile('norm(gradient[2] * activationDerivative[2] - gradientOutput[2]) < 1e-6');
    assert.equal(one.holds(softmax), true);
    const corner = plain(worth('activationDerivative[4][1][2]', softmax));
    const data = softmax.quantity(1, 'activationDerivative')!.data;
    assert.equal(corner, data[4 * 9 + 1 * 3 + 2]);
    const slice = plain(worth('activationDerivative[1:3, :, 1:3]', softmax));
    assert.deepEqual(
      slice,
      [9, 18].map((at) => [0, 3, 6].map((row) => [1, 2].map((c) => data[at + row + c]!))),
    );
  });

  it('hand a quantity on as it is, in float32, and compute in float64', () => {
    const value = worth('gradientWeights');
    assert.ok(value.kind === 'tensor' && value.data instanceof Float32Array);
    const part = worth('gradientWeights[0:1]');
    assert.ok(part.kind === 'tensor' && part.data instanceof Float32Array);
    const computed = worth('2 * gradientWeights');
    assert.ok(computed.kind === 'tensor' && computed.data instanceof Float64Array);
  });

  it('know layers by index, by name and by a name in quotes', () => {
    for (const text of [
      'layers[0].weights',
      'layers.hidden.weights',
      'layers["hidden"].weights',
      "layers['hidden'].weights",
    ]) {
      assert.deepEqual(plain(worth(text)), plain(worth('layers[-2].weights')), text);
    }
    assert.deepEqual(
      plain(worth('layers.in.weights', { ...textbook, layers: ['in', 'end'] })),
      plain(worth('layers[0].weights')),
    );
    assert.deepEqual(
      plain(worth('layers.скрытый.weights', { ...textbook, layers: ['скрытый', 'b'] })),
      plain(worth('layers[0].weights')),
    );
  });

  it('know the numbers of the run', () => {
    assert.deepEqual(worth('epoch'), numberValue(3));
    assert.deepEqual(worth('epoch % 2 == 1 and batch == 7'), booleanValue(true));
    assert.deepEqual(worth('learningRate * 10'), numberValue(1));
  });

  it('do not read what a condition need not know', () => {
    const names = traceNames('textbook-2-2-2', 1, ['gradient']);
    assert.equal(compile('false and norm(gradient) > 0').holds(names), false);
    assert.equal(compile('true or norm(gradient) > 0').holds(names), true);
    assert.equal(compile('true ? true : norm(gradient) > 0').holds(names), true);
    assert.throws(
      () => compile('true and norm(gradient) > 0').holds(names),
      /gradient of 'output' is absent/,
    );
  });

  it('say what they read', () => {
    const { references } = compile(
      'norm(gradient) + layers.hidden.gradient[batch, 0] + norm(gradient) / N + layers[0].bias[0]',
    );
    assert.deepEqual(references, {
      quantities: [
        { layer: null, name: 'gradient' },
        { layer: { name: 'hidden' }, name: 'gradient' },
        { layer: { index: 0 }, name: 'bias' },
      ],
      scalars: ['batch', 'N'],
    });
  });
});
