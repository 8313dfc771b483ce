/** Operations element by element, in float64. */
import * as l10n from '@vscode/l10n';
import { sentences } from '../definition/spelling';
import type { Budget } from './budget';
import type { Site } from './error';
import { elementwiseShape } from './shape';
import { describedShape, numberValue, tensorValue, type TensorValue, type Value } from './value';

export type Operand = number | TensorValue;

export function mapElements(
  x: TensorValue,
  f: (x: number) => number,
  budget: Budget,
  site: Site,
): TensorValue {
  const result = budget.array(x.shape, site);
  const { data } = x;
  for (let i = 0; i < result.length; i++) result[i] = f(data[i] ?? NaN);
  return tensorValue(x.shape, result);
}

/** f of each pair of elements; a single number goes with every element. Throws when the shapes do not fit. */
export function combine(
  left: Operand,
  right: Operand,
  f: (a: number, b: number) => number,
  budget: Budget,
  site: Site,
): Value {
  if (typeof left === 'number') {
    if (typeof right === 'number') return numberValue(f(left, right));
    return mapElements(right, (b) => f(left, b), budget, site);
  }
  if (typeof right === 'number') return mapElements(left, (a) => f(a, right), budget, site);
  return combineTensors(left, right, f, budget, site);
}

function combineTensors(
  left: TensorValue,
  right: TensorValue,
  f: (a: number, b: number) => number,
  budget: Budget,
  site: Site,
): TensorValue {
  const shape = elementwiseShape(left.shape, right.shape) as readonly number[] | null;
  if (shape === null) throw misfit(left, right, site);
  const result = budget.array(shape, site);
  const { data: a } = left;
  const { data: b } = right;
  if (a.length === result.length && b.length === result.length) {
    for (let i = 0; i < result.length; i++) result[i] = f(a[i] ?? NaN, b[i] ?? NaN);
    return tensorValue(shape, result);
  }
  const columns = shape.at(-1) ?? 1;
  const [leftRow, leftColumn] = steps(left.shape);
  const [rightRow, rightColumn] = steps(right.shape);
  for (let i = 0; i < result.length; i++) {
    const row = Math.floor(i / columns);
    const column = i % columns;
    const x = a[row * leftRow + column * leftColumn] ?? NaN;
    result[i] = f(x, b[row * rightRow + column * rightColumn] ?? NaN);
  }
  return tensorValue(shape, result);
}

/** How far apart the elements of neighbouring rows and columns lie: 0 where one goes with all. */
function steps(shape: readonly number[]): [row: number, column: number] {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  return [rows === 1 ? 0 : columns, columns === 1 ? 0 : 1];
}

function misfit(left: TensorValue, right: TensorValue, site: Site): Error {
  return site.error(misfitText(left.shape, right.shape, [site.written(0), site.written(1)]));
}

export function misfitText(
  left: readonly (number | string)[],
  right: readonly (number | string)[],
  written: readonly [string, string],
): string {
  const [first, second] = written;
  const words = l10n.t(
    'The shapes do not fit element by element: {0} is {1}, {2} is {3}.',
    first,
    describedShape(left),
    second,
    describedShape(right),
  );
  return sentences(words, jacobianHint(left, right, written));
}

/** A softmax layer's activationDerivative has one matrix per sample, which is where people get stuck. */
function jacobianHint(
  left: readonly unknown[],
  right: readonly unknown[],
  [first, second]: readonly [string, string],
): string | null {
  const isOneJacobian =
    [left, right]
      .map(({ length }) => length)
      .toSorted()
      .join() === '2,3';
  return isOneJacobian ? l10n.t('Take one sample: {0}.', `${first}[0] * ${second}[0]`) : null;
}
