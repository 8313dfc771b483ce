/** Many numbers of a matrix at once, to be drawn as colours: read tile by tile, not element by element. */
import { TILE } from '../../protocol/panel';
import type { Window } from '../../protocol/tensor';
import type { Compare, SheetPair } from './compare';
import { tileKey, type Tile } from './tiles';

/** Of one element: not sent yet (or without a number), of an earlier moment, of the moment on show. */
export const UNREAD = 0;
export const OLD = 1;
export const FRESH = 2;

export interface Raster {
  readonly rows: number;
  readonly columns: number;
  /** Row-major; without meaning where `states` says `UNREAD`. */
  readonly values: Float64Array;
  readonly states: Uint8Array;
}

/** The numbers of a window as far as they have come: those that `comparedAt` gives one by one. */
export function rasterOf(
  compare: Compare,
  { now, before }: SheetPair,
  moment: number,
  sample: number,
  window: Window,
): Raster {
  const { row, rows, column, columns } = window;
  const raster = {
    rows,
    columns,
    values: new Float64Array(rows * columns),
    states: new Uint8Array(rows * columns),
  };
  for (let r = row - (row % TILE); r < row + rows; r += TILE) {
    for (let c = column - (column % TILE); c < column + columns; c += TILE) {
      const key = tileKey(sample, r, c);
      const [current, past] = [now?.tiles.get(key), before?.tiles.get(key)];
      const shown = compare === 'previous' ? past : current;
      const from = compare === 'difference' ? past : null;
      if (shown === undefined || from === undefined) continue;
      const isFresh = shown.moment === moment && (from === null || from.moment === moment);
      copyTile(raster, window, shown, from, isFresh ? FRESH : OLD);
    }
  }
  return raster;
}

/** The elements that a tile and the window share, minus those of `from` where there is one. */
function copyTile(raster: Raster, window: Window, { slice }: Tile, from: Tile | null, state: number): void {
  const past = from?.slice;
  const last = (start: number, a: number, b: number): number => start + Math.min(a, b);
  const rows = last(slice.row, slice.rows, past?.rows ?? Infinity);
  const columns = last(slice.column, slice.columns, past?.columns ?? Infinity);
  const right = Math.min(columns, window.column + window.columns);
  for (let r = Math.max(slice.row, window.row); r < Math.min(rows, window.row + window.rows); r++) {
    for (let c = Math.max(slice.column, window.column); c < right; c++) {
      const [i, j] = [r - slice.row, c - slice.column];
      const at = (r - window.row) * raster.columns + (c - window.column);
      const subtracted = past === undefined ? 0 : (past.data[i * past.columns + j] ?? Number.NaN);
      raster.values[at] = (slice.data[i * slice.columns + j] ?? Number.NaN) - subtracted;
      raster.states[at] = state;
    }
  }
}
