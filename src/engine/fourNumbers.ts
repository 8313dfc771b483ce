/**
 * Results of kernels that return four numbers: of four rows at once, which come block by block, each block column by
 * column, and a block's four numbers side by side; or of a whole row, with some numbers too many.
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
  const rest = rows % ROWS_AT_ONCE;
  let at = 0;
  let to = 0;
  while (to < whole.length - rest * columns) {
    for (const end = to + columns; to < end; to++, at += ROWS_AT_ONCE) {
      whole[to] = blocks[at] ?? NaN;
      whole[to + columns] = blocks[at + 1] ?? NaN;
      whole[to + 2 * columns] = blocks[at + 2] ?? NaN;
      whole[to + 3 * columns] = blocks[at + 3] ?? NaN;
    }
    to += (ROWS_AT_ONCE - 1) * columns;
  }
  for (let row = 0; row < rest; row++)
    for (let column = 0; column < columns; column++)
      whole[to + row * columns + column] = blocks[at + column * ROWS_AT_ONCE + row] ?? NaN;
}

/** Puts into `whole`, row by row, what was computed with four numbers to a row of `columns`. */
export function putShortRows(computed: Float32Array, whole: Float32Array, columns: number): void {
  let to = 0;
  for (let at = 0; to < whole.length; at += 4)
    for (let column = 0; column < columns; column++) whole[to++] = computed[at + column] ?? NaN;
}
