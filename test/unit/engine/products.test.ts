/** The matrix products in their other forms give the bits of those that compute one element at a time. */
import assert from 'node:assert/strict';
import type { Product } from '../../../src/engine/compute';
import { Gpu, type Arguments } from '../../../src/engine/gpu';
import {
  GRADIENT_PREV,
  GRADIENT_WEIGHTS,
  PRE_ACTIVATION,
  PRE_ACTIVATION_WITHOUT_BIAS,
} from '../../../src/engine/products';
import { formOf } from '../../../src/engine/wasmForms';
import { noise } from './networks';

const draw = noise(7);
const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => draw() * 4 - 2);

describe('a matrix product, four rows at a time, or in short rows', () => {
  let gpu: Gpu;
  before(() => (gpu = new Gpu('webasm')));
  after(() => gpu.dispose());

  async function assertSame<Parameters extends readonly unknown[]>(
    kernels: Product<{ N: number; n: number; m: number }, Parameters>,
    shape: readonly [number, number],
    constants: { N: number; n: number; m: number },
    ...args: Arguments<Parameters>
  ): Promise<void> {
    const one = await gpu.call(kernels.ofOne, shape, constants, ...args);
    const four = await gpu.product(kernels, shape, constants, ...args);
    assert.deepEqual(new Uint32Array(four.buffer), new Uint32Array(one.buffer));
    const inPlan = await planned(kernels, shape, constants, args);
    assert.deepEqual(new Uint32Array(inPlan.buffer), new Uint32Array(one.buffer));
  }

  /** In the form that a plan chooses, after it was compiled. */
  async function planned(
    kernels: Product<never, never>,
    shape: readonly [number, number],
    constants: { N: number; n: number; m: number },
    args: readonly Float32Array[],
  ): Promise<Float32Array> {
    const { ofOne: kernel, ...forms } = kernels;
    const result = new Float32Array(shape[0] * shape[1]);
    const call = { kernel, ...forms, shape, constants, args, result };
    assert.equal(formOf(call).kernel === kernels.ofShort, shape[1] < 4 && kernels.ofShort !== undefined);
    const plan = gpu.plan([call], args, [result]);
    await plan.run(args, 0);
    const [computed] = await plan.run(args, 0);
    const copy = computed!.slice();
    plan.dispose();
    return copy;
  }

  for (const [N, n, m] of [
    [4, 3, 5],
    [5, 6, 3],
    [6, 9, 4],
    [7, 4, 8],
    [33, 17, 13],
    [16, 8, 3],
    [40, 3, 2],
    [300, 5, 1],
    [3, 2, 2],
    [1, 4, 3],
  ] as const) {
    it(`has the same bits, N = ${N}, n = ${n}, m = ${m}`, async () => {
      const [input, weights, bias, delta] = [numbers(N * n), numbers(n * m), numbers(m), numbers(N * m)];
      const constants = { N, n, m };
      await assertSame(PRE_ACTIVATION, [N, m], constants, input, weights, bias);
      await assertSame(PRE_ACTIVATION_WITHOUT_BIAS, [N, m], constants, input, weights);
      await assertSame(GRADIENT_WEIGHTS, [n, m], constants, input, delta);
      await assertSame(GRADIENT_PREV, [N, n], constants, delta, weights);
    });
  }
});
