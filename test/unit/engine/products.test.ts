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
    if (kernels.ofShort === undefined) return;
    const short = await gpu.call(kernels.ofShort, [one.length], constants, ...args);
    assert.deepEqual(new Uint32Array(short.buffer), new Uint32Array(one.buffer));
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
