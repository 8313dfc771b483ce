/** The part of each matrix that the panel has been sent, in tiles of one size, so that scrolling asks for each once. */
import { TILE } from '../../protocol/panel';
import type { TensorSlice, Window } from '../../protocol/tensor';

/** Tiles kept per matrix, more than any screen shows at once; beyond it the oldest go. One tile holds 4 kB. */
const KEPT = 512;

export interface Tile {
  /** The moment these numbers belong to. */
  readonly moment: number;
  readonly slice: TensorSlice;
}

/** The tiles of one matrix, by `tileKey`. */
export interface Sheet {
  readonly shape: readonly number[];
  readonly tiles: ReadonlyMap<string, Tile>;
}

export function tileKey(sample: number, row: number, column: number): string {
  return `${sample}:${row}:${column}`;
}

/** A number as it stands in the panel: `fresh` says that it belongs to the moment on show. */
export interface HeldValue {
  readonly value: number;
  readonly fresh: boolean;
}

/** The value at an element, or null when the panel has not been sent it. */
export function valueAt(
  sheet: Sheet | undefined,
  moment: number,
  sample: number,
  row: number,
  column: number,
): HeldValue | null {
  const tile = sheet?.tiles.get(tileKey(sample, row - (row % TILE), column - (column % TILE)));
  if (tile === undefined) return null;
  const { slice } = tile;
  const i = row - slice.row;
  const j = column - slice.column;
  if (i < 0 || j < 0 || i >= slice.rows || j >= slice.columns) return null;
  const value = slice.data[i * slice.columns + j];
  return value === undefined ? null : { value, fresh: tile.moment === moment };
}

/** The windows of all tiles that a window touches in a matrix of this size, each cut to the matrix. */
export function tilesUnder(
  window: Window,
  rows: number,
  columns: number,
  sample: number,
): Required<Window>[] {
  const windows: Required<Window>[] = [];
  const lastRow = Math.min(rows, window.row + window.rows);
  const lastColumn = Math.min(columns, window.column + window.columns);
  for (let row = window.row - (window.row % TILE); row < lastRow; row += TILE) {
    for (let column = window.column - (window.column % TILE); column < lastColumn; column += TILE) {
      windows.push({
        sample,
        row,
        rows: Math.min(TILE, rows - row),
        column,
        columns: Math.min(TILE, columns - column),
      });
    }
  }
  return windows;
}

/** Windows of tiles joined into as few larger ones as lie side by side: each is one message instead of many. */
export function joined(windows: readonly Required<Window>[]): Required<Window>[] {
  const bands = withNeighbours(windows, (a, b) =>
    a.row === b.row && a.column + a.columns === b.column ? { ...a, columns: a.columns + b.columns } : null,
  );
  // Those of equal width lie one above the other once they are sorted by their columns.
  bands.sort((a, b) => a.column - b.column || a.columns - b.columns || a.row - b.row);
  return withNeighbours(bands, (a, b) =>
    a.column === b.column && a.columns === b.columns && a.row + a.rows === b.row
      ? { ...a, rows: a.rows + b.rows }
      : null,
  );
}

/** The windows, each one joined with the next as long as they can be. */
function withNeighbours(
  windows: readonly Required<Window>[],
  join: (a: Required<Window>, b: Required<Window>) => Required<Window> | null,
): Required<Window>[] {
  const result: Required<Window>[] = [];
  for (const window of windows) {
    const last = result.at(-1);
    const both = last === undefined ? null : join(last, window);
    if (both === null) result.push(window);
    else result[result.length - 1] = both;
  }
  return result;
}

/**
 * The sheet with the tiles of an answer; of a matrix that has changed its shape, nothing old is kept.
 * @param asked what was asked for, whole tiles; one that the answer does not reach has no numbers
 * @param look what is visible: its tiles stay, however many there are
 */
export function withTiles(
  sheet: Sheet | undefined,
  moment: number,
  asked: Required<Window>,
  slice: TensorSlice,
  look: Window = asked,
): Sheet {
  const sameShape = sheet !== undefined && equalShapes(sheet.shape, slice.shape);
  const tiles = new Map(sameShape ? sheet.tiles : []);
  for (const window of tilesUnder(
    asked,
    asked.row + asked.rows,
    asked.column + asked.columns,
    asked.sample,
  )) {
    const key = tileKey(window.sample, window.row, window.column);
    // Deleting first puts the tile at the end of the order in which the oldest are dropped.
    tiles.delete(key);
    tiles.set(key, { moment, slice: cut(slice, window) });
  }
  for (const [key, { slice: tile }] of tiles) {
    if (tiles.size <= KEPT) break;
    if (tile.sample !== asked.sample || !touches(tile, look)) tiles.delete(key);
  }
  return { shape: slice.shape, tiles };
}

function touches(tile: TensorSlice, look: Window): boolean {
  return (
    tile.row < look.row + look.rows &&
    look.row < tile.row + TILE &&
    tile.column < look.column + look.columns &&
    look.column < tile.column + TILE
  );
}

/** The part of a slice under a window, at the window's place; of another sample than the window's, nothing. */
export function cut(
  slice: TensorSlice,
  { sample, row, rows, column, columns }: Required<Window>,
): TensorSlice {
  const isAll = slice.rows === rows && slice.columns === columns;
  if (isAll && slice.sample === sample && slice.row === row && slice.column === column) return slice;
  const height = slice.sample === sample ? Math.max(0, Math.min(rows, slice.row + slice.rows - row)) : 0;
  const width = Math.max(0, Math.min(columns, slice.column + slice.columns - column));
  const data = new Float32Array(height * width);
  for (let i = 0; i < height; i++) {
    const start = (row - slice.row + i) * slice.columns + column - slice.column;
    data.set(slice.data.subarray(start, start + width), i * width);
  }
  return { shape: slice.shape, sample, row, rows: height, column, columns: width, data };
}

/** No moment of a run: the numbers are to be read again, whatever moment that will be. */
export const OVER = -1;

/** The sheet with all its numbers marked as old. */
export function aged({ shape, tiles }: Sheet): Sheet {
  return { shape, tiles: new Map([...tiles].map(([key, tile]) => [key, { ...tile, moment: OVER }])) };
}

export function equalShapes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}
