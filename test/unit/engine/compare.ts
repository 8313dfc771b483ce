/** Comparing what the engine computed in float32 with float64. */
import assert from 'node:assert/strict';

/** The promise: 1e-4 relative, 1e-6 absolute near zero. */
export function agrees(actual: number, expected: number): boolean {
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= 1e-6 + 1e-4 * Math.abs(expected);
}

/** The index of the first number that does not agree, −1 when all do; lengths must be equal. */
export function firstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Math.min(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) if (!agrees(actual[i]!, expected[i]!)) return i;
  return -1;
}

export function assertAgrees(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(actual.length, expected.length, `${what}: number of elements`);
  const at = firstDifference(actual, expected);
  assert.equal(
    at,
    -1,
    `${what}[${at}] is ${String(actual[at])}, should be ${String(expected[at])} (${actual.length} elements)`,
  );
}
