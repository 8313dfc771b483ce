/** The small map of a whole matrix, and what of it is in view. */
import type { MatrixSize, Viewport } from './window';
import type { Rect } from './rect';
import type { Pitch } from './zoom';

/** The most that a map takes on the page, in CSS pixels. */
const MOST_WIDTH = 240;
const MOST_HEIGHT = 96;
/** A point of the map is no larger: more would only take room from the numbers. */
const MOST_DOT = 4;
/** The map of a vector is at least so thick, and so is the frame of what is in view: to be seen, and to be hit. */
const LEAST = 8;

export interface OverviewMap {
  /** A point of the map stands for so many rows and columns. */
  readonly block: number;
  /** The points along each axis. */
  readonly rows: number;
  readonly columns: number;
  /** What a point measures. */
  readonly pitch: Pitch;
  readonly width: number;
  readonly height: number;
}

/** As large as it may be; one point for each element where there are few enough, else one for a block of them. */
export function mapOf(size: MatrixSize): OverviewMap {
  const block = Math.max(1, Math.ceil(Math.max(size.rows / MOST_HEIGHT, size.columns / MOST_WIDTH)));
  const [rows, columns] = [Math.ceil(size.rows / block), Math.ceil(size.columns / block)];
  const dot = Math.max(1, Math.min(MOST_DOT, Math.floor(Math.min(MOST_HEIGHT / rows, MOST_WIDTH / columns))));
  const pitch = { across: Math.max(dot, LEAST / columns), down: Math.max(dot, LEAST / rows) };
  return { block, rows, columns, pitch, width: columns * pitch.across, height: rows * pitch.down };
}

/** The part of the map that is in view in the grid. */
export function frameOn(map: OverviewMap, view: Viewport, cell: Pitch): Rect {
  const along = (
    offset: number,
    length: number,
    from: number,
    to: number,
    whole: number,
  ): [number, number] => {
    const size = Math.min(whole, Math.max(LEAST, (length / from / map.block) * to));
    return [Math.max(0, Math.min(whole - size, (offset / from / map.block) * to)), size];
  };
  const [left, width] = along(view.left, view.width, cell.across, map.pitch.across, map.width);
  const [top, height] = along(view.top, view.height, cell.down, map.pitch.down, map.height);
  return { left, top, width, height };
}

/** Where to scroll the grid so that a place of the map is in the middle of its view. */
export function scrollTo(
  map: OverviewMap,
  place: { readonly x: number; readonly y: number },
  view: Viewport,
  cell: Pitch,
): { readonly left: number; readonly top: number } {
  return {
    left: (place.x / map.pitch.across) * map.block * cell.across - view.width / 2,
    top: (place.y / map.pitch.down) * map.block * cell.down - view.height / 2,
  };
}

/** Where a key scrolls the grid: arrows by half of what is in view, Page by all of it; null for other keys. */
export function scrollAfterKey(
  key: string,
  { left, top, width, height }: Viewport,
): { readonly left: number; readonly top: number } | null {
  switch (key) {
    case 'ArrowLeft':
      return { left: left - width / 2, top };
    case 'ArrowRight':
      return { left: left + width / 2, top };
    case 'ArrowUp':
      return { left, top: top - height / 2 };
    case 'ArrowDown':
      return { left, top: top + height / 2 };
    case 'PageUp':
      return { left, top: top - height };
    case 'PageDown':
      return { left, top: top + height };
    case 'Home':
      return { left: 0, top: 0 };
    case 'End':
      return { left: Number.MAX_SAFE_INTEGER, top: Number.MAX_SAFE_INTEGER };
    default:
      return null;
  }
}
