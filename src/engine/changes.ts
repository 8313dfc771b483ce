/** What a value has done since the one before it. */
import type { WatchHit, WatchRule } from '../protocol/watch';

/** A watched value: a number has no axes. Row-major, and never changed. */
export interface Sample {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * The first element that does what the rule says, and how many do. null when none does. Elements that only one of the
 * values has, as when a batch is smaller, are not compared.
 */
export function changeBetween(before: Sample, now: Sample, rule: WatchRule): Omit<WatchHit, 'watch'> | null {
  if (before.shape.length !== now.shape.length) return null;
  const common = now.shape.map((length, axis) => Math.min(length, before.shape[axis] ?? 0));
  const compared = common.reduce((product, length) => product * length, 1);
  // Values of one shape, or with rows of one length: what they have in common lies side by side.
  const sideBySide = common.every((length, axis) => axis === 0 || isLengthOf(axis, length, before, now));
  let first: number | null = null;
  let count = 0;
  for (let i = 0; i < compared; i++) {
    const a = before.data[sideBySide ? i : placeIn(before, i, common)] ?? NaN;
    const b = now.data[sideBySide ? i : placeIn(now, i, common)] ?? NaN;
    if (!does(rule, a, b)) continue;
    count++;
    first ??= i;
  }
  if (first === null) return null;
  return {
    index: common.length === 0 ? null : indexOf(first, common),
    before: before.data[placeIn(before, first, common)] ?? NaN,
    now: now.data[placeIn(now, first, common)] ?? NaN,
    count,
    compared,
  };
}

function isLengthOf(axis: number, length: number, ...values: readonly Sample[]): boolean {
  return values.every(({ shape }) => shape[axis] === length);
}

/** Whether going from one number to the other is what the rule is about. What was NaN was beyond no bound. */
function does(rule: WatchRule, before: number, now: number): boolean {
  switch (rule.kind) {
    case 'change':
      return before !== now && !(Number.isNaN(before) && Number.isNaN(now));
    case 'sign':
      return (before < 0 && now > 0) || (before > 0 && now < 0);
    case 'above':
      return now > rule.bound && !(before > rule.bound);
    case 'below':
      return now < rule.bound && !(before < rule.bound);
    case 'ratio': {
      const [a, b] = [Math.abs(before), Math.abs(now)];
      return b > rule.factor * a || a > rule.factor * b;
    }
  }
}

/** The indices of the i-th element, in row-major order, of so many along each axis. */
function indexOf(i: number, lengths: readonly number[]): number[] {
  let rest = i;
  return lengths
    .toReversed()
    .map((length) => {
      const index = rest % length;
      rest = (rest - index) / length;
      return index;
    })
    .toReversed();
}

/** Where the i-th of the elements in common lies in a value's own data. */
function placeIn({ shape }: Sample, i: number, common: readonly number[]): number {
  return indexOf(i, common).reduce((at, index, axis) => at * (shape[axis] ?? 0) + index, 0);
}
