/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * Matrix products for WebGL2, a tile of four rows by four columns of the result at a time. A texel holds four numbers
 * of a row, so that eight reads serve 64 multiply-adds (2 reads 16 in a product with Aᵀ): reading is what a product
 * costs there. x counts the tiles, row of tiles by row of tiles; widths are counted in texels. The kernel returns the
 * first row of its tile and hands the others to functions that gpu.js gives a result of their own. Rows beyond the
 * last one are nonsense, and are left out when the rows are put together. Each element is the same sum in the same
 * order as in products.ts.
 */
import type { FourNumbers, Texels, Thread } from './thread';

/** A · B. `inner` is the width of A in texels, `columns` that of B. */
export function tileOfProduct(
  this: Thread<{ inner: number; columns: number }>,
  a: Texels,
  b: Texels,
): FourNumbers {
  const tileRow = Math.floor(this.thread.x / this.constants.columns);
  let a0 = 4 * tileRow * this.constants.inner;
  let a1 = a0 + this.constants.inner;
  let a2 = a1 + this.constants.inner;
  let a3 = a2 + this.constants.inner;
  let b0 = this.thread.x - tileRow * this.constants.columns;
  let sum0: FourNumbers = [0, 0, 0, 0];
  let sum1: FourNumbers = [0, 0, 0, 0];
  let sum2: FourNumbers = [0, 0, 0, 0];
  let sum3: FourNumbers = [0, 0, 0, 0];
  for (let i = 0; i < this.constants.inner; i++) {
    const row0 = b[b0]!;
    const row1 = b[b0 + this.constants.columns]!;
    const row2 = b[b0 + 2 * this.constants.columns]!;
    const row3 = b[b0 + 3 * this.constants.columns]!;
    sum0 = plusRows(sum0, a[a0]!, row0, row1, row2, row3);
    sum1 = plusRows(sum1, a[a1]!, row0, row1, row2, row3);
    sum2 = plusRows(sum2, a[a2]!, row0, row1, row2, row3);
    sum3 = plusRows(sum3, a[a3]!, row0, row1, row2, row3);
    a0 += 1;
    a1 += 1;
    a2 += 1;
    a3 += 1;
    b0 += 4 * this.constants.columns;
  }
  secondRow(sum1);
  thirdRow(sum2);
  fourthRow(sum3);
  return sum0;
}

/**
 * Aᵀ · B. `inner` counts the rows of A and B, `rows` is the width of A in texels, `columns` that of B. Four rows are
 * taken at a time, of which there are `fours`: going round the loop takes as long as a row.
 */
export function tileOfProductOfTransposed(
  this: Thread<{ inner: number; fours: number; rows: number; columns: number }>,
  a: Texels,
  b: Texels,
): FourNumbers {
  const tileRow = Math.floor(this.thread.x / this.constants.columns);
  let a0 = tileRow;
  let b0 = this.thread.x - tileRow * this.constants.columns;
  let sum0: FourNumbers = [0, 0, 0, 0];
  let sum1: FourNumbers = [0, 0, 0, 0];
  let sum2: FourNumbers = [0, 0, 0, 0];
  let sum3: FourNumbers = [0, 0, 0, 0];
  for (let i = 0; i < this.constants.fours; i++) {
    const f0 = a[a0]!;
    const f1 = a[a0 + this.constants.rows]!;
    const f2 = a[a0 + 2 * this.constants.rows]!;
    const f3 = a[a0 + 3 * this.constants.rows]!;
    const row0 = b[b0]!;
    const row1 = b[b0 + this.constants.columns]!;
    const row2 = b[b0 + 2 * this.constants.columns]!;
    const row3 = b[b0 + 3 * this.constants.columns]!;
    sum0 = plusRows(sum0, [f0[0], f1[0], f2[0], f3[0]], row0, row1, row2, row3);
    sum1 = plusRows(sum1, [f0[1], f1[1], f2[1], f3[1]], row0, row1, row2, row3);
    sum2 = plusRows(sum2, [f0[2], f1[2], f2[2], f3[2]], row0, row1, row2, row3);
    sum3 = plusRows(sum3, [f0[3], f1[3], f2[3], f3[3]], row0, row1, row2, row3);
    a0 += 4 * this.constants.rows;
    b0 += 4 * this.constants.columns;
  }
  for (let i = 4 * this.constants.fours; i < this.constants.inner; i++) {
    const factors = a[a0]!;
    const row = b[b0]!;
    sum0 = plusRow(sum0, factors[0], row);
    sum1 = plusRow(sum1, factors[1], row);
    sum2 = plusRow(sum2, factors[2], row);
    sum3 = plusRow(sum3, factors[3], row);
    a0 += this.constants.rows;
    b0 += this.constants.columns;
  }
  secondRow(sum1);
  thirdRow(sum2);
  fourthRow(sum3);
  return sum0;
}

/** A · Bᵀ. `inner` is the width of A and B in texels, `columns` a quarter of the rows of B. */
export function tileOfProductWithTransposed(
  this: Thread<{ inner: number; columns: number }>,
  a: Texels,
  b: Texels,
): FourNumbers {
  const tileRow = Math.floor(this.thread.x / this.constants.columns);
  let a0 = 4 * tileRow * this.constants.inner;
  let a1 = a0 + this.constants.inner;
  let a2 = a1 + this.constants.inner;
  let a3 = a2 + this.constants.inner;
  let b0 = 4 * (this.thread.x - tileRow * this.constants.columns) * this.constants.inner;
  let sum0: FourNumbers = [0, 0, 0, 0];
  let sum1: FourNumbers = [0, 0, 0, 0];
  let sum2: FourNumbers = [0, 0, 0, 0];
  let sum3: FourNumbers = [0, 0, 0, 0];
  for (let i = 0; i < this.constants.inner; i++) {
    const row0 = b[b0]!;
    const row1 = b[b0 + this.constants.inner]!;
    const row2 = b[b0 + 2 * this.constants.inner]!;
    const row3 = b[b0 + 3 * this.constants.inner]!;
    sum0 = plusDots(sum0, a[a0]!, row0, row1, row2, row3);
    sum1 = plusDots(sum1, a[a1]!, row0, row1, row2, row3);
    sum2 = plusDots(sum2, a[a2]!, row0, row1, row2, row3);
    sum3 = plusDots(sum3, a[a3]!, row0, row1, row2, row3);
    a0 += 1;
    a1 += 1;
    a2 += 1;
    a3 += 1;
    b0 += 1;
  }
  secondRow(sum1);
  thirdRow(sum2);
  fourthRow(sum3);
  return sum0;
}

/** The rows of tiles one below the other, each element divided by `divisor`. x counts the texels of the result. */
export function rowsOfTiles(
  this: Thread<{ columns: number; divisor: number }>,
  first: Texels,
  second: Texels,
  third: Texels,
  fourth: Texels,
): FourNumbers {
  const row = Math.floor(this.thread.x / this.constants.columns);
  const tileRow = Math.floor(row / 4);
  const tile = this.thread.x - row * this.constants.columns + tileRow * this.constants.columns;
  const within = row - 4 * tileRow;
  if (within < 1) {
    return overAll(first[tile]!, this.constants.divisor);
  }
  if (within < 2) {
    return overAll(second[tile]!, this.constants.divisor);
  }
  if (within < 3) {
    return overAll(third[tile]!, this.constants.divisor);
  }
  return overAll(fourth[tile]!, this.constants.divisor);
}

/** The rows of tiles one below the other, with the same row added to each. */
export function rowsOfTilesPlus(
  this: Thread<{ columns: number }>,
  first: Texels,
  second: Texels,
  third: Texels,
  fourth: Texels,
  bias: Texels,
): FourNumbers {
  const row = Math.floor(this.thread.x / this.constants.columns);
  const tileRow = Math.floor(row / 4);
  const column = this.thread.x - row * this.constants.columns;
  const tile = column + tileRow * this.constants.columns;
  const within = row - 4 * tileRow;
  if (within < 1) {
    return plusRow(first[tile]!, 1, bias[column]!);
  }
  if (within < 2) {
    return plusRow(second[tile]!, 1, bias[column]!);
  }
  if (within < 3) {
    return plusRow(third[tile]!, 1, bias[column]!);
  }
  return plusRow(fourth[tile]!, 1, bias[column]!);
}

/** sum + factor · row. */
function plusRow(sum: FourNumbers, factor: number, row: FourNumbers): FourNumbers {
  return [
    sum[0] + factor * row[0],
    sum[1] + factor * row[1],
    sum[2] + factor * row[2],
    sum[3] + factor * row[3],
  ];
}

/** sum + factors · the four rows. */
function plusRows(
  sum: FourNumbers,
  factors: FourNumbers,
  row0: FourNumbers,
  row1: FourNumbers,
  row2: FourNumbers,
  row3: FourNumbers,
): FourNumbers {
  return [
    sum[0] + factors[0] * row0[0] + factors[1] * row1[0] + factors[2] * row2[0] + factors[3] * row3[0],
    sum[1] + factors[0] * row0[1] + factors[1] * row1[1] + factors[2] * row2[1] + factors[3] * row3[1],
    sum[2] + factors[0] * row0[2] + factors[1] * row1[2] + factors[2] * row2[2] + factors[3] * row3[2],
    sum[3] + factors[0] * row0[3] + factors[1] * row1[3] + factors[2] * row2[3] + factors[3] * row3[3],
  ];
}

/** sum + the dot products of `factors` with each of the four rows. */
function plusDots(
  sum: FourNumbers,
  factors: FourNumbers,
  row0: FourNumbers,
  row1: FourNumbers,
  row2: FourNumbers,
  row3: FourNumbers,
): FourNumbers {
  return [
    sum[0] + factors[0] * row0[0] + factors[1] * row0[1] + factors[2] * row0[2] + factors[3] * row0[3],
    sum[1] + factors[0] * row1[0] + factors[1] * row1[1] + factors[2] * row1[2] + factors[3] * row1[3],
    sum[2] + factors[0] * row2[0] + factors[1] * row2[1] + factors[2] * row2[2] + factors[3] * row2[3],
    sum[3] + factors[0] * row3[0] + factors[1] * row3[1] + factors[2] * row3[2] + factors[3] * row3[3],
  ];
}

function overAll(row: FourNumbers, divisor: number): FourNumbers {
  return [row[0] / divisor, row[1] / divisor, row[2] / divisor, row[3] / divisor];
}

function secondRow(row: FourNumbers): FourNumbers {
  return row;
}

function thirdRow(row: FourNumbers): FourNumbers {
  return row;
}

function fourthRow(row: FourNumbers): FourNumbers {
  return row;
}

/** What the kernels of this file call. */
export const TILE_HELPERS = [plusRow, plusRows, plusDots, overAll] as const;

/** The rows of a tile beside the first, which have a result of their own. */
export const OTHER_ROWS = { secondRow, thirdRow, fourthRow } as const;
