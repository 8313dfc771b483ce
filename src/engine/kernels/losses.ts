/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** The loss ℓ of each sample (x is the sample), from the last layer's output a and the targets y. */
import type { Thread, Vector } from './thread';

/** ℓ = (1/m) Σ (a − y)². */
export function meanSquaredError(this: Thread<{ m: number }>, output: Vector, targets: Vector): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const error =
      output[this.thread.x * this.constants.m + unit]! - targets[this.thread.x * this.constants.m + unit]!;
    sum += error * error;
  }
  return sum / this.constants.m;
}

/** ℓ = ½ Σ (a − y)². */
export function halfSquaredError(this: Thread<{ m: number }>, output: Vector, targets: Vector): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const error =
      output[this.thread.x * this.constants.m + unit]! - targets[this.thread.x * this.constants.m + unit]!;
    sum += error * error;
  }
  return 0.5 * sum;
}

/** ℓ = (1/m) Σ |a − y|. */
export function meanAbsoluteError(this: Thread<{ m: number }>, output: Vector, targets: Vector): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    sum += Math.abs(
      output[this.thread.x * this.constants.m + unit]! - targets[this.thread.x * this.constants.m + unit]!,
    );
  }
  return sum / this.constants.m;
}

/** ℓ = (1/m) Σ huber(a − y): ½ e² while |e| ≤ 1, then |e| − ½, which goes on with the same slope. */
export function huber(this: Thread<{ m: number }>, output: Vector, targets: Vector): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const error = Math.abs(
      output[this.thread.x * this.constants.m + unit]! - targets[this.thread.x * this.constants.m + unit]!,
    );
    sum += error <= 1 ? 0.5 * error * error : error - 0.5;
  }
  return sum / this.constants.m;
}

/** ℓ = −(1/m) Σ [y ln a + (1−y) ln(1−a)], where 0 · ln 0 counts as 0. */
export function binaryCrossentropy(this: Thread<{ m: number }>, output: Vector, targets: Vector): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const a = output[this.thread.x * this.constants.m + unit]!;
    const y = targets[this.thread.x * this.constants.m + unit]!;
    if (y !== 0) {
      sum -= y * Math.log(a);
    }
    if (y !== 1) {
      sum -= (1 - y) * Math.log(1 - a);
    }
  }
  return sum / this.constants.m;
}

/** ℓ = −Σ y ln a, where 0 · ln 0 counts as 0. */
export function categoricalCrossentropy(
  this: Thread<{ m: number }>,
  output: Vector,
  targets: Vector,
): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const y = targets[this.thread.x * this.constants.m + unit]!;
    if (y !== 0) {
      sum -= y * Math.log(output[this.thread.x * this.constants.m + unit]!);
    }
  }
  return sum;
}
