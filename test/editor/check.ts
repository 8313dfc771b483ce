/** What these tests need of an assertion library; Node's own does not exist in a web worker. */

export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(what);
}

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: expected ${e}, got ${a}`);
}

/** Agreement with a float64 reference as float32 allows it: 1e-4 relative, 1e-6 near zero. */
export function close(actual: number, expected: number, what: string): void {
  const tolerance = Math.max(1e-6, 1e-4 * Math.abs(expected));
  if (!(Math.abs(actual - expected) <= tolerance))
    throw new Error(`${what}: expected ${expected}, got ${actual}`);
}

/** Waits until `probe` gives something true. Fails with `what` after `limit` milliseconds. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  limit = 15_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + limit;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${limit} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
