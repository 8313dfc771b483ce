/** Window arithmetic of a scrolled matrix: which cells are to be drawn, and where the keyboard goes. */
import type { Window } from '../../protocol/tensor';
import { zoomNamed, type Pitch, type Zoom } from './zoom';

const FULL = zoomNamed('full');
/** What a cell measures at 100 %, in CSS pixels. */
export const CELL_WIDTH = FULL.pitch.across;
export const CELL_HEIGHT = FULL.pitch.down;
/** What the numbers of the columns measure above the cells. */
export const HEAD_HEIGHT = 20;
/** Rows visible at once before a matrix scrolls. */
export const MOST_ROWS = 8;
/** Pixels of coloured cells visible at once before the matrix scrolls. */
const MOST_COLOURED = 320;
/** Room for a horizontal scroll bar under the last row. */
const SCROLL_BAR = 16;
/** Rows and columns drawn beyond the edge, so that a small scroll finds them there. */
const OVERSCAN = 2;
/** Pixels that a matrix in a panel of usual width has for its cells: as long as it is not measured, no more is drawn. */
const USUAL_WIDTH = 640;

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
export function gridWidth(size: MatrixSize, pitch: Pitch = FULL.pitch): number {
  return headWidth(size) + size.columns * pitch.across;
}

/** The height that the cells of a matrix take on the page; what is beyond it is scrolled to. */
export function cellsHeight({ rows }: MatrixSize, { pitch, look }: Zoom): number {
  const most = look === 'colour' ? MOST_COLOURED : MOST_ROWS * pitch.down;
  return Math.min(rows * pitch.down, most);
}

/** The height a matrix takes on the page with its column numbers. */
export function gridHeight(size: MatrixSize, zoom: Zoom = FULL): number {
  return HEAD_HEIGHT + cellsHeight(size, zoom);
}

/** The same where the matrix may be wider than its card. */
export function mostGridHeight(size: MatrixSize, zoom: Zoom = FULL): number {
  return gridHeight(size, zoom) + SCROLL_BAR;
}

/** Whether not all rows are visible at once. */
export function isTall(size: MatrixSize, zoom: Zoom): boolean {
  return size.rows * zoom.pitch.down > cellsHeight(size, zoom);
}

function span(offset: number, length: number, cell: number, count: number): { start: number; count: number } {
  const start = Math.max(0, Math.min(count, Math.floor(offset / cell) - OVERSCAN));
  const end = Math.max(start, Math.min(count, Math.ceil((offset + length) / cell) + OVERSCAN));
  return { start, count: end - start };
}

/**
 * What is likely to be visible when another matrix comes into the box, before that is measured: the box is as large as
 * its cells, as far as there is room.
 * @param view of the matrix before, of the size `from`
 */
export function resized(view: Viewport, from: MatrixSize, to: MatrixSize, zoom: Zoom): Viewport {
  if (from.rows === to.rows && from.columns === to.columns) return view;
  const { across, down } = zoom.pitch;
  const isCut = view.width < from.columns * across;
  const room = isCut ? view.width : Math.max(view.width, USUAL_WIDTH);
  const width = Math.min(room, to.columns * across);
  const height = view.height - cellsHeight(from, zoom) + cellsHeight(to, zoom);
  // No further than the cells reach.
  const top = Math.max(0, Math.min(view.top, to.rows * down - height));
  const left = Math.max(0, Math.min(view.left, to.columns * across - width));
  return { top, left, width, height };
}

/** The rows and columns to draw: the visible ones and a few around them, cut to the matrix. */
export function drawnWindow(view: Viewport, size: MatrixSize, pitch: Pitch = FULL.pitch): Window {
  const rows = span(view.top, view.height, pitch.down, size.rows);
  const columns = span(view.left, view.width, pitch.across, size.columns);
  return { row: rows.start, rows: rows.count, column: columns.start, columns: columns.count };
}

/** The rows and columns of which something is visible. */
export function visibleWindow(view: Viewport, size: MatrixSize, pitch: Pitch): Window {
  const within = (offset: number, length: number, cell: number, count: number): [number, number] => {
    const start = Math.max(0, Math.min(count, Math.floor(offset / cell)));
    return [start, Math.max(start, Math.min(count, Math.ceil((offset + length) / cell))) - start];
  };
  const [row, rows] = within(view.top, view.height, pitch.down, size.rows);
  const [column, columns] = within(view.left, view.width, pitch.across, size.columns);
  return { row, rows, column, columns };
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
