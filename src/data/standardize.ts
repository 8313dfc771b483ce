import { columnOf, type Matrix } from './table';

/** For each column what is taken off and what the rest is divided by. */
export interface Standard {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/**
 * Mean and deviation (over N, not N − 1) of every column. A column that never changes gets the deviation 1:
 * it becomes 0, as nothing can be learnt from it.
 */
export function standardOf(matrix: Matrix): Standard {
  const columns = Array.from({ length: matrix.width }, (_, column) => columnOf(matrix, column));
  const means = columns.map((column) => {
    const [first = 0] = column;
    // The mean of equal numbers is that number, which a rounded sum may miss.
    return column.every((value) => value === first) ? first : meanOf(column);
  });
  const deviations = columns.map((column, index) => {
    const mean = means[index] ?? 0;
    const deviation = Math.sqrt(meanOf(column.map((value) => (value - mean) * (value - mean))));
    return deviation > 0 ? deviation : 1;
  });
  return { means, deviations };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** (x − mean) / deviation, column by column. */
export function standardized(matrix: Matrix, { means, deviations }: Standard): Matrix {
  const { width } = matrix;
  const values = matrix.values.map(
    (value, index) => (value - (means[index % width] ?? 0)) / (deviations[index % width] ?? 1),
  );
  return { ...matrix, values };
}
