/**
 * Functions that kernels call. float32 carries seven digits: written straight from the textbook, these lose
 * them all near 0 or overflow far from it. Every backend gets these forms, so that all compute the same.
 */

/**
 * e^x for x ≤ 0, to two units in the last place of float32; 0 below −104, where float32 has no number left.
 * WebAssembly has no exponential: Math.exp leaves it for JavaScript, for each number anew, which takes three times
 * as long. e^x = 2^k · e^r, with k whole and |r| ≤ ½ ln 2. ln 2 comes in two parts, the first so short that k times
 * it is exact (W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980); e^r is a Taylor series.
 */
export function fallingExponential(x: number): number {
  const bounded = Math.max(x, -104);
  const k = Math.floor(bounded * 1.442695 + 0.5);
  const r = bounded - k * 0.693359375 + k * 0.00021219444;
  let power =
    1 +
    r *
      (1 +
        r *
          (0.5 +
            r *
              (0.16666667 + r * (0.041666667 + r * (0.0083333333 + r * (0.0013888889 + r * 0.0001984127))))));
  let halvings = -k;
  while (halvings >= 8) {
    power *= 0.00390625;
    halvings -= 8;
  }
  // The last three binary digits without a condition: a processor would guess half of them wrong, and lose more by it.
  const fours = Math.floor(halvings * 0.25);
  const twos = Math.floor(halvings * 0.5);
  power *= 1 - fours * 0.9375;
  power *= 1 - (twos - 2 * fours) * 0.75;
  power *= 1 - (halvings - 2 * twos) * 0.5;
  return power;
}

/** e^x − 1. Near 0 the 1 would swallow the rest, so the Taylor series is summed there. */
export function expMinus1(x: number): number {
  if (x > -0.5 && x < 0.5) {
    return (
      x *
      (1 +
        (x / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + (x / 5) * (1 + (x / 6) * (1 + (x / 7) * (1 + x / 8)))))))
    );
  }
  return (x > 0 ? Math.exp(x) : fallingExponential(x)) - 1;
}

/** ln(1 + x) for 0 ≤ x ≤ 1. With s = x / (2 + x), it is 2 · artanh s, whose series is short near 0. */
export function logOnePlus(x: number): number {
  if (x < 0.3) {
    const s = x / (2 + x);
    const q = s * s;
    return 2 * s * (1 + q * (0.33333333 + q * (0.2 + q * (0.14285714 + q * 0.11111111))));
  }
  return Math.log(1 + x);
}

/** The logistic function 1 / (1 + e⁻ˣ), from whichever side cannot overflow. */
export function logistic(x: number): number {
  if (x >= 0) {
    return 1 / (1 + fallingExponential(-x));
  }
  const e = fallingExponential(x);
  return e / (1 + e);
}

/** 1 − a of a = sigmoid(z): from a, or near 1, where a has too few digits, from z, unless a was changed by hand. */
export function belowOneOfSigmoid(a: number, z: number): number {
  if (a < 0.75) {
    return 1 - a;
  }
  const rest = logistic(-z);
  return Math.abs(1 - a - rest) < 0.000001 ? rest : 1 - a;
}

/** 1 − |a| of a = tanh(z), in the same way: 2 sigmoid(−2|z|). */
export function belowOneOfTanh(size: number, z: number): number {
  if (size < 0.75) {
    return 1 - size;
  }
  const e = fallingExponential(-2 * Math.abs(z));
  const rest = (2 * e) / (1 + e);
  return Math.abs(1 - size - rest) < 0.000001 ? rest : 1 - size;
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|): the exponent is never positive, so nothing overflows. */
export function softPlus(x: number): number {
  return Math.max(x, 0) + logOnePlus(fallingExponential(-Math.abs(x)));
}

/**
 * Φ(x) = ½ erfc(−x/√2), the standard normal distribution, to float32 accuracy also far out in its tail.
 * erfc(u) = t · e^(−u² + P(t)) with t = 2 / (2 + u) for u ≥ 0; P is a polynomial of degree 9 fitted to
 * ln(erfc(u) · e^(u²) / t) with mpmath, largest deviation 1.4e-7.
 */
export function normalDistribution(x: number): number {
  const u = Math.abs(x) * 0.7071067811865476;
  const t = 2 / (2 + u);
  let p = -0.83922981 + t * 0.17444946;
  p = 1.5228905 + t * p;
  p = -1.1731072 + t * p;
  p = 0.30376736 + t * p;
  p = -0.1962118 + t * p;
  p = 0.099122198 + t * p;
  p = 0.37379013 + t * p;
  p = 1.0000418 + t * p;
  p = -1.2655126 + t * p;
  const tail = 0.5 * t * fallingExponential(p - u * u);
  return x > 0 ? 1 - tail : tail;
}

/** What `createKernel` is given, so that kernels can call them. */
export const HELPERS = [
  fallingExponential,
  expMinus1,
  logOnePlus,
  logistic,
  belowOneOfSigmoid,
  belowOneOfTanh,
  softPlus,
  normalDistribution,
] as const;
