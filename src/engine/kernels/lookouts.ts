/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * What a stretch of batch steps looks out for on its way, so that nobody has to look at every number afterwards.
 * x is the unit, n its samples. None asks whether a number is NaN: a sum with a NaN in it is one.
 */
import type { Thread, Vector } from './thread';

/** Σ |x| over a column of an N × m matrix. */
export function sumOfSizes(this: Thread<{ N: number; m: number }>, matrix: Vector): number {
  let at = this.output.x;
  at++;
  at = this.thread.x;
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum += Math.abs(matrix[at]!);
    at += this.constants.m;
  }
  return sum;
}

/** How many of a unit's outputs are exactly 0. */
export function zeroOutputs(this: Thread<{ N: number; m: number }>, output: Vector): number {
  let at = this.output.x;
  at++;
  at = this.thread.x;
  let count = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    if (output[at]! === 0) {
      count += 1;
    }
    at += this.constants.m;
  }
  return count;
}

/** How many of a sigmoid unit's outputs lie where 4 a (1 − a), its slope by its greatest, is below a bound. */
export function flatSigmoidOutputs(
  this: Thread<{ N: number; m: number }>,
  output: Vector,
  bound: number,
): number {
  let at = this.output.x;
  at++;
  at = this.thread.x;
  let count = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    if (4 * output[at]! * (1 - output[at]!) < bound) {
      count += 1;
    }
    at += this.constants.m;
  }
  return count;
}

/** How many of a tanh unit's outputs lie where 1 − a², its slope, is below a bound. */
export function flatTanhOutputs(
  this: Thread<{ N: number; m: number }>,
  output: Vector,
  bound: number,
): number {
  let at = this.output.x;
  at++;
  at = this.thread.x;
  let count = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    if (1 - output[at]! * output[at]! < bound) {
      count += 1;
    }
    at += this.constants.m;
  }
  return count;
}
