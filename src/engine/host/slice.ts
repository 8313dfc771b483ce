import type { Tensor, TensorSlice, Window } from '../../protocol/tensor';

/**
 * The part of a tensor that a window shows, cut to what exists: a window that reaches past the edge gives
 * fewer rows or columns, one that lies outside gives none. A vector counts as one row, a number as one cell.
 * `data` is always a copy: the caller may give it away while the engine goes on computing.
 */
export function sliceTensor(tensor: Tensor, window: Window): TensorSlice {
  const { samples, rows: allRows, columns: allColumns } = matrices(tensor.shape);
  const sample = between(window.sample ?? 0, 0, Math.max(0, samples - 1));
  const row = between(window.row, 0, allRows);
  const rows = samples === 0 ? 0 : between(window.rows, 0, allRows - row);
  const column = between(window.column, 0, allColumns);
  const columns = between(window.columns, 0, allColumns - column);
  const data = new Float32Array(rows * columns);
  const origin = sample * allRows * allColumns;
  for (let i = 0; i < rows; i++) {
    const start = origin + (row + i) * allColumns + column;
    data.set(tensor.data.subarray(start, start + columns), i * columns);
  }
  return { shape: tensor.shape, sample, row, rows, column, columns, data };
}

/** How many matrices of how many rows and columns a shape holds. */
function matrices(shape: readonly number[]): { samples: number; rows: number; columns: number } {
  if (shape.length > 3) throw new Error(`A tensor of ${shape.length} axes cannot be shown as matrices.`);
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  const samples = shape.at(-3) ?? 1;
  return { samples, rows, columns };
}

/** A whole number from low to high. NaN counts as low, infinity as high ("all of it"). */
function between(value: number, low: number, high: number): number {
  return value > low ? Math.min(Math.trunc(value), high) : low;
}
