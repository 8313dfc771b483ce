/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/**
 * Matrix products for WebGPU, four rows of the result at a time: five reads serve four multiply-adds instead of
 * eight. y counts blocks of four rows. Every index is written out where it is used: gpu.js keeps a variable as a
 * float, and making a whole number of it again costs more than the product itself. What is read beyond the last row is
 * nonsense (WebGPU bounds every read), and is left out when the rows are put together. Each element is the same sum
 * in the same order as in products.ts.
 */
import type { FourRows, Thread, Vector } from './thread';

/** A · B, with A of rows × inner and B of inner × columns. */
export function rowsOfProduct(
  this: Thread<{ inner: number; columns: number }>,
  a: Vector,
  b: Vector,
): FourRows {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < this.constants.inner; i++) {
    const factor = b[i * this.constants.columns + this.thread.x]!;
    sum0 += a[4 * this.thread.y * this.constants.inner + i]! * factor;
    sum1 += a[(4 * this.thread.y + 1) * this.constants.inner + i]! * factor;
    sum2 += a[(4 * this.thread.y + 2) * this.constants.inner + i]! * factor;
    sum3 += a[(4 * this.thread.y + 3) * this.constants.inner + i]! * factor;
  }
  return [sum0, sum1, sum2, sum3];
}

/** Aᵀ · B, with A of inner × rows and B of inner × columns. */
export function rowsOfProductOfTransposed(
  this: Thread<{ inner: number; rows: number; columns: number }>,
  a: Vector,
  b: Vector,
): FourRows {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < this.constants.inner; i++) {
    const factor = b[i * this.constants.columns + this.thread.x]!;
    sum0 += a[i * this.constants.rows + 4 * this.thread.y]! * factor;
    sum1 += a[i * this.constants.rows + 4 * this.thread.y + 1]! * factor;
    sum2 += a[i * this.constants.rows + 4 * this.thread.y + 2]! * factor;
    sum3 += a[i * this.constants.rows + 4 * this.thread.y + 3]! * factor;
  }
  return [sum0, sum1, sum2, sum3];
}

/** A · Bᵀ, with A of rows × inner and B of columns × inner. */
export function rowsOfProductWithTransposed(this: Thread<{ inner: number }>, a: Vector, b: Vector): FourRows {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < this.constants.inner; i++) {
    const factor = b[this.thread.x * this.constants.inner + i]!;
    sum0 += a[4 * this.thread.y * this.constants.inner + i]! * factor;
    sum1 += a[(4 * this.thread.y + 1) * this.constants.inner + i]! * factor;
    sum2 += a[(4 * this.thread.y + 2) * this.constants.inner + i]! * factor;
    sum3 += a[(4 * this.thread.y + 3) * this.constants.inner + i]! * factor;
  }
  return [sum0, sum1, sum2, sum3];
}

/** Row by row what lies in blocks of four rows, each column by column; each element divided by `divisor`. */
export function rowsOfBlocks(this: Thread<{ columns: number; divisor: number }>, blocks: Vector): number {
  const block = Math.floor(this.thread.y / 4);
  const column = 4 * (block * this.constants.columns + this.thread.x);
  return blocks[column + this.thread.y - 4 * block]! / this.constants.divisor;
}

/** The same, with a bias added to each row. */
export function rowsOfBlocksPlus(this: Thread<{ columns: number }>, blocks: Vector, bias: Vector): number {
  const block = Math.floor(this.thread.y / 4);
  const column = 4 * (block * this.constants.columns + this.thread.x);
  return blocks[column + this.thread.y - 4 * block]! + bias[this.thread.x]!;
}
