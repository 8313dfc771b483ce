/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** The matrix products of a layer, forward and backward. x is the column of the result, y its row. */
import type { Matrix, Thread, Vector } from './thread';

/** Z = A · W + b, one element: the row of a sample times the column of a unit, plus the unit's bias. */
export function preActivation(
  this: Thread<{ n: number }>,
  input: Matrix,
  weights: Matrix,
  bias: Vector,
): number {
  let sum = 0;
  for (let i = 0; i < this.constants.n; i++) {
    sum += input[this.thread.y]![i]! * weights[i]![this.thread.x]!;
  }
  return sum + bias[this.thread.x]!;
}

/** Z = A · W, for a layer without a bias. */
export function preActivationWithoutBias(
  this: Thread<{ n: number }>,
  input: Matrix,
  weights: Matrix,
): number {
  let sum = 0;
  for (let i = 0; i < this.constants.n; i++) {
    sum += input[this.thread.y]![i]! * weights[i]![this.thread.x]!;
  }
  return sum;
}

/** ∂L/∂W = Aᵀ · δ / N: over the batch, what the input carried times what the unit was to blame for. */
export function gradientWeights(this: Thread<{ N: number }>, input: Matrix, gradientOutput: Matrix): number {
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum += input[sample]![this.thread.y]! * gradientOutput[sample]![this.thread.x]!;
  }
  return sum / this.constants.N;
}

/** ∂L/∂b = the column mean of δ: the same product, with an input that is always 1. */
export function gradientBias(this: Thread<{ N: number }>, gradientOutput: Matrix): number {
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum += gradientOutput[sample]![this.thread.x]!;
  }
  return sum / this.constants.N;
}

/** ∂L/∂A⁽ˡ⁻¹⁾ = δ · Wᵀ: the blame of each unit, sent back along the weights it came by. */
export function gradientPrev(this: Thread<{ m: number }>, gradientOutput: Matrix, weights: Matrix): number {
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    sum += gradientOutput[this.thread.y]![unit]! * weights[this.thread.x]![unit]!;
  }
  return sum;
}

/** δ = gradient ∘ a′, element by element (the Hadamard product). */
export function gradientOutput(this: Thread, gradient: Vector, activationDerivative: Vector): number {
  return gradient[this.thread.x]! * activationDerivative[this.thread.x]!;
}
