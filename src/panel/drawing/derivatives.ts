/** The derivatives that have a dimension too many, as single elements: of Z after W, and of softmax. */
import type { ElementAt } from './sums';

/** Kronecker's delta. */
function delta(a: number, b: number): 0 | 1 {
  return a === b ? 1 : 0;
}

/**
 * ∂z[i]/∂w[j′, i′] of one sample = δ(i, i′) · a[j′]: z[i] is a sum over column i of W only, with a[j′] before
 * each weight. With the bias as one more row of W, a has one more element, which is 1.
 */
export function tensorAt(inputOfSample: (j: number) => number | null, i: number): ElementAt {
  return (j, column) => {
    const a = inputOfSample(j);
    return delta(i, column) === 0 ? 0 : a;
  };
}

/** All m slices laid on one another: where one has a number all others have 0. */
export function foldedAt(inputOfSample: (j: number) => number | null): ElementAt {
  return (j) => inputOfSample(j);
}

/** diag(p) of softmax's Jacobian. */
export function diagonalAt(p: (i: number) => number | null): ElementAt {
  return (i, k) => (delta(i, k) === 0 ? 0 : p(i));
}

/** pᵀ · p of softmax's Jacobian: an outer product again. */
export function squareAt(p: (i: number) => number | null): ElementAt {
  return (i, k) => {
    const a = p(i);
    const b = p(k);
    return a === null || b === null ? null : a * b;
  };
}

/** Element by element; null where one of them is missing. */
export function minusAt(a: ElementAt, b: ElementAt): ElementAt {
  return (row, column) => {
    const x = a(row, column);
    const y = b(row, column);
    return x === null || y === null ? null : x - y;
  };
}

/** The sum of a row over its columns 0 to `columns` − 1; null when one is missing. */
export function rowSum(at: ElementAt, row: number, columns: number): number | null {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const value = at(row, column);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
