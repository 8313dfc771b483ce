/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** How a gradient changes a parameter, element by element, as PyTorch defines the optimizers. */
import type { Thread, Vector } from './thread';

/** w⁺ = w − learningRate · direction, where the direction is the gradient, or momentum's running sum. */
export function sgd(this: Thread, parameter: Vector, direction: Vector, learningRate: number): number {
  return parameter[this.thread.x]! - learningRate * direction[this.thread.x]!;
}

/** v⁺ = momentum · v + g. */
export function momentum(this: Thread, gradient: Vector, velocity: Vector, decay: number): number {
  return decay * velocity[this.thread.x]! + gradient[this.thread.x]!;
}

/** The running mean of the gradient: decay · mean + (1 − decay) · g, with rest = 1 − decay. */
export function runningMean(
  this: Thread,
  gradient: Vector,
  mean: Vector,
  decay: number,
  rest: number,
): number {
  return decay * mean[this.thread.x]! + rest * gradient[this.thread.x]!;
}

/** The running mean of the squared gradient: decay · mean + (1 − decay) · g², with rest = 1 − decay. */
export function runningMeanOfSquares(
  this: Thread,
  gradient: Vector,
  mean: Vector,
  decay: number,
  rest: number,
): number {
  const g = gradient[this.thread.x]!;
  return decay * mean[this.thread.x]! + rest * g * g;
}

/**
 * w⁺ = w − stepSize · mean / (√squares / rootCorrection + epsilon), with stepSize = learningRate / (1 − β₁ᵗ)
 * and rootCorrection = √(1 − β₂ᵗ): both means start at 0 and are corrected for it.
 */
export function adam(
  this: Thread,
  parameter: Vector,
  mean: Vector,
  squares: Vector,
  stepSize: number,
  rootCorrection: number,
  epsilon: number,
): number {
  const root = Math.sqrt(squares[this.thread.x]!) / rootCorrection;
  return parameter[this.thread.x]! - (stepSize * mean[this.thread.x]!) / (root + epsilon);
}

/** w⁺ = w − learningRate · g / (√squares + epsilon). */
export function rmsprop(
  this: Thread,
  parameter: Vector,
  gradient: Vector,
  squares: Vector,
  learningRate: number,
  epsilon: number,
): number {
  const root = Math.sqrt(squares[this.thread.x]!);
  return parameter[this.thread.x]! - (learningRate * gradient[this.thread.x]!) / (root + epsilon);
}
