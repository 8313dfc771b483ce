/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * The local derivatives a′ = ∂A/∂Z. Most can be told from the cached `output` alone; swish and gelu cannot,
 * since they fall and rise again: two values of z share one output. Those take `preActivation`.
 *
 * Where an output is saturated, float32 has no digits left for what is between it and its bound: at z = 8,
 * 1 − tanh² z is 4.5e-7, but the tanh itself is only known to 3e-7. So sigmoid, tanh and elu take the distance
 * to the bound from z there: the same number, with all its digits. If it is not the same, up to rounding, then the
 * output was changed by hand, and counts alone.
 */
import {
  belowOneOfSigmoid,
  belowOneOfTanh,
  expMinus1,
  fallingExponential,
  logistic,
  normalDistribution,
} from './helpers';
import type { Thread, Vector } from './thread';

/** a′ = 1. */
export function linearDerivative(this: Thread): number {
  return 1;
}

/** a′ = a (1 − a), where 1 − a = sigmoid(−z). */
export function sigmoidDerivative(this: Thread, output: Vector, preActivation: Vector): number {
  const a = output[this.thread.x]!;
  return a * belowOneOfSigmoid(a, preActivation[this.thread.x]!);
}

/** a′ = 1 − a² = (1 − |a|)(1 + |a|), where 1 − |a| = 2 sigmoid(−2|z|). */
export function tanhDerivative(this: Thread, output: Vector, preActivation: Vector): number {
  const size = Math.abs(output[this.thread.x]!);
  return belowOneOfTanh(size, preActivation[this.thread.x]!) * (1 + size);
}

/** a′ = 1 above 0, otherwise 0 (also at 0, where the slope is a matter of choice). */
export function reluDerivative(this: Thread, output: Vector): number {
  return output[this.thread.x]! > 0 ? 1 : 0;
}

/** a′ = 1 above 0, otherwise alpha. Only with a negative alpha does output not tell the sign of z. */
export function leakyReluDerivative(
  this: Thread,
  output: Vector,
  preActivation: Vector,
  alpha: number,
): number {
  const side = alpha < 0 ? preActivation[this.thread.x]! : output[this.thread.x]!;
  return side > 0 ? 1 : alpha;
}

/** a′ = 1 above 0, otherwise a + alpha = alpha · eᶻ. */
export function eluDerivative(this: Thread, output: Vector, preActivation: Vector, alpha: number): number {
  const a = output[this.thread.x]!;
  const z = preActivation[this.thread.x]!;
  const side = alpha < 0 ? z : a;
  if (side > 0) {
    return 1;
  }
  const slope = alpha * fallingExponential(z);
  return Math.abs(a + alpha - slope) < 0.000001 * (1 + Math.abs(alpha)) ? slope : a + alpha;
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
  return normalDistribution(z) + z * 0.3989422804014327 * fallingExponential(-0.5 * z * z);
}
