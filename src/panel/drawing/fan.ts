/** Where the slices of a stack come to lie: side by side where there is room, else fanned out to the back. */

export interface FanOffset {
  readonly left: number;
  /** Pixels up: farther back. */
  readonly rise: number;
}

export interface Fan {
  readonly offsets: readonly FanOffset[];
  /** What the offsets add to a single slice. */
  readonly width: number;
  readonly height: number;
  /** A slice covers part of the next one. */
  readonly overlaps: boolean;
}

/** Between slices that lie side by side: room for the axis of the next one. */
const GAP = 36;
const RISE = 7;

/**
 * @param width of one slice, in pixels
 * @param folded 0 leaves them apart, 1 lays all on the first
 */
export function fanOf(count: number, width: number, available: number, folded: number): Fan {
  const besides = width + GAP;
  const room = count > 1 ? Math.max(0, available - width) / (count - 1) : besides;
  const overlaps = room < besides;
  const step = Math.min(besides, room);
  const rise = overlaps ? RISE : 0;
  const apart = 1 - folded;
  return {
    offsets: Array.from({ length: count }, (_, at) => ({ left: at * step * apart, rise: at * rise * apart })),
    width: Math.max(0, count - 1) * step,
    height: Math.max(0, count - 1) * rise,
    overlaps,
  };
}
