/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * A logarithm of an output that has rounded to 0 or 1 is infinite or wrong, though the loss is neither. Where
 * activation and loss belong together (sigmoid with binaryCrossentropy, softmax with categoricalCrossentropy)
 * they are therefore computed as one, from preActivation z, and stay exact however far z goes.
 */
import { logistic, softPlus } from './helpers';
import type { Thread, Vector } from './thread';

/** ℓ = (1/m) Σ [y ln(1 + e⁻ᶻ) + (1−y) ln(1 + eᶻ)]: binaryCrossentropy of a = sigmoid(z). */
export function sigmoidBinaryCrossentropy(
  this: Thread<{ m: number }>,
  preActivation: Vector,
  targets: Vector,
): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const z = preActivation[this.thread.x * this.constants.m + unit]!;
    const y = targets[this.thread.x * this.constants.m + unit]!;
    sum += y * softPlus(-z) + (1 - y) * softPlus(z);
  }
  return sum / this.constants.m;
}

/** ∂ℓ/∂a = [(1−y)(1 + eᶻ) − y (1 + e⁻ᶻ)] / m, since 1/(1−a) = 1 + eᶻ and 1/a = 1 + e⁻ᶻ. */
export function sigmoidBinaryCrossentropyGradient(
  this: Thread<{ m: number }>,
  preActivation: Vector,
  targets: Vector,
): number {
  const z = preActivation[this.thread.x]!;
  const y = targets[this.thread.x]!;
  const whenOne = y === 0 ? 0 : y * (1 + Math.exp(-z));
  const whenZero = y === 1 ? 0 : (1 - y) * (1 + Math.exp(z));
  return (whenZero - whenOne) / this.constants.m;
}

/** δ = (a − y) / m, as [(1−y) sigmoid(z) − y sigmoid(−z)] / m: no digit is lost when a is nearly y. */
export function sigmoidBinaryCrossentropyGradientOutput(
  this: Thread<{ m: number }>,
  preActivation: Vector,
  targets: Vector,
): number {
  const z = preActivation[this.thread.x]!;
  const y = targets[this.thread.x]!;
  return ((1 - y) * logistic(z) - y * logistic(-z)) / this.constants.m;
}

/** ℓ = Σ y (ln Σ eᶻ − z): categoricalCrossentropy of a = softmax(z). max and sum are softmax's of the row. */
export function softmaxCategoricalCrossentropy(
  this: Thread<{ m: number }>,
  preActivation: Vector,
  targets: Vector,
  maximum: Vector,
  sum: Vector,
): number {
  const logSum = Math.log(sum[this.thread.x]!);
  let loss = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    const below = maximum[this.thread.x]! - preActivation[this.thread.x * this.constants.m + unit]!;
    const y = targets[this.thread.x * this.constants.m + unit]!;
    if (y !== 0) {
      loss += y * (below + logSum);
    }
  }
  return loss;
}

/** ∂ℓ/∂a = −y / a = −y · Σ e^(z − max) · e^(max − z), and 0 where y is 0. */
export function softmaxCategoricalCrossentropyGradient(
  this: Thread<{ m: number }>,
  preActivation: Vector,
  targets: Vector,
  maximum: Vector,
  sum: Vector,
): number {
  const y = targets[this.thread.y * this.constants.m + this.thread.x]!;
  const below = maximum[this.thread.y]! - preActivation[this.thread.y * this.constants.m + this.thread.x]!;
  return y === 0 ? 0 : -y * sum[this.thread.y]! * Math.exp(below);
}

/**
 * δ = a · Σy − y, which is a − y when the targets of a sample sum to 1. Since the row of a sums to 1, it is
 * also a · (the other targets) − y · (the other outputs): no digit is lost when a is nearly y.
 */
export function softmaxCategoricalCrossentropyGradientOutput(
  this: Thread<{ m: number }>,
  output: Vector,
  targets: Vector,
): number {
  let otherTargets = 0;
  let otherOutputs = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    if (unit !== this.thread.x) {
      otherTargets += targets[this.thread.y * this.constants.m + unit]!;
      otherOutputs += output[this.thread.y * this.constants.m + unit]!;
    }
  }
  return (
    output[this.thread.y * this.constants.m + this.thread.x]! * otherTargets -
    targets[this.thread.y * this.constants.m + this.thread.x]! * otherOutputs
  );
}
