/** The losses of one sample and where the backward pass starts, written as expressions. */
import * as l10n from '@vscode/l10n';
import type { RunDescription } from '../../protocol/engine';
import { logistic, softplus } from './activations';
import {
  call,
  minus,
  negative,
  number,
  product,
  quotient,
  square,
  sum,
  zeroOr,
  zeroOver,
  type Expression,
} from './expression';

const ONE = number(1);
const ln = (x: Expression): Expression => call('ln', Math.log, x);
const exp = (x: Expression): Expression => call('exp', Math.exp, x);

/** One output of the last layer with its target and its preActivation. */
export interface Output {
  readonly a: Expression;
  readonly y: Expression;
  readonly z: Expression;
}

/** A loss and an activation that the engine computes as one, from preActivation. */
export type Pair = 'sigmoid' | 'softmax' | null;

export function pairOf({ loss, layers }: RunDescription): Pair {
  const activation = layers.at(-1)?.activation;
  if (loss === 'binaryCrossentropy' && activation === 'sigmoid') return 'sigmoid';
  return loss === 'categoricalCrossentropy' && activation === 'softmax' ? 'softmax' : null;
}

/** The number of units over which the loss takes its mean. */
function overUnits(m: number): Expression {
  return number(m, l10n.t('m, the units of the last layer'));
}

function mean(terms: Expression, m: number): Expression {
  return m === 1 ? terms : quotient(terms, overUnits(m));
}

/** ℓ of one sample from its outputs; null for a loss that this page does not know. */
export function lossOfSample(loss: string, outputs: readonly Output[]): Expression | null {
  const m = outputs.length;
  const each = (term: (one: Output) => Expression): Expression => sum(...outputs.map(term));
  const error = ({ a, y }: Output): Expression => minus(a, y);
  switch (loss) {
    case 'meanSquaredError':
      return mean(
        each((one) => square(error(one))),
        m,
      );
    case 'halfSquaredError':
      return product(
        number(0.5),
        each((one) => square(error(one))),
      );
    case 'meanAbsoluteError':
      return mean(
        each((one) => call('abs', Math.abs, error(one))),
        m,
      );
    case 'huber':
      return mean(
        each((one) => call('huber', huber, error(one))),
        m,
      );
    case 'binaryCrossentropy':
      return mean(
        negative(
          ...outputs.flatMap(({ a, y }) => [zeroOr(y, ln(a)), zeroOr(minus(ONE, y), ln(minus(ONE, a)))]),
        ),
        m,
      );
    case 'categoricalCrossentropy':
      return negative(...outputs.map(({ a, y }) => zeroOr(y, ln(a))));
    default:
      return null;
  }
}

/** The same where loss and activation are one: from preActivation, exact however far an output saturates. */
export function pairedLossOfSample(pair: Exclude<Pair, null>, outputs: readonly Output[]): Expression {
  if (pair === 'sigmoid') {
    const terms = outputs.flatMap(({ y, z }) => [
      product(y, call('softplus', softplus, negative(z))),
      product(minus(ONE, y), call('softplus', softplus, z)),
    ]);
    return mean(sum(...terms), outputs.length);
  }
  const among = outputs.map(({ z }) => z);
  return negative(...outputs.map(({ y, z }) => zeroOr(y, ln({ kind: 'share', of: z, among }))));
}

/** ∂ℓ/∂a of one output, not divided by N. */
export function lossSlope(loss: string, { a, y }: Output, m: number): Expression | null {
  const error = minus(a, y);
  switch (loss) {
    case 'meanSquaredError':
      return mean(product(number(2), error), m);
    case 'halfSquaredError':
      return error;
    case 'meanAbsoluteError':
      return mean(call('sign', Math.sign, error), m);
    case 'huber':
      return mean(call('clamp', clamp, error), m);
    case 'binaryCrossentropy':
      return mean(minus(zeroOver(minus(ONE, y), minus(ONE, a)), zeroOver(y, a)), m);
    case 'categoricalCrossentropy':
      return negative(zeroOver(y, a));
    default:
      return null;
  }
}

/** The same where loss and activation are one: 1/a and 1/(1 − a) are taken from preActivation. */
export function pairedLossSlope(
  pair: Exclude<Pair, null>,
  { y, z }: Output,
  row: readonly Output[],
): Expression {
  if (pair === 'sigmoid') {
    const whenZero = zeroOr(minus(ONE, y), sum(ONE, exp(z)));
    const whenOne = zeroOr(y, sum(ONE, exp(negative(z))));
    return mean(minus(whenZero, whenOne), row.length);
  }
  return negative(zeroOver(y, { kind: 'share', of: z, among: row.map((one) => one.z) }));
}

/** δ of a pair as one learns it: output − target. */
export function pairedDelta(pair: Exclude<Pair, null>, { a, y }: Output, m: number): Expression {
  return pair === 'sigmoid' ? mean(minus(a, y), m) : minus(a, y);
}

/** δ of a pair as it is computed: for targets that do not sum to 1, and without losing a digit near 0. */
export function computedDelta(pair: Exclude<Pair, null>, one: Output, row: readonly Output[]): Expression {
  const { a, y, z } = one;
  if (pair === 'sigmoid') {
    const whenZero = product(minus(ONE, y), call('σ', logistic, z));
    return mean(minus(whenZero, product(y, call('σ', logistic, negative(z)))), row.length);
  }
  const others = row.filter((other) => other !== one);
  if (others.length === 0) return product(number(0), a);
  return minus(
    product(a, sum(...others.map((other) => other.y))),
    product(y, sum(...others.map((other) => other.a))),
  );
}

/** ½ e² while |e| ≤ 1, then |e| − ½. */
function huber(e: number): number {
  return Math.abs(e) <= 1 ? 0.5 * e * e : Math.abs(e) - 0.5;
}

function clamp(e: number): number {
  return Math.max(-1, Math.min(1, e));
}
