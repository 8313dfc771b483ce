/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** Brings numbers onto a graphics card, and into another shape there. */
import type { Thread, Vector } from './thread';

/** The numbers as they are: what was an argument is then a result, which lies on the card. */
export function putOnCard(this: Thread, numbers: Vector): number {
  return numbers[this.thread.x]!;
}

/** The rows of a matrix that `order` tells, in that order. */
export function takeRows(this: Thread<{ columns: number }>, order: Vector, matrix: Vector): number {
  return matrix[order[this.thread.y]! * this.constants.columns + this.thread.x]!;
}

/** A matrix of rows × columns with more or fewer of both: 0 where it has none. */
export function resized(this: Thread<{ rows: number; columns: number }>, matrix: Vector): number {
  if (this.thread.x >= this.constants.columns || this.thread.y >= this.constants.rows) {
    return 0;
  }
  return matrix[this.thread.y * this.constants.columns + this.thread.x]!;
}
