/** The sums behind the weight gradient, one sample at a time, and what float32 makes of them. */

/** An element of a matrix; null while it has not come. */
export type ElementAt = (row: number, column: number) => number | null;

/** What one sample gives to ∂L/∂w[j, i]: input[s, j] · δ[s, i], the outer product's element. */
export function shareAt(
  input: ElementAt,
  gradientOutput: ElementAt,
  sample: number,
  j: number,
  i: number,
): number | null {
  const a = input(sample, j);
  const d = gradientOutput(sample, i);
  return a === null || d === null ? null : a * d;
}

/** The shares of the samples 0 to `last`, added in float64. */
export function runningSumAt(
  input: ElementAt,
  gradientOutput: ElementAt,
  last: number,
  j: number,
  i: number,
): number | null {
  let sum = 0;
  for (let sample = 0; sample <= last; sample++) {
    const share = shareAt(input, gradientOutput, sample, j, i);
    if (share === null) return null;
    sum += share;
  }
  return sum;
}

/** The distance from this number to the next larger float32. */
export function float32Step(value: number): number {
  const float = new Float32Array([Math.abs(value)]);
  const bits = new Uint32Array(float.buffer);
  const before = float[0] ?? 0;
  bits[0] = (bits[0] ?? 0) + 1;
  return (float[0] ?? 0) - before;
}

/** How far two matrices lie apart, measured in what float32 can tell apart. */
export interface Difference {
  readonly largest: number;
  /** The float32 step at the largest element: nothing smaller can be expected of numbers of this size. */
  readonly step: number;
  /** `largest` in such steps. */
  readonly steps: number;
  /** Within what the rounding of so many additions may do. */
  readonly agrees: boolean;
  readonly compared: number;
}

/**
 * Compares two matrices at these elements; null while a number is missing.
 * @param additions so many float32 additions made each element of one of them, each rounding once
 * @param reach the largest number that took part in the additions, if larger than the elements themselves
 */
export function differenceOf(
  a: ElementAt,
  b: ElementAt,
  rows: readonly number[],
  columns: readonly number[],
  additions: number,
  reach = 0,
): Difference | null {
  let largest = 0;
  let size = reach;
  for (const row of rows) {
    for (const column of columns) {
      const x = a(row, column);
      const y = b(row, column);
      if (x === null || y === null) return null;
      const distance = Math.abs(x - y);
      // NaN compares with nothing: it must not pass for a difference of 0.
      if (!Number.isFinite(distance)) largest = Infinity;
      else {
        largest = Math.max(largest, distance);
        size = Math.max(size, Math.abs(x), Math.abs(y));
      }
    }
  }
  const step = float32Step(size);
  const compared = rows.length * columns.length;
  return { largest, step, steps: largest / step, agrees: largest <= (additions + 1) * step, compared };
}

/** The largest absolute element, of those that are finite. */
export function largestOf(at: ElementAt, rows: readonly number[], columns: readonly number[]): number {
  let largest = 0;
  for (const row of rows)
    for (const column of columns) {
      const size = Math.abs(at(row, column) ?? 0);
      if (Number.isFinite(size)) largest = Math.max(largest, size);
    }
  return largest;
}
