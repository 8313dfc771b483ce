/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * ∂ℓ/∂A of the last layer, element by element: each sample's own loss, not divided by N (that happens once,
 * in gradientWeights and gradientBias). m is the number of units over which the loss takes its mean.
 */
import type { Thread, Vector } from './thread';

/** 2 (a − y) / m. */
export function meanSquaredErrorGradient(
  this: Thread<{ m: number }>,
  output: Vector,
  targets: Vector,
): number {
  return (2 * (output[this.thread.x]! - targets[this.thread.x]!)) / this.constants.m;
}

/** a − y. */
export function halfSquaredErrorGradient(this: Thread, output: Vector, targets: Vector): number {
  return output[this.thread.x]! - targets[this.thread.x]!;
}

/** sign(a − y) / m, 0 where they are equal. */
export function meanAbsoluteErrorGradient(
  this: Thread<{ m: number }>,
  output: Vector,
  targets: Vector,
): number {
  const error = output[this.thread.x]! - targets[this.thread.x]!;
  if (error > 0) {
    return 1 / this.constants.m;
  }
  return error < 0 ? -1 / this.constants.m : error;
}

/** (a − y) / m, held between −1/m and 1/m. */
export function huberGradient(this: Thread<{ m: number }>, output: Vector, targets: Vector): number {
  const error = output[this.thread.x]! - targets[this.thread.x]!;
  if (error > 1) {
    return 1 / this.constants.m;
  }
  return (error < -1 ? -1 : error) / this.constants.m;
}

/** [(1−y) / (1−a) − y / a] / m; a term whose factor is 0 is 0, whatever it is divided by. */
export function binaryCrossentropyGradient(
  this: Thread<{ m: number }>,
  output: Vector,
  targets: Vector,
): number {
  const a = output[this.thread.x]!;
  const y = targets[this.thread.x]!;
  const whenOne = y === 0 ? 0 : y / a;
  const whenZero = y === 1 ? 0 : (1 - y) / (1 - a);
  return (whenZero - whenOne) / this.constants.m;
}

/** −y / a, and 0 where y is 0. */
export function categoricalCrossentropyGradient(this: Thread, output: Vector, targets: Vector): number {
  const y = targets[this.thread.x]!;
  return y === 0 ? 0 : -y / output[this.thread.x]!;
}
