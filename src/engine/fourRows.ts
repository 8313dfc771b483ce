/**
 * Results of kernels that compute four rows at once: they come block by block, each block column by column, and a
 * block's four numbers side by side.
 */

/** Rows of a result that a kernel of `FourRows` computes at once. */
export const ROWS_AT_ONCE = 4;

/** How many blocks so many rows take; the last one may have rows that are too many. */
export function blocksOf(rows: number): number {
  return Math.ceil(rows / ROWS_AT_ONCE);
}

/** Puts into `whole`, row by row, what was computed in blocks; the rows that are too many go. */
export function putRows(blocks: Float32Array, whole: Float32Array, columns: number): void {
  const rows = whole.length / columns;
  for (let row = 0; row < rows; row++) {
    const within = row % ROWS_AT_ONCE;
    let from = (row - within) * columns + within;
    const start = row * columns;
    for (let column = 0; column < columns; column++, from += ROWS_AT_ONCE)
      whole[start + column] = blocks[from] ?? Number.NaN;
  }
}
