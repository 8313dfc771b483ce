import type { Tensor } from '../protocol/tensor';

/** Numbers in rows, as float64 until they are standardised; row-major: [i, j] is `values[i * width + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** Samples before they are split: what every source of data comes to. */
export interface Table {
  readonly inputs: Matrix;
  readonly targets: Matrix;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
}

/** A matrix of equally wide rows. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, width: rows[0]?.length ?? 0, values: Float64Array.from(rows.flat()) };
}

/** The rows of these indices, in this order. */
export function rowsOf(matrix: Matrix, indices: Uint32Array): Matrix {
  const { width } = matrix;
  const values = new Float64Array(indices.length * width);
  for (const [row, index] of indices.entries()) {
    values.set(matrix.values.subarray(index * width, (index + 1) * width), row * width);
  }
  return { rows: indices.length, width, values };
}

/** One column of a matrix. */
export function columnOf({ rows, width, values }: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * width + column] ?? NaN);
}

/** The matrix as the engine calculates with it: rounded to float32. */
export function tensorOf({ rows, width, values }: Matrix): Tensor {
  return { shape: [rows, width], data: Float32Array.from(values) };
}

/** `x1`, `x2`, … */
export function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => (count === 1 ? prefix : `${prefix}${index + 1}`));
}

/**
 * Whether the targets are classes: each row one-hot, or a single column of 0 and 1 only.
 */
export function areClasses({ rows, width, values }: Matrix): boolean {
  if (!values.every((value) => value === 0 || value === 1)) return false;
  if (width === 1) return true;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) sum += values[row * width + column] ?? 0;
    if (sum !== 1) return false;
  }
  return true;
}
