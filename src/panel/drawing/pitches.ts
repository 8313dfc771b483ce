/**
 * How large the cells of a picture are. An axis has one length wherever it runs across, and one wherever it runs
 * down: only then can one see two matrices fit.
 */
import type { Axis } from '../../protocol/vocabulary';

/** Pixels from one cell of an axis to the next. */
export interface Pitch {
  /** Where the axis counts columns. */
  readonly across: number;
  /** Where it counts rows. */
  readonly down: number;
}
export type Pitches = Readonly<Record<Axis, Pitch>>;
export type AxisCounts = Readonly<Record<Axis, number>>;

/** Room for a number of seven characters. */
const NUMBER: Pitch = { across: 54, down: 20 };
/** Widths of cells, largest first: a number fits into the first only. */
const WIDTHS = [NUMBER.across, 28, 14, 10, 7] as const;
const NARROWEST = 7;
/** Rows that may be as high as numbers need. */
const MOST_NUMBER_ROWS = 16;
const MOST_NUMBER_COLUMNS = 12;
const LOW = 9;

/** Whether the number itself stands in such a cell, and not its colour only. */
export function showsNumbers(across: number, down: number): boolean {
  return across >= NUMBER.across && down >= NUMBER.down;
}

/**
 * The largest cells with which the picture is not wider than there is room. The widest axis gives way first.
 * @param counts the cells drawn along each axis
 * @param widthWith how wide the picture is with such cells
 */
export function fitPitches(
  counts: AxisCounts,
  available: number,
  widthWith: (pitches: Pitches) => number,
): Pitches {
  const across = {
    sample: widest(counts.sample),
    input: widest(counts.input),
    unit: widest(counts.unit),
  };
  const pitches = (): Pitches => ({
    sample: { across: across.sample, down: height(counts.sample) },
    input: { across: across.input, down: height(counts.input) },
    unit: { across: across.unit, down: height(counts.unit) },
  });
  const able = new Set<Axis>(['sample', 'input', 'unit']);
  for (let width = widthWith(pitches()); width > available && able.size > 0; width = widthWith(pitches())) {
    const axis = widestAxis(able, counts, across);
    const before = across[axis];
    across[axis] = WIDTHS.find((narrower) => narrower < before) ?? NARROWEST;
    if (across[axis] === NARROWEST) able.delete(axis);
    if (widthWith(pitches()) < width) continue;
    // Something else is wider, a caption for one: this axis gives way for nothing.
    across[axis] = before;
    able.delete(axis);
  }
  return pitches();
}

function widest(count: number): number {
  return count <= MOST_NUMBER_COLUMNS ? WIDTHS[0] : WIDTHS[2];
}

function height(count: number): number {
  return count <= MOST_NUMBER_ROWS ? NUMBER.down : LOW;
}

/** The axis that takes most room, of those that can do with less. */
function widestAxis(
  able: ReadonlySet<Axis>,
  counts: AxisCounts,
  across: Readonly<Record<Axis, number>>,
): Axis {
  return [...able].reduce((widest, axis) =>
    counts[axis] * across[axis] > counts[widest] * across[widest] ? axis : widest,
  );
}
