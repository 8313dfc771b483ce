/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * The matrix products of a layer, forward and backward. x is the column of the result, y its row. Instead of
 * computing row · columns + column anew for each factor, an index runs along the row or down the column, as a whole
 * number (see `Thread`).
 */
import type { Thread, Vector } from './thread';

/** Z = A · W + b, one element: the row of a sample times the column of a unit, plus the unit's bias. */
export function preActivation(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
  bias: Vector,
): number {
  let a = this.output.x;
  let w = this.output.x;
  w++;
  a = this.thread.y * this.constants.n;
  w = this.thread.x;
  let sum = 0;
  for (let i = 0; i < this.constants.n; i++) {
    sum += input[a]! * weights[w]!;
    a++;
    w += this.constants.m;
  }
  return sum + bias[this.thread.x]!;
}

/** Z = A · W, for a layer without a bias. */
export function preActivationWithoutBias(
  this: Thread<{ n: number; m: number }>,
  input: Vector,
  weights: Vector,
): number {
  let a = this.output.x;
  let w = this.output.x;
  w++;
  a = this.thread.y * this.constants.n;
  w = this.thread.x;
  let sum = 0;
  for (let i = 0; i < this.constants.n; i++) {
    sum += input[a]! * weights[w]!;
    a++;
    w += this.constants.m;
  }
  return sum;
}

/** ∂L/∂W = Aᵀ · δ / N: over the batch, what the input carried times what the unit was to blame for. */
export function gradientWeights(
  this: Thread<{ N: number; n: number; m: number }>,
  input: Vector,
  gradientOutput: Vector,
): number {
  let a = this.output.x;
  let d = this.output.x;
  a++;
  d++;
  a = this.thread.y;
  d = this.thread.x;
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum += input[a]! * gradientOutput[d]!;
    a += this.constants.n;
    d += this.constants.m;
  }
  return sum / this.constants.N;
}

/** ∂L/∂b = the column mean of δ: the same product, with an input that is always 1. */
export function gradientBias(this: Thread<{ N: number; m: number }>, gradientOutput: Vector): number {
  let d = this.output.x;
  d++;
  d = this.thread.x;
  let sum = 0;
  for (let sample = 0; sample < this.constants.N; sample++) {
    sum += gradientOutput[d]!;
    d += this.constants.m;
  }
  return sum / this.constants.N;
}

/** ∂L/∂A⁽ˡ⁻¹⁾ = δ · Wᵀ: the blame of each unit, sent back along the weights it came by. */
export function gradientPrev(this: Thread<{ m: number }>, gradientOutput: Vector, weights: Vector): number {
  let d = this.output.x;
  let w = this.output.x;
  d = this.thread.y * this.constants.m;
  w = this.thread.x * this.constants.m;
  let sum = 0;
  for (let unit = 0; unit < this.constants.m; unit++) {
    sum += gradientOutput[d]! * weights[w]!;
    d++;
    w++;
  }
  return sum;
}

/** δ = gradient ∘ a′, element by element (the Hadamard product). */
export function gradientOutput(this: Thread, gradient: Vector, activationDerivative: Vector): number {
  return gradient[this.thread.x]! * activationDerivative[this.thread.x]!;
}
