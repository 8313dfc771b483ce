/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** The activation functions a(Z), element by element; softmax, which looks at whole rows, is in softmax.ts. */
import { expMinus1, logistic, normalDistribution, softPlus } from './helpers';
import type { Thread, Vector } from './thread';

/** a(z) = z. */
export function linear(this: Thread, preActivation: Vector): number {
  return preActivation[this.thread.x]!;
}

/** a(z) = 1 / (1 + e⁻ᶻ). */
export function sigmoid(this: Thread, preActivation: Vector): number {
  return logistic(preActivation[this.thread.x]!);
}

/** a(z) = tanh z = (1 − e⁻²ᶻ) / (1 + e⁻²ᶻ) for z ≥ 0, mirrored below: no exponent is ever positive. */
export function tanh(this: Thread, preActivation: Vector): number {
  const z = preActivation[this.thread.x]!;
  const e = expMinus1(-2 * Math.abs(z));
  const size = -e / (2 + e);
  return z < 0 ? -size : size;
}

/** a(z) = max(0, z). Written so that a NaN stays one. */
export function relu(this: Thread, preActivation: Vector): number {
  const z = preActivation[this.thread.x]!;
  return z < 0 ? 0 : z;
}

/** a(z) = z above 0, otherwise alpha · z. */
export function leakyRelu(this: Thread, preActivation: Vector, alpha: number): number {
  const z = preActivation[this.thread.x]!;
  return z > 0 ? z : alpha * z;
}

/** a(z) = z above 0, otherwise alpha · (eᶻ − 1). */
export function elu(this: Thread, preActivation: Vector, alpha: number): number {
  const z = preActivation[this.thread.x]!;
  return z > 0 ? z : alpha * expMinus1(z);
}

/** a(z) = ln(1 + eᶻ). */
export function softplus(this: Thread, preActivation: Vector): number {
  return softPlus(preActivation[this.thread.x]!);
}

/** a(z) = z · sigmoid(z). */
export function swish(this: Thread, preActivation: Vector): number {
  const z = preActivation[this.thread.x]!;
  return z * logistic(z);
}

/** a(z) = z · Φ(z), exact: Φ is the normal distribution, ½ (1 + erf(z/√2)). */
export function gelu(this: Thread, preActivation: Vector): number {
  const z = preActivation[this.thread.x]!;
  return z * normalDistribution(z);
}
