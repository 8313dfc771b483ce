import assert from 'node:assert/strict';
import fc from 'fast-check';
import { check, type CheckContext } from '../../../src/expressions/check';
import { compile } from '../../../src/expressions/expression';
import type { LayerShape } from '../../../src/protocol/engine';
import { traceNames } from './trace';

const LAYERS: readonly LayerShape[] = [
  { name: 'hidden', inputs: 4, units: 8, activation: 'tanh', hasBias: false },
  { name: 'output', inputs: 8, units: 3, activation: 'softmax', hasBias: true },
];
const CONTEXT: CheckContext = { layers: LAYERS, frameLayer: 1, classification: false, condition: true };

const faults = (text: string, context: Partial<CheckContext> = {}): string[] =>
  check(compile(text), { ...CONTEXT, ...context }).map(({ column, message }) => `${column}: ${message}`);

/** What may hold for some size of a batch is let through. */
const SOUND = [
  'norm(transpose(input) * gradientOutput / N - gradientWeights) < 1e-6',
  "norm(gradientOutput * weights' - gradientPrev) < 1",
  'max(abs(output - layers[0].output[:, 0:3])) > 0',
  'all(output .* output[0:3]) or any(gradient)',
  'output[0] * output[1] > 0',
  'output[N - 1, 2] > 0',
  'output[99, 2] > 0',
  'bias[-3] > 0',
  'all(input + bias[0])',
  'sum(weights, 0)[2] > 0',
  'sum(activationDerivative[0] * gradient[0]) > 0',
  'norm(outer(input[0], gradientOutput[0])) > 0',
  'size(weights)[1] == 3',
  'norm(weights^2) > 0',
  'all(output .* output[0:1])',
  'norm(ones(3) .* bias + zeros(N, 3)) > 0',
  'loss',
  // Whether these fit depends on the size of the batch.
  'norm(input * gradientOutput) > 0',
  'norm(sum(weights, 0) * input) > 0',
];

const FAULTY: readonly (readonly [text: string, message: RegExp])[] = [
  ['norm(output * weights) < 1', /^6: .* output \* transpose\(weights\) would fit/],
  ['norm(bias + weights[:, 0]) < 1', /^6: .*bias is a vector of 3, weights\[:, 0\] is a vector of 8/],
  ["norm(weights' + weights) < 1", /^6: .* 3 × 8, weights is a matrix of 8 × 3/],
  ['norm(output .* activationDerivative) < 1', /^6: .*Take one sample: output\[0\]/],
  ['norm(output - input) < 1', /^6: .*N × 3.*N × 8/],
  ['norm(layers.hiden.output) < 1', /^6: There is no layer 'hiden'. .* Did you mean 'hidden'\?/],
  ['norm(layers[2].output) < 1', /^6: There is no layer 2/],
  ['norm(layers[0].bias) < 1', /^6: There is no bias: layer 'hidden' has no bias/],
  ['accuracy > 0.9', /^1: There is no accuracy/],
  ['output > 0.5', /^1: .* Ask any\(output > 0.5\)/],
  ['output[0] > 0.5 and loss < 1', /^1: .*matrix/],
  ['weights[8, 0] > 0', /^9: Index 8 is out of range: the shape is 8 × 3, the indices here are 0 … 7/],
  ['weights[0][3] > 0', /^12: Index 3 is out of range/],
  ['weights[0, 0, 0] > 0', /^15: One index too many/],
  ['output[0, -4] > 0', /^11: Index -4 is out of range: the shape is N × 3/],
  ['bias[1.5] > 0', /^6: An index is a whole number/],
  ['loss[0] > 0', /^6: loss is a single number/],
  ['norm(1 / weights) > 0', /^6: .*'\.\/'/],
  ['weights > 0 ? true : false', /^1: .*Ask any\(weights > 0\) or all\(weights > 0\)/],
  ['sum(weights, 0) * weights > 0', /^1: .*vector of 3.*8 × 3.*sum\(weights, 0\) \* transpose\(weights\)/],
  ['norm(transpose(weights) * bias) > 0', /^6: .*3 × 8.*vector of 3/],
]; // prettier-ignore

describe('What is wrong before the run', () => {
  for (const text of SOUND) it(`nothing: ${text}`, () => assert.deepEqual(faults(text), []));
  for (const [text, message] of FAULTY) {
    it(text, () => {
      const found = faults(text);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0]!, message);
    });
  }

  it('is said of every part at once, in the order of the text', () => {
    const found = faults('layers[7].bias[0] > 0 and norm(layers.x.weights) > accuracy');
    assert.deepEqual(
      found.map((fault) => fault.split(':')[0]),
      ['1', '32', '52'],
    );
  });

  it('depends on what the context says', () => {
    assert.deepEqual(faults('accuracy > 0', { classification: true }), []);
    assert.deepEqual(faults('weights', { condition: false }), []);
    assert.equal(faults('layers[0].weights * layers[0].weights', { condition: false }).length, 1);
    assert.deepEqual(faults('norm(output * weights) < 1', { frameLayer: null }), []);
    assert.equal(faults('bias[0] > 1', { frameLayer: 0 }).length, 1);
  });

  it('is wrong in the run as well: nothing sound is refused', () => {
    const names = traceNames('softmax-crossentropy', 1);
    const context = { layers: names.shapes, frameLayer: 1, classification: false };
    const { expression } = fc.letrec<{ expression: string }>((tie) => {
      const inner = tie('expression');
      const parts = fc.constantFrom('0', '-1', '5', '2', ':', '1:', ':2', ':, 0', '0, 2', '0, 0, 0', '0:1');
      const operators = fc.constantFrom('*', '.*', '+', '-', './', '/', '<', '.^');
      const calls = fc.constantFrom('abs', 'transpose', 'size', 'norm', 'outer', 'max', 'dot', 'any');
      return {
        expression: fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.constantFrom('input', 'weights', 'bias', 'gradient', 'activationDerivative', 'loss', 'N', '(2)'),
          fc.constantFrom('layers[0].input', 'layers[0].weights', 'layers.layer1.output', 'layers[5].bias'),
          fc.tuple(inner, operators, inner).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
          fc.tuple(inner, parts).map(([a, part]) => `${a}[${part}]`),
          inner.map((a) => `${a}'`),
          fc
            .tuple(calls, inner, inner)
            .map(([f, a, b]) => (f === 'outer' || f === 'dot' ? `${f}(${a}, ${b})` : `${f}(${a})`)),
          fc.tuple(inner, fc.constantFrom('0', '1', '-1')).map(([a, axis]) => `sum(${a}, ${axis})`),
        ),
      };
    });
    let refused = 0;
    fc.assert(
      fc.property(expression, (text) => {
        const compiled = compile(text);
        const found = check(compiled, context);
        if (found.length === 0) return;
        refused++;
        assert.throws(() => compiled.evaluate(names), `${text}: ${found[0]!.message}`);
      }),
      { numRuns: 5000 },
    );
    assert.ok(refused > 500, String(refused));
  });
});
