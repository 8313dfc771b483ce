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
  while (widthWith(pitches()) > available) {
    const axis = widestAxis(counts, across);
    if (axis === null) break;
    across[axis] = WIDTHS.find((width) => width < across[axis]) ?? NARROWEST;
  }
  return pitches();
}

function widest(count: number): number {
  return count <= MOST_NUMBER_COLUMNS ? WIDTHS[0] : WIDTHS[2];
}

function height(count: number): number {
  return count <= MOST_NUMBER_ROWS ? NUMBER.down : LOW;
}

/** The axis that takes most room and can do with less; null when none can. */
function widestAxis(counts: AxisCounts, across: Readonly<Record<Axis, number>>): Axis | null {
  const axes: Axis[] = ['sample', 'input', 'unit'];
  const able = axes.filter((axis) => across[axis] > NARROWEST);
  return able.sort((a, b) => counts[b] * across[b] - counts[a] * across[a])[0] ?? null;
}
