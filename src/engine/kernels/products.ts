/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * The matrix products of a layer, forward and backward. x is the column of the result, y its row. `i` counts
 * what is summed over, as a whole number (see `Thread`).
 */
import type { Thread, Vector } from './thread';

/** Z = A · W + b, one element: the row of a sample times the column of a unit, plus the unit's bias. */
export function preActivation(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
  bias: Vector,
): number {
  let i = this.output.x;
  i = 0;
  let sum = 0;
  for (let step = 0; step < this.constants.n; step++) {
    sum += input[this.thread.y * this.constants.n + i]! * weights[i * this.constants.m + this.thread.x]!;
    i++;
  }
  return sum + bias[this.thread.x]!;
}

/** Z = A · W, for a layer without a bias. */
export function preActivationWithoutBias(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
): number {
  let i = this.output.x;
  i = 0;
  let sum = 0;
  for (let step = 0; step < this.constants.n; step++) {
    sum += input[this.thread.y * this.constants.n + i]! * weights[i * this.constants.m + this.thread.x]!;
    i++;
  }
  return sum;
}

/** ∂L/∂W = Aᵀ · δ / N: over the batch, what the input carried times what the unit was to blame for. */
export function gradientWeights(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  gradientOutput: Vector,
): number {
  let i = this.output.x;
  i = 0;
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum +=
      input[i * this.constants.n + this.thread.y]! * gradientOutput[i * this.constants.m + this.thread.x]!;
    i++;
  }
  return sum / this.constants.N;
}

/** ∂L/∂b = the column mean of δ: the same product, with an input that is always 1. */
export function gradientBias(this: Thread<{ N: number; m: number }>, gradientOutput: Vector): number {
  let i = this.output.x;
  i = 0;
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum += gradientOutput[i * this.constants.m + this.thread.x]!;
    i++;
  }
  return sum / this.constants.N;
}

/** ∂L/∂A⁽ˡ⁻¹⁾ = δ · Wᵀ: the blame of each unit, sent back along the weights it came by. */
export function gradientPrev(this: Thread<{ m: number }>, gradientOutput: Vector, weights: Vector): number {
  let i = this.output.x;
  i = 0;
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    sum +=
      gradientOutput[this.thread.y * this.constants.m + i]! * weights[this.thread.x * this.constants.m + i]!;
    i++;
  }
  return sum;
}

/** δ = gradient ∘ a′, element by element (the Hadamard product). */
export function gradientOutput(this: Thread, gradient: Vector, activationDerivative: Vector): number {
  return gradient[this.thread.x]! * activationDerivative[this.thread.x]!;
}
