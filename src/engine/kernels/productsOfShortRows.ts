/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * The matrix products of products.ts for results with rows of fewer than four columns: x counts the rows, and each row
 * is computed whole. Columns beyond the last repeat it, and are left out by the host; the fourth there never is.
 * WebAssembly computes four rows at once that way, where rows this short would be computed number by number; and what
 * all rows share is read once for four. Each element is the same sum in the same order, so its bits are the same too.
 */
import type { FourNumbers, Thread, Vector } from './thread';

/** Z = A · W + b. */
export function preActivationOfShortRows(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
  bias: Vector,
): FourNumbers {
  let a = this.output.x;
  let w0 = this.output.x;
  let w1 = this.output.x;
  let w2 = this.output.x;
  w0++;
  a = this.thread.x * this.constants.n;
  w0 = 0;
  w1 = Math.min(1, this.constants.m - 1);
  w2 = this.constants.m - 1;
  const bias0 = bias[w0]!;
  const bias1 = bias[w1]!;
  const bias2 = bias[w2]!;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  for (let i = 0; i < this.constants.n; i++) {
    const value = input[a]!;
    sum0 += value * weights[w0]!;
    sum1 += value * weights[w1]!;
    sum2 += value * weights[w2]!;
    a++;
    w0 += this.constants.m;
    w1 += this.constants.m;
    w2 += this.constants.m;
  }
  return [sum0 + bias0, sum1 + bias1, sum2 + bias2, 0];
}

/** Z = A · W. */
export function preActivationWithoutBiasOfShortRows(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
): FourNumbers {
  let a = this.output.x;
  let w0 = this.output.x;
  let w1 = this.output.x;
  let w2 = this.output.x;
  w0++;
  a = this.thread.x * this.constants.n;
  w0 = 0;
  w1 = Math.min(1, this.constants.m - 1);
  w2 = this.constants.m - 1;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  for (let i = 0; i < this.constants.n; i++) {
    const value = input[a]!;
    sum0 += value * weights[w0]!;
    sum1 += value * weights[w1]!;
    sum2 += value * weights[w2]!;
    a++;
    w0 += this.constants.m;
    w1 += this.constants.m;
    w2 += this.constants.m;
  }
  return [sum0, sum1, sum2, 0];
}

/** ∂L/∂W = Aᵀ · δ / N. */
export function gradientWeightsOfShortRows(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  gradientOutput: Vector,
): FourNumbers {
  let a = this.output.x;
  let d0 = this.output.x;
  let d1 = this.output.x;
  let d2 = this.output.x;
  a++;
  d0++;
  a = this.thread.x;
  d0 = 0;
  d1 = Math.min(1, this.constants.m - 1);
  d2 = this.constants.m - 1;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    const value = input[a]!;
    sum0 += value * gradientOutput[d0]!;
    sum1 += value * gradientOutput[d1]!;
    sum2 += value * gradientOutput[d2]!;
    a += this.constants.n;
    d0 += this.constants.m;
    d1 += this.constants.m;
    d2 += this.constants.m;
  }
  return [sum0 / this.constants.N, sum1 / this.constants.N, sum2 / this.constants.N, 0];
}
