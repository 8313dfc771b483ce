/** How large a vector or a matrix is. */
import * as l10n from '@vscode/l10n';
import { SCALAR } from '../kind';
import { numberValue, shapeText, type TensorValue } from '../value';
import { elements, type Call, type FunctionEntry } from './entry';
import { reduced, type Run } from './reductions';

/**
 * The root of the sum of squares: the length of a vector, the Frobenius norm of a matrix. Scaled by the largest
 * element where the squares leave what a float64 can hold.
 */
export function euclidean({ data }: Pick<Run, 'data'>): number {
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    const x = data[i] ?? NaN;
    squares += x * x;
  }
  if (Number.isFinite(squares) && (squares > 1e-290 || data.length === 0)) return Math.sqrt(squares);
  const largest = maximum(data);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let scaled = 0;
  for (let i = 0; i < data.length; i++) scaled += ((data[i] ?? NaN) / largest) ** 2;
  return largest * Math.sqrt(scaled);
}

/** The largest absolute value; NaN if there is one. */
function maximum(data: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i] ?? NaN));
  return largest;
}

function absoluteSum({ data, start, step, count }: Run): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += Math.abs(data[start + i * step] ?? NaN);
  return total;
}

/** Σ |x|^p, to the power 1/p. */
function powerNorm(x: TensorValue, p: number): number {
  let total = 0;
  for (const element of x.data) total += Math.abs(element) ** p;
  return total ** (1 / p);
}

/** The largest of the absolute sums along an axis. */
function largestSum(x: TensorValue, axis: number, call: Call): number {
  const sums = reduced(x, axis, absoluteSum, call);
  return sums.kind === 'tensor' ? maximum(sums.data) : NaN;
}

function normOf(x: TensorValue, p: number | string, call: Call): number {
  if (p === 'fro' || (p === 2 && x.shape.length < 2)) return euclidean(x);
  const infinite = p === 'inf' || p === Infinity;
  if (x.shape.length < 2) {
    if (infinite) return maximum(x.data);
    if (typeof p === 'number' && p > 0) return p === 1 ? largestOfVector(x) : powerNorm(x, p);
    throw call.site.error(l10n.t('The p of a norm is a number above 0, or "inf".'), 1);
  }
  if (x.shape.length > 2) {
    throw call.site.error(
      l10n.t('The shape is {0}: take one matrix of it, as in x[0].', shapeText(x.shape)),
      0,
    );
  }
  if (infinite) return largestSum(x, 1, call);
  if (p === 1) return largestSum(x, 0, call);
  throw call.site.error(l10n.t('A matrix has norm(x), norm(x, 1), norm(x, "inf") and norm(x, "fro").'), 1);
}

const largestOfVector = ({ data }: TensorValue): number =>
  absoluteSum({ data, start: 0, step: 1, count: data.length });

export const NORM: FunctionEntry = {
  name: 'norm',
  signature: 'norm(x, p?)',
  description: () =>
    l10n.t(
      'The root of the sum of squares (Frobenius); with p: 1, "inf", "fro", of a vector any number above 0.',
    ),
  least: 1,
  most: 2,
  run: (args, call) => {
    const x = elements(args, 0, call);
    const p = args[1];
    if (p === undefined) return numberValue(euclidean(x));
    if (p.kind === 'text' || p.kind === 'number') return numberValue(normOf(x, p.value, call));
    throw call.site.error(l10n.t('The p of a norm is a number above 0, "inf" or "fro".'), 1);
  },
  kindOf: () => SCALAR,
};
