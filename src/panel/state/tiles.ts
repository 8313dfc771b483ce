/** The part of each matrix that the panel has been sent, in tiles of one size, so that scrolling asks for each once. */
import type { TensorSlice, Window } from '../../protocol/tensor';

/** Rows and columns of a tile: a small matrix is one tile, a screenful of a large one is one to four. */
export const TILE = 32;
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

/** The sheet with one more tile; of a matrix that has changed its shape, nothing old is kept. */
export function withTile(sheet: Sheet | undefined, moment: number, slice: TensorSlice): Sheet {
  const sameShape = sheet !== undefined && equalShapes(sheet.shape, slice.shape);
  const tiles = new Map(sameShape ? sheet.tiles : []);
  const key = tileKey(slice.sample, slice.row, slice.column);
  // Deleting first puts the tile at the end of the order in which the oldest are dropped.
  tiles.delete(key);
  tiles.set(key, { moment, slice });
  for (const oldest of tiles.keys()) {
    if (tiles.size <= KEPT) break;
    tiles.delete(oldest);
  }
  return { shape: slice.shape, tiles };
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
