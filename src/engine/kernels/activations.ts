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

/**
 * a(z) = tanh z, as a quotient of two polynomials in z: with the coefficients of the library Eigen, within 3e-7 of
 * it, and exactly 1 from 7.9 on. Unlike an exponential it is computed for four elements at a time in WebAssembly.
 */
export function tanh(this: Thread, preActivation: Vector): number {
  const z = preActivation[this.thread.x]!;
  const x = z > 7.905311 ? 7.905311 : z < -7.905311 ? -7.905311 : z;
  const q = x * x;
  let odd = 2.00018790482477e-13 - q * 2.76076847742355e-16;
  odd = -8.60467152213735e-11 + q * odd;
  odd = 5.12229709037114e-8 + q * odd;
  odd = 1.48572235717979e-5 + q * odd;
  odd = 6.37261928875436e-4 + q * odd;
  odd = 4.89352455891786e-3 + q * odd;
  let even = 1.18534705686654e-4 + q * 1.19825839466702e-6;
  even = 2.268434632439e-3 + q * even;
  even = 4.89352518554385e-3 + q * even;
  return (x * odd) / even;
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
