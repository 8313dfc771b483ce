/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** Softmax: each row of preActivation becomes probabilities that sum to 1. */
import { fallingExponential } from './helpers';
import type { Thread, Vector } from './thread';

/** The largest element of each row (x is the sample). */
export function rowMaximum(this: Thread<{ m: number }>, preActivation: Vector): number {
  let largest = preActivation[this.thread.x * this.constants.m]!;
  for (let unit = 1; unit < this.constants.m; unit++) {
    largest = Math.max(largest, preActivation[this.thread.x * this.constants.m + unit]!);
  }
  return largest;
}

/** Σ e^(z − max) over each row (x is the sample): at least 1, at most m. */
export function rowSumOfExponentials(
  this: Thread<{ m: number }>,
  preActivation: Vector,
  maximum: Vector,
): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    sum += fallingExponential(
      preActivation[this.thread.x * this.constants.m + unit]! - maximum[this.thread.x]!,
    );
  }
  return sum;
}

/** a = e^(z − max) / Σ e^(z − max): the same quotient as with e^z, but nothing can overflow. */
export function softmax(
  this: Thread<{ m: number }>,
  preActivation: Vector,
  maximum: Vector,
  sum: Vector,
): number {
  return (
    fallingExponential(
      preActivation[this.thread.y * this.constants.m + this.thread.x]! - maximum[this.thread.y]!,
    ) / sum[this.thread.y]!
  );
}

/**
 * One Jacobian per sample (z): ∂a_y/∂z_x = a_y (1 − a_y) on the diagonal, −a_y a_x elsewhere. 1 − a_y is
 * summed from the other outputs of the row: when a_y is nearly 1, the difference would have no digits left.
 */
export function softmaxJacobian(this: Thread<{ m: number }>, output: Vector): number {
  const row = output[this.thread.z * this.constants.m + this.thread.y]!;
  if (this.thread.x !== this.thread.y) {
    return -row * output[this.thread.z * this.constants.m + this.thread.x]!;
  }
  let others = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    if (unit !== this.thread.y) {
      others += output[this.thread.z * this.constants.m + unit]!;
    }
  }
  return row * others;
}

/** δ_x = Σ_y gradient_y · ∂a_y/∂z_x: a sample's row of the gradient times its Jacobian. */
export function gradientOutputThroughJacobian(
  this: Thread<{ m: number }>,
  gradient: Vector,
  activationDerivative: Vector,
): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    sum +=
      gradient[this.thread.y * this.constants.m + unit]! *
      activationDerivative[(this.thread.y * this.constants.m + unit) * this.constants.m + this.thread.x]!;
  }
  return sum;
}
