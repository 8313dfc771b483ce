/** How high the explanation may be made by hand. All lengths in CSS pixels. */

/** Below this nobody can read it: its head and three lines. */
export const LEAST_HEIGHT = 96;
/** The matrices keep the rest of the panel. */
const MOST_SHARE = 0.7;
const SMALL_STEP = 24;
const LARGE_STEP = 120;

export function mostHeight(panelHeight: number): number {
  return Math.max(LEAST_HEIGHT, Math.floor(MOST_SHARE * panelHeight));
}

export function heightWithin(height: number, panelHeight: number): number {
  return Math.round(Math.max(LEAST_HEIGHT, Math.min(mostHeight(panelHeight), height)));
}

/** The height that a key leads to, as the ARIA practices have it for a separator; null for other keys. */
export function heightAfterKey(key: string, height: number, panelHeight: number): number | null {
  const wanted: Readonly<Record<string, number>> = {
    ArrowUp: height + SMALL_STEP,
    ArrowDown: height - SMALL_STEP,
    PageUp: height + LARGE_STEP,
    PageDown: height - LARGE_STEP,
    Home: LEAST_HEIGHT,
    End: mostHeight(panelHeight),
  };
  const next = wanted[key];
  return next === undefined ? null : heightWithin(next, panelHeight);
}

/** A height that was remembered; null for none, or for what is no height. */
export function heightFrom(stored: string | undefined): number | null {
  const height = Number(stored ?? '');
  return Number.isFinite(height) && height >= LEAST_HEIGHT ? height : null;
}
