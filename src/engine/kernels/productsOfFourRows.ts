/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * The matrix products of products.ts, four rows of the result at a time: y counts blocks of four rows, and a block
 * beyond the last row is cut by the host. WebAssembly has no way to read four columns at once other than one after
 * the other; a factor read once for four rows makes such a product more than twice as fast. Each element is the
 * same sum in the same order, so its bits are the same too.
 */
import type { FourRows, Thread, Vector } from './thread';

/** Four samples of Z = A · W + b. Rows beyond the last sample repeat it. */
export function preActivationOfFour(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  weights: Vector,
  bias: Vector,
): FourRows {
  let w = this.output.x;
  let a0 = this.output.x;
  let a1 = this.output.x;
  let a2 = this.output.x;
  let a3 = this.output.x;
  w++;
  w = this.thread.x;
  a0 = this.thread.y * 4 * this.constants.n;
  a1 = a0 + this.constants.n;
  a2 = a1 + this.constants.n;
  a3 = a2 + this.constants.n;
  const last = (this.constants.N - 1) * this.constants.n;
  if (a1 > last) {
    a1 = last;
  }
  if (a2 > last) {
    a2 = last;
  }
  if (a3 > last) {
    a3 = last;
  }
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < this.constants.n; i++) {
    const weight = weights[w]!;
    sum0 += input[a0]! * weight;
    sum1 += input[a1]! * weight;
    sum2 += input[a2]! * weight;
    sum3 += input[a3]! * weight;
    a0++;
    a1++;
    a2++;
    a3++;
    w += this.constants.m;
  }
  const shift = bias[this.thread.x]!;
  return [sum0 + shift, sum1 + shift, sum2 + shift, sum3 + shift];
}

/** Four samples of Z = A · W. */
export function preActivationWithoutBiasOfFour(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  weights: Vector,
): FourRows {
  let w = this.output.x;
  let a0 = this.output.x;
  let a1 = this.output.x;
  let a2 = this.output.x;
  let a3 = this.output.x;
  w++;
  w = this.thread.x;
  a0 = this.thread.y * 4 * this.constants.n;
  a1 = a0 + this.constants.n;
  a2 = a1 + this.constants.n;
  a3 = a2 + this.constants.n;
  const last = (this.constants.N - 1) * this.constants.n;
  if (a1 > last) {
    a1 = last;
  }
  if (a2 > last) {
    a2 = last;
  }
  if (a3 > last) {
    a3 = last;
  }
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < this.constants.n; i++) {
    const weight = weights[w]!;
    sum0 += input[a0]! * weight;
    sum1 += input[a1]! * weight;
    sum2 += input[a2]! * weight;
    sum3 += input[a3]! * weight;
    a0++;
    a1++;
    a2++;
    a3++;
    w += this.constants.m;
  }
  return [sum0, sum1, sum2, sum3];
}

/** Four inputs' rows of ∂L/∂W = Aᵀ · δ / N. Rows beyond the last input repeat it. */
export function gradientWeightsOfFour(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  gradientOutput: Vector,
): FourRows {
  let d = this.output.x;
  let a0 = this.output.x;
  let a1 = this.output.x;
  let a2 = this.output.x;
  let a3 = this.output.x;
  d++;
  a0++;
  d = this.thread.x;
  a0 = this.thread.y * 4;
  const last = this.constants.n - 1;
  a1 = a0;
  a1++;
  if (a1 > last) {
    a1 = last;
  }
  a2 = a1;
  a2++;
  if (a2 > last) {
    a2 = last;
  }
  a3 = a2;
  a3++;
  if (a3 > last) {
    a3 = last;
  }
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    const blame = gradientOutput[d]!;
    sum0 += input[a0]! * blame;
    sum1 += input[a1]! * blame;
    sum2 += input[a2]! * blame;
    sum3 += input[a3]! * blame;
    a0 += this.constants.n;
    a1 += this.constants.n;
    a2 += this.constants.n;
    a3 += this.constants.n;
    d += this.constants.m;
  }
  return [sum0 / this.constants.N, sum1 / this.constants.N, sum2 / this.constants.N, sum3 / this.constants.N];
}

/** Four samples of ∂L/∂A⁽ˡ⁻¹⁾ = δ · Wᵀ. */
export function gradientPrevOfFour(
  this: Thread<{ N: number; m: number }>,
  gradientOutput: Vector,
  weights: Vector,
): FourRows {
  let w = this.output.x;
  let d0 = this.output.x;
  let d1 = this.output.x;
  let d2 = this.output.x;
  let d3 = this.output.x;
  w = this.thread.x * this.constants.m;
  d0 = this.thread.y * 4 * this.constants.m;
  d1 = d0 + this.constants.m;
  d2 = d1 + this.constants.m;
  d3 = d2 + this.constants.m;
  const last = (this.constants.N - 1) * this.constants.m;
  if (d1 > last) {
    d1 = last;
  }
  if (d2 > last) {
    d2 = last;
  }
  if (d3 > last) {
    d3 = last;
  }
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const weight = weights[w]!;
    sum0 += gradientOutput[d0]! * weight;
    sum1 += gradientOutput[d1]! * weight;
    sum2 += gradientOutput[d2]! * weight;
    sum3 += gradientOutput[d3]! * weight;
    d0++;
    d1++;
    d2++;
    d3++;
    w++;
  }
  return [sum0, sum1, sum2, sum3];
}
