/**
 * Sine, cosine and logarithm from +, −, ×, ÷ alone. IEEE 754 says to the last bit what those four give;
 * what Math.sin gives is each JavaScript engine's own affair. So the generated data and the random draws
 * are the same numbers in every browser and in Node.
 */

const HALF_PI = Math.PI / 2;

/** The Taylor series from `first`, each term being the one before × (−x²) / (k (k + 1)). |x| ≤ π/4. */
function alternatingSeries(x: number, first: number, from: number): number {
  const square = x * x;
  let term = first;
  let sum = 0;
  for (let k = from; k < from + 20; k += 2) {
    sum += term;
    term *= -square / (k * (k + 1));
  }
  return sum;
}

/** sin x for |x| up to some thousands, to about 1e-13. */
export function sine(x: number): number {
  const quarters = Math.round(x / HALF_PI);
  const rest = x - quarters * HALF_PI;
  const sin = (): number => alternatingSeries(rest, rest, 2);
  const cos = (): number => alternatingSeries(rest, 1, 1);
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return sin();
    case 1:
      return cos();
    case 2:
      return -sin();
    default:
      return -cos();
  }
}

/** cos x for |x| up to some thousands, to about 1e-13. */
export function cosine(x: number): number {
  return sine(x + HALF_PI);
}

/** ln x of a positive, finite x, to about 1e-15: ln x = e ln 2 + 2 artanh((m − 1)/(m + 1)) for x = m 2ᵉ. */
export function logarithm(x: number): number {
  let mantissa = x;
  let exponent = 0;
  // Halving and doubling are exact.
  for (; mantissa > Math.SQRT2; exponent++) mantissa /= 2;
  for (; mantissa < Math.SQRT1_2; exponent--) mantissa *= 2;
  const t = (mantissa - 1) / (mantissa + 1);
  let power = t;
  let sum = 0;
  for (let k = 1; k < 40; k += 2) {
    sum += power / k;
    power *= t * t;
  }
  return exponent * Math.LN2 + 2 * sum;
}
