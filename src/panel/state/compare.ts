/** Whether the matrices show their numbers, those of the batch step before, or what has changed since. */
import { viewOnShow } from './lesson';
import type { PanelState } from './model';
import { choiceOf, type Navigation } from './navigation';
import { valueAt, type HeldValue, type Sheet } from './tiles';

export const COMPARE = 'compare';
export type Compare = 'current' | 'previous' | 'difference';

export function compareOf(navigation: Navigation): Compare {
  return choiceOf(navigation, COMPARE, ['current', 'previous', 'difference']);
}

/** A sheet now and one batch step before. */
export interface SheetPair {
  readonly now: Sheet | undefined;
  readonly before: Sheet | undefined;
}

/** The number to show at an element; null while a number that it needs has not come, or is beyond the edge. */
export function comparedAt(
  compare: Compare,
  { now, before }: SheetPair,
  moment: number,
  sample: number,
  row: number,
  column: number,
): HeldValue | null {
  const current = compare === 'previous' ? null : valueAt(now, moment, sample, row, column);
  if (compare === 'current') return current;
  const previous = valueAt(before, moment, sample, row, column);
  if (compare === 'previous') return previous;
  if (current === null || previous === null) return null;
  return { value: current.value - previous.value, fresh: current.fresh && previous.fresh };
}

/** The largest change among the numbers that have come: both ends of the scale of differences. */
export function largestDifference({ now, before }: SheetPair): number {
  let largest = 0;
  for (const [key, { slice }] of now?.tiles ?? []) {
    const past = before?.tiles.get(key)?.slice;
    if (past?.columns !== slice.columns) continue;
    slice.data.forEach((value, i) => {
      const change = Math.abs(value - (past.data[i] ?? Number.NaN));
      if (Number.isFinite(change)) largest = Math.max(largest, change);
    });
  }
  return largest;
}

/** Whether the batch step before is on show in the matrices now. */
export function showsBefore(state: PanelState): boolean {
  return viewOnShow(state) === 'step' && compareOf(state.navigation) !== 'current';
}
