/** Window arithmetic of a scrolled matrix: which cells are to be drawn, and where the keyboard goes. */
import type { Window } from '../../protocol/tensor';

/** What a cell measures, in CSS pixels. The style sheet uses the same numbers (--cell-width, --cell-height). */
export const CELL_WIDTH = 78;
export const CELL_HEIGHT = 22;
/** What the numbers of the columns measure above the cells. */
export const HEAD_HEIGHT = 20;
/** Rows visible at once before a matrix scrolls. */
export const MOST_ROWS = 8;
/** Room for a horizontal scroll bar under the last row. */
const SCROLL_BAR = 16;
/** Rows and columns drawn beyond the edge, so that a small scroll finds them there. */
const OVERSCAN = 2;

export interface MatrixSize {
  readonly rows: number;
  readonly columns: number;
}

/** The visible part of a scrolled box, without its row and column numbers. */
export interface Viewport {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Room for the row numbers: as many digits as the last one has. */
export function headWidth(size: MatrixSize): number {
  return 16 + 8 * Math.max(2, String(size.rows - 1).length);
}

/** The width of all cells with their row numbers. */
export function gridWidth(size: MatrixSize): number {
  return headWidth(size) + size.columns * CELL_WIDTH;
}

/** The height a matrix takes on the page; what is beyond it is scrolled to. */
export function gridHeight(size: MatrixSize): number {
  return HEAD_HEIGHT + Math.min(size.rows, MOST_ROWS) * CELL_HEIGHT;
}

/** The same where the matrix may be wider than its card. */
export function mostGridHeight(size: MatrixSize): number {
  return gridHeight(size) + SCROLL_BAR;
}

function span(offset: number, length: number, cell: number, count: number): { start: number; count: number } {
  const start = Math.max(0, Math.min(count, Math.floor(offset / cell) - OVERSCAN));
  const end = Math.max(start, Math.min(count, Math.ceil((offset + length) / cell) + OVERSCAN));
  return { start, count: end - start };
}

/** The rows and columns to draw: the visible ones and a few around them, cut to the matrix. */
export function drawnWindow(view: Viewport, size: MatrixSize): Window {
  const rows = span(view.top, view.height, CELL_HEIGHT, size.rows);
  const columns = span(view.left, view.width, CELL_WIDTH, size.columns);
  return { row: rows.start, rows: rows.count, column: columns.start, columns: columns.count };
}

/**
 * The indices of a window along one axis, and the keyboard's own place even where it is scrolled out of sight:
 * an element that has the focus must not vanish under it.
 */
export function drawnIndices(start: number, count: number, kept: number | null): number[] {
  const indices = Array.from({ length: count }, (_, i) => start + i);
  if (kept === null) return indices;
  if (kept < start) return [kept, ...indices];
  if (kept >= start + count) return [...indices, kept];
  return indices;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The columns to draw of a row: the window's, and the keyboard's place if it is in this row. */
export function drawnColumns(drawn: Window, row: number, active: Place): number[] {
  const isVisible = row >= drawn.row && row < drawn.row + drawn.rows;
  const kept = row === active.row ? active.column : null;
  return drawnIndices(drawn.column, isVisible ? drawn.columns : 0, kept);
}

/** A place that exists in a matrix of this size. */
export function clampPlace(place: Place, size: MatrixSize): Place {
  const within = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));
  return { row: within(place.row, size.rows), column: within(place.column, size.columns) };
}

/** A key press in a grid, with the modifier that Home and End know. */
export interface GridKey {
  readonly key: string;
  readonly ctrl: boolean;
}

/** Where a key leads from a place; null when the key is not the grid's. `page` is how many rows are visible. */
export function placeAfterKey(
  place: Place,
  { key, ctrl }: GridKey,
  size: MatrixSize,
  page: number,
): Place | null {
  const moved = (row: number, column: number): Place => clampPlace({ row, column }, size);
  const { row, column } = place;
  const far = Number.MAX_SAFE_INTEGER;
  switch (key) {
    case 'ArrowUp':
      return moved(row - 1, column);
    case 'ArrowDown':
      return moved(row + 1, column);
    case 'ArrowLeft':
      return moved(row, column - 1);
    case 'ArrowRight':
      return moved(row, column + 1);
    case 'PageUp':
      return moved(row - Math.max(1, page), column);
    case 'PageDown':
      return moved(row + Math.max(1, page), column);
    case 'Home':
      return moved(ctrl ? 0 : row, 0);
    case 'End':
      return moved(ctrl ? far : row, far);
    default:
      return null;
  }
}
