/**
 * The activation functions in float64. Written from their formulas once more, not taken from the kernels: a check
 * that shared their code would share their mistakes.
 */
import type { ActivationDefinition } from '../../definition/definition';

/** One sample's row of preActivation through the activation function; a row of its own. */
export function activated({ type, alpha }: ActivationDefinition, z: Float64Array): Float64Array {
  switch (type) {
    case 'softmax':
      return softmax(z);
    case 'linear':
      return z.slice();
    case 'sigmoid':
      return z.map(logistic);
    case 'tanh':
      return z.map(Math.tanh);
    case 'relu':
      return z.map((x) => (x < 0 ? 0 : x));
    case 'leakyRelu':
      return z.map((x) => (x > 0 ? x : alpha * x));
    case 'elu':
      return z.map((x) => (x > 0 ? x : alpha * Math.expm1(x)));
    case 'softplus':
      return z.map(softplus);
    case 'swish':
      return z.map((x) => x * logistic(x));
    case 'gelu':
      return z.map((x) => x * normalDistribution(x));
  }
}

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** ln(1 + eˣ), without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** ln Σ eᶻ, without overflow. */
export function logSumOfExponentials(z: Float64Array): number {
  const largest = z.reduce((a, b) => Math.max(a, b), -Infinity);
  return largest + Math.log(z.reduce((sum, x) => sum + Math.exp(x - largest), 0));
}

function softmax(z: Float64Array): Float64Array {
  const logSum = logSumOfExponentials(z);
  return z.map((x) => Math.exp(x - logSum));
}

/** Φ(x) = ½ erfc(−x / √2). */
function normalDistribution(x: number): number {
  const u = Math.abs(x) / Math.SQRT2;
  const tail = 0.5 * (u < 2.5 ? 1 - erfBySeries(u) : erfcByFraction(u));
  return x > 0 ? 1 - tail : tail;
}

/** Abramowitz and Stegun 7.1.6: all terms are positive, so nothing cancels. */
function erfBySeries(u: number): number {
  let term = u;
  let sum = u;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * u * u) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-u * u) * sum;
}

/** Abramowitz and Stegun 7.1.14. */
function erfcByFraction(u: number): number {
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (u + fraction);
  return Math.exp(-u * u) / (Math.sqrt(Math.PI) * (u + fraction));
}
