/** Each activation and its derivative far out, near 0 and at its kinks, against float64. */
import assert from 'node:assert/strict';
import { activate, activationDerivativeOf, gradientOutputOf } from '../../../src/engine/activation';
import type { Backend } from '../../../src/engine/backends';
import { backendOf } from './backend';
import { assertAgrees } from './compare';
import { ACTIVATION } from './oracle';
import { matrixOf } from './programs';

const POINTS = [
  -1e30, -200, -100, -50, -20, -12, -8, -5, -3, -1.5, -1, -0.6, -0.5, -0.4, -0.1, -1e-3, -1e-6, -1e-20, 0,
  1e-20, 1e-6, 1e-3, 0.1, 0.3, 0.4, 0.5, 0.6, 1, 1.5, 3, 5, 8, 12, 20, 50, 100, 200, 1e30,
];
const ELEMENTWISE = Object.keys(ACTIVATION) as (keyof typeof ACTIVATION)[];

for (const name of ['webasm', 'cpu'] as const) {
  describe(`activations on ${name}`, () => {
    let backend: Backend;
    before(async () => {
      backend = await backendOf(name);
    });
    after(() => backend.dispose());

    for (const type of ELEMENTWISE) {
      for (const alpha of type === 'leakyRelu' || type === 'elu' ? [0, 0.01, 1, 2.5, -0.5] : [0]) {
        it(`${type}, alpha ${alpha}: value and derivative at every point`, async () => {
          const { value, slope } = ACTIVATION[type];
          const z = matrixOf([POINTS]);
          const points = Array.from(z.data);
          const { output } = await activate(backend, { type, alpha }, z);
          const derivative = await activationDerivativeOf(backend, { type, alpha }, z, output);
          assertAgrees(
            output.data,
            points.map((each) => value(each, alpha)),
            'output',
          );
          assertAgrees(
            derivative.data,
            points.map((each) => slope(each, alpha)),
            'derivative',
          );
        });
      }
    }

    it('keeps its digits relative to the smallest outputs and derivatives', async () => {
      const z = matrixOf([[-30, -15, -9, -1e-5, 1e-5, 9, 15, 30]]);
      const points = Array.from(z.data);
      for (const type of ['sigmoid', 'tanh', 'softplus', 'elu', 'swish'] as const) {
        const { value, slope } = ACTIVATION[type];
        const { output } = await activate(backend, { type, alpha: 1 }, z);
        const derivative = await activationDerivativeOf(backend, { type, alpha: 1 }, z, output);
        points.forEach((each, i) => {
          const relative = (actual: number, expected: number): number =>
            Math.abs(actual - expected) / (Math.abs(expected) || 1);
          assert.ok(relative(output.data[i]!, value(each, 1)) < 1e-5, `${type} at ${each}`);
          assert.ok(relative(derivative.data[i]!, slope(each, 1)) < 1e-5, `${type}' at ${each}`);
        });
      }
    });

    it('takes the derivative from an output that was changed by hand', async () => {
      const z = matrixOf([[9, -9, -9]]);
      const changed = matrixOf([[0.95, -0.95, 0.5]]);
      const of = async (type: 'sigmoid' | 'tanh' | 'elu'): Promise<number[]> =>
        Array.from((await activationDerivativeOf(backend, { type, alpha: 1 }, z, changed)).data);
      assertAgrees(await of('sigmoid'), [0.0475, -1.8525, 0.25], 'sigmoid');
      assertAgrees(await of('tanh'), [0.0975, 0.0975, 0.75], 'tanh');
      assertAgrees(await of('elu'), [1, 0.05, 1], 'elu');
    });

    it('softmax sums to 1 and overflows nowhere; its Jacobian is exact when saturated', async () => {
      const z = matrixOf([
        [1e4, 0, -1e4],
        [500, 500, 500],
        [12, 0, -3],
      ]);
      const { output } = await activate(backend, { type: 'softmax', alpha: 0 }, z);
      assertAgrees(output.data.subarray(0, 6), [1, 0, 0, 1 / 3, 1 / 3, 1 / 3], 'softmax');
      const jacobian = await activationDerivativeOf(backend, { type: 'softmax', alpha: 0 }, z, output);
      assert.deepEqual(jacobian.shape, [3, 3, 3]);
      const sum = Math.exp(12) + 1 + Math.exp(-3);
      const [a, b, c] = [Math.exp(12) / sum, 1 / sum, Math.exp(-3) / sum];
      const expected = [
        [a * (b + c), -a * b, -a * c],
        [-b * a, b * (a + c), -b * c],
        [-c * a, -c * b, c * (a + b)],
      ].flat();
      expected.forEach((value, i) => {
        assert.ok(Math.abs(jacobian.data[18 + i]! / value - 1) < 1e-5, `Jacobian[${i}]`);
      });
      const gradient = matrixOf([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ]);
      const delta = await gradientOutputOf(backend, { type: 'softmax', alpha: 0 }, gradient, jacobian);
      const through = [0, 1, 2].map((j) =>
        [0, 1, 2].reduce((total, i) => total + (i + 1) * expected[3 * i + j]!, 0),
      );
      assertAgrees(delta.data.subarray(6), through, 'gradientOutput');
    });

    it('hands NaN on instead of hiding it', async () => {
      for (const type of ELEMENTWISE) {
        const { output } = await activate(backend, { type, alpha: 1 }, matrixOf([[Number.NaN]]));
        assert.ok(Number.isNaN(output.data[0]), type);
      }
    });
  });
}
