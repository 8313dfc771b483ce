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
  let i = this.output.x;
  let a0 = this.output.x;
  let a1 = this.output.x;
  let a2 = this.output.x;
  let a3 = this.output.x;
  i = 0;
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
  for (let step = 0; step < this.constants.n; step++) {
    const weight = weights[i * this.constants.m + this.thread.x]!;
    sum0 += input[a0]! * weight;
    sum1 += input[a1]! * weight;
    sum2 += input[a2]! * weight;
    sum3 += input[a3]! * weight;
    a0++;
    a1++;
    a2++;
    a3++;
    i++;
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
  let i = this.output.x;
  let a0 = this.output.x;
  let a1 = this.output.x;
  let a2 = this.output.x;
  let a3 = this.output.x;
  i = 0;
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
  for (let step = 0; step < this.constants.n; step++) {
    const weight = weights[i * this.constants.m + this.thread.x]!;
    sum0 += input[a0]! * weight;
    sum1 += input[a1]! * weight;
    sum2 += input[a2]! * weight;
    sum3 += input[a3]! * weight;
    a0++;
    a1++;
    a2++;
    a3++;
    i++;
  }
  return [sum0, sum1, sum2, sum3];
}

/** Four inputs' rows of ∂L/∂W = Aᵀ · δ / N. Rows beyond the last input repeat it. */
export function gradientWeightsOfFour(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  gradientOutput: Vector,
): FourRows {
  let i = this.output.x;
  let row1 = this.output.x;
  let row2 = this.output.x;
  let row3 = this.output.x;
  i = 0;
  const last = this.constants.n - 1;
  row1 = this.thread.y * 4;
  row1++;
  if (row1 > last) {
    row1 = last;
  }
  row2 = row1;
  row2++;
  if (row2 > last) {
    row2 = last;
  }
  row3 = row2;
  row3++;
  if (row3 > last) {
    row3 = last;
  }
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    const blame = gradientOutput[i * this.constants.m + this.thread.x]!;
    sum0 += input[i * this.constants.n + this.thread.y * 4]! * blame;
    sum1 += input[i * this.constants.n + row1]! * blame;
    sum2 += input[i * this.constants.n + row2]! * blame;
    sum3 += input[i * this.constants.n + row3]! * blame;
    i++;
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
