/** Numbers with a shape, row-major: the element [i, j] of a `[rows, columns]` tensor is `data[i * columns + j]`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * A rectangular part of a tensor's last two axes. A vector counts as one row.
 * For a tensor of three axes (softmax: N × m × m), `sample` chooses the matrix; otherwise it is ignored.
 */
export interface Window {
  readonly sample?: number;
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** The part of a tensor that was asked for, cut to what exists. `data` is row-major, rows × columns. */
export interface TensorSlice extends Required<Window> {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A tensor in a few numbers. min, max, mean and norm are over the finite elements; null when there are none. */
export interface TensorSummary {
  readonly shape: readonly number[];
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Frobenius norm: the root of the sum of squares. */
  readonly norm: number | null;
  /** Where the first finite element of the largest absolute value is, as indices from 0; null when none is finite. */
  readonly largest: readonly number[] | null;
  /** How many elements are NaN or infinite. */
  readonly nonFinite: number;
  /** Where the first of them is, as indices from 0; null when all are finite. */
  readonly firstNonFinite: readonly number[] | null;
  /** Changed by hand in this batch step, or computed from a number that was changed afterwards. */
  readonly mark?: 'edited' | 'stale';
}
