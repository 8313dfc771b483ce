/** How two matrices of the same shape agree: exactly, but for rounding, or not. */
import { sameShape, type Numbers } from './ground';

export interface Agreement {
  readonly kind: 'exact' | 'approximate' | 'different' | 'misfit';
  /** The largest difference of two numbers, and where; infinite where one is not finite, or the shapes differ. */
  readonly largest: number;
  readonly at: readonly number[];
}

/** @param tolerance a share of the largest number of `right` */
export function agreement(given: Numbers, right: Numbers, tolerance: number): Agreement {
  if (!sameShape(given.shape, right.shape)) return { kind: 'misfit', largest: Infinity, at: [] };
  let [largest, where, scale, isExact] = [0, 0, 0, true];
  right.data.forEach((expected, i) => {
    const value = given.data[i] ?? NaN;
    // Quantities are float32: what rounds to the same one is the same.
    if (Object.is(Math.fround(value) + 0, Math.fround(expected) + 0)) {
      scale = Math.max(scale, Math.abs(expected));
      return;
    }
    isExact = false;
    const difference = Math.abs(value - expected);
    const off = Number.isNaN(difference) ? Infinity : difference;
    if (off > largest) [largest, where] = [off, i];
    if (Number.isFinite(expected)) scale = Math.max(scale, Math.abs(expected));
  });
  const kind = isExact ? 'exact' : largest <= tolerance * scale ? 'approximate' : 'different';
  return { kind, largest, at: placeOf(where, right.shape) };
}

function placeOf(index: number, shape: readonly number[]): number[] {
  let rest = index;
  return shape
    .toReversed()
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    })
    .toReversed();
}
