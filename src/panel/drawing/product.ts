/**
 * A product as a picture of its own: the left factor beside the result, the right one above it. So the result's
 * rows lie beside the rows, and its columns under the columns, that they are made of.
 */
import { meetingOf, type Meeting } from './meeting';
import { bottom, right, type Rect } from './rect';

/** Pixels of the three lengths of a product, and room around its plates. */
export interface ProductOptions {
  /** The axis that is summed over: as wide on the left factor as it is high on the right one, in cells. */
  readonly inner: { readonly across: number; readonly down: number };
  readonly rows: number;
  readonly columns: number;
  /** Height of one more row under the right factor and column beside the left one: the bias. */
  readonly bias: { readonly across: number; readonly down: number } | null;
  readonly head: number;
  readonly side: number;
}

export interface Product {
  readonly width: number;
  readonly height: number;
  readonly left: Rect;
  readonly above: Rect;
  readonly result: Rect;
  /** The column of ones and the bias as one more row. */
  readonly ones: Rect | null;
  readonly bias: Rect | null;
  /** Where the inputs meet: along the left factor's rows and down the columns of the one above. */
  readonly meeting: Meeting;
}

const AISLE = 22;
const LEAST = 118;

export function productPicture({ inner, rows, columns, bias, head, side }: ProductOptions): Product {
  const width = inner.across + (bias === null ? 0 : bias.across + 2);
  const height = inner.down + (bias === null ? 0 : bias.down + 2);
  const start = side + Math.max(0, LEAST - width);
  const resultLeft = start + width + 72;
  const resultTop = head + height + AISLE + head;
  const left = { left: start, top: resultTop, width: inner.across, height: rows };
  const above = { left: resultLeft, top: head, width: columns, height: inner.down };
  const result = { left: resultLeft, top: resultTop, width: columns, height: rows };
  return {
    width: resultLeft + Math.max(LEAST, columns) + 12,
    height: bottom(result) + 14,
    left,
    above,
    result,
    ones: bias && { left: right(left) + 2, top: resultTop, width: bias.across, height: rows },
    bias: bias && { left: resultLeft, top: bottom(above) + 2, width: columns, height: bias.down },
    meeting: meetingOf({ ...above, height }, { ...left, width }, 'left', ['input', 'input']),
  };
}
