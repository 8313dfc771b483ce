/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * The local derivatives a′ = ∂A/∂Z. Most can be told from the cached `output` alone; swish and gelu cannot,
 * since they fall and rise again: two values of z share one output. Those take `preActivation`.
 */
import { expMinus1, logistic, normalDistribution } from './helpers';
import type { Thread, Vector } from './thread';

/** a′ = 1. */
export function linearDerivative(this: Thread, _output: Vector): number {
  return 1;
}

/** a′ = a (1 − a). */
export function sigmoidDerivative(this: Thread, output: Vector): number {
  const a = output[this.thread.x]!;
  return a * (1 - a);
}

/** a′ = 1 − a², as (1 − a)(1 + a), which loses fewer digits when a is near ±1. */
export function tanhDerivative(this: Thread, output: Vector): number {
  const a = output[this.thread.x]!;
  return (1 - a) * (1 + a);
}

/** a′ = 1 above 0, otherwise 0 (also at 0, where the slope is a matter of choice). */
export function reluDerivative(this: Thread, output: Vector): number {
  return output[this.thread.x]! > 0 ? 1 : 0;
}

/** a′ = 1 above 0, otherwise alpha. */
export function leakyReluDerivative(this: Thread, output: Vector, alpha: number): number {
  return output[this.thread.x]! > 0 ? 1 : alpha;
}

/** a′ = 1 above 0, otherwise alpha · eᶻ = a + alpha. */
export function eluDerivative(this: Thread, output: Vector, alpha: number): number {
  const a = output[this.thread.x]!;
  return a > 0 ? 1 : a + alpha;
}

/** a′ = sigmoid(z) = 1 − e⁻ᵃ. */
export function softplusDerivative(this: Thread, output: Vector): number {
  return -expMinus1(-output[this.thread.x]!);
}

/** a′ = σ + z σ (1 − σ), with σ = sigmoid(z) and 1 − σ = sigmoid(−z). */
export function swishDerivative(this: Thread, preActivation: Vector): number {
  const z = preActivation[this.thread.x]!;
  const s = logistic(z);
  return s + z * s * logistic(-z);
}

/** a′ = Φ(z) + z φ(z), with the normal density φ(z) = e^(−z²/2) / √(2π). */
export function geluDerivative(this: Thread, preActivation: Vector): number {
  const z = preActivation[this.thread.x]!;
  return normalDistribution(z) + z * 0.3989422804014327 * Math.exp(-0.5 * z * z);
}
