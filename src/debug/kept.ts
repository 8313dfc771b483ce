/**
 * The matrix that an expression gave, kept for the stop: computed once, shown page by page. (A quantity, or a part
 * of one, is not kept but read when it is looked at: see TensorView.)
 */
import {
  matrixPreview,
  nestedText,
  numberText,
  PREVIEW,
  rowPreview,
  shapeText,
  type Numbers,
} from './format';

export interface Kept {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Numbers;
  /** The expression that means it. */
  readonly name: string;
}

/** The shape first, then the beginning of the elements; a single number as it is. */
export function keptText({ shape, data }: Kept): string {
  if (shape.length === 0) return numberText(data[0] ?? NaN);
  return `${shapeText(shape)}  ${preview(shape, data)}`;
}

/** How many elements expanding gives; 0 when there is nothing to expand. */
export function keptLength({ shape }: Kept): number {
  return shape[0] ?? 0;
}

/** The elements along the first axis from `start` on, `count` of them or as many as there are. */
export function keptElements({ shape, data, name }: Kept, start: number, count: number): Kept[] {
  const [length = 0, ...rest] = shape;
  const size = sizeOf(rest);
  return Array.from({ length: Math.max(0, Math.min(count, length - start)) }, (_, i) => {
    const at = (start + i) * size;
    return { shape: rest, data: data.subarray(at, at + size), name: `${name}[${start + i}]` };
  });
}

/** All elements as nested lists, for the clipboard. */
export function keptWhole({ shape, data }: Kept): string {
  return nestedText(data, shape);
}

function preview(shape: readonly number[], data: Numbers): string {
  const [first = 0, second, ...rest] = shape;
  if (first === 0) return '[]';
  if (second === undefined) return rowPreview(data.subarray(0, PREVIEW.columns), first);
  if (rest.length > 0) {
    const matrix = shape.slice(1);
    return `[${preview(matrix, data.subarray(0, sizeOf(matrix)))}${first > 1 ? ', …' : ''}]`;
  }
  const width = Math.min(second, PREVIEW.columns);
  return matrixPreview(corner(data, first, second), width, { rows: first, columns: second });
}

/** The first rows and columns, as many as a preview has. */
function corner(data: Numbers, rows: number, columns: number): Float64Array {
  const width = Math.min(columns, PREVIEW.columns);
  const height = Math.min(rows, PREVIEW.rows);
  return Float64Array.from({ length: height * width }, (_, i) => {
    const row = Math.floor(i / width);
    return data[row * columns + (i % width)] ?? NaN;
  });
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
