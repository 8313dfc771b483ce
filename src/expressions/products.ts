/** Matrix products and transposes of row-major matrices, in float64. */
import * as l10n from '@vscode/l10n';
import { sentences } from '../definition/spelling';
import type { Budget } from './budget';
import type { Site } from './error';
import { productHint, productShape } from './shape';
import { describedShape, numberValue, shapeText, tensorValue, type TensorValue, type Value } from './value';

/** n × k · k × m is n × m; a vector is a row on the left and a column on the right. Throws when that does not fit. */
export function product(left: TensorValue, right: TensorValue, budget: Budget, site: Site): Value {
  const shape = productShape(left.shape, right.shape) as readonly number[] | null;
  if (shape === null) {
    throw site.error(productMisfit(left.shape, right.shape, [site.written(0), site.written(1)]));
  }
  const inner = right.shape[0] ?? 0;
  const rows = left.shape.length === 1 ? 1 : (left.shape[0] ?? 0);
  const columns = right.shape.length === 1 ? 1 : (right.shape[1] ?? 0);
  budget.multiply(rows * inner * columns, site);
  const result = budget.array(shape, site);
  const { data: a } = left;
  const { data: b } = right;
  // Row by row of the right matrix, so that memory is read in order.
  for (let row = 0; row < rows; row++) {
    const out = row * columns;
    for (let k = 0; k < inner; k++) {
      const factor = a[row * inner + k] ?? NaN;
      const from = k * columns;
      for (let column = 0; column < columns; column++) {
        result[out + column] = (result[out + column] ?? NaN) + factor * (b[from + column] ?? NaN);
      }
    }
  }
  return shape.length === 0 ? numberValue(result[0] ?? NaN) : tensorValue(shape, result);
}

export function productMisfit(
  left: readonly (number | 'N' | '?')[],
  right: readonly (number | 'N' | '?')[],
  written: readonly [string, string],
): string {
  const [first, second] = written;
  const [a, b] = [describedShape(left), describedShape(right)];
  if ([left, right].some((shape) => shape.length > 2)) {
    return l10n.t(
      'The shapes do not fit: {0} is {1}, {2} is {3}, and a matrix product takes two axes at most, so take one sample first, as in x[0].',
      first,
      a,
      second,
      b,
    );
  }
  const misfit = l10n.t(
    'The shapes do not fit: {0} is {1}, {2} is {3}, and a matrix product needs as many columns on the left as rows on the right.',
    first,
    a,
    second,
    b,
  );
  return sentences(misfit, productHint(left, right, written));
}

/** A vector is its own transpose, as in NumPy. */
export function transposed(x: TensorValue, budget: Budget, site: Site): TensorValue {
  if (x.shape.length === 1) return x;
  const [rows, columns] = x.shape;
  if (x.shape.length !== 2 || rows === undefined || columns === undefined) {
    throw site.error(
      l10n.t(
        '{0} has the shape {1}: take one matrix of it, as in x[0].',
        site.written(0),
        shapeText(x.shape),
      ),
      0,
    );
  }
  const shape = [columns, rows];
  const result = budget.array(shape, site);
  const { data } = x;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = data[row * columns + column] ?? NaN;
    }
  }
  return tensorValue(shape, result);
}

/** A square matrix times itself, so many times; the 0th power is the identity. */
export function matrixPower(x: TensorValue, exponent: number, budget: Budget, site: Site): Value {
  const [rows, columns] = x.shape;
  const square = x.shape.length === 2 && rows === columns && rows !== undefined;
  if (!square || !Number.isInteger(exponent) || exponent < 0) {
    throw site.error(
      l10n.t(
        "'^' takes a square matrix to a whole power from 0; the power of each element is {0} .^ {1}.",
        site.written(0),
        site.written(1),
      ),
    );
  }
  let result: Value = identity(rows, budget, site);
  let base: TensorValue = x;
  // Squaring: exponent 13 = 8 + 4 + 1 takes the product of three of the squares.
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = asTensor(product(asTensor(result), base, budget, site));
    if (left > 1) base = asTensor(product(base, base, budget, site));
  }
  return result;
}

export function identity(length: number, budget: Budget, site: Site): TensorValue {
  const result = budget.array([length, length], site);
  for (let i = 0; i < length; i++) result[i * length + i] = 1;
  return tensorValue([length, length], result);
}

/** The product of two matrices is a matrix: for the type's sake. */
function asTensor(value: Value): TensorValue {
  if (value.kind !== 'tensor') throw new TypeError('The product of two matrices is a matrix.');
  return value;
}
