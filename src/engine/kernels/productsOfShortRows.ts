/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * The matrix products of products.ts for results with rows of fewer than four columns: x counts all elements, row by
 * row. WebAssembly computes four elements of a row at once, and rows this short would be computed one by one. Each
 * element is the same sum in the same order, so its bits are the same too.
 */
import type { Thread, Vector } from './thread';

/** Z = A · W + b. */
export function preActivationOfShortRows(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
  bias: Vector,
): number {
  const row = Math.floor(this.thread.x / this.constants.m);
  const column = this.thread.x - row * this.constants.m;
  let a = this.output.x;
  let w = this.output.x;
  w++;
  a = row * this.constants.n;
  w = column;
  let sum = 0;
  for (let i = 0; i < this.constants.n; i++) {
    sum += input[a]! * weights[w]!;
    a++;
    w += this.constants.m;
  }
  return sum + bias[column]!;
}

/** Z = A · W. */
export function preActivationWithoutBiasOfShortRows(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
): number {
  const row = Math.floor(this.thread.x / this.constants.m);
  let a = this.output.x;
  let w = this.output.x;
  w++;
  a = row * this.constants.n;
  w = this.thread.x - row * this.constants.m;
  let sum = 0;
  for (let i = 0; i < this.constants.n; i++) {
    sum += input[a]! * weights[w]!;
    a++;
    w += this.constants.m;
  }
  return sum;
}

/** ∂L/∂W = Aᵀ · δ / N. */
export function gradientWeightsOfShortRows(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  gradientOutput: Vector,
): number {
  const row = Math.floor(this.thread.x / this.constants.m);
  let a = this.output.x;
  let d = this.output.x;
  a++;
  d++;
  a = row;
  d = this.thread.x - row * this.constants.m;
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum += input[a]! * gradientOutput[d]!;
    a += this.constants.n;
    d += this.constants.m;
  }
  return sum / this.constants.N;
}
