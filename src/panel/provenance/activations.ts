/** The activation functions and their derivatives, one number at a time, written as expressions. */
import type { LayerShape } from '../../protocol/engine';
import { call, minus, number, negative, product, square, sum, type Expression } from './expression';

const ONE = number(1);
const ZERO = number(0);

/** What an element of the output is made of; for softmax of its whole row. */
export interface OutputFactors {
  /** preActivation at the same place. */
  readonly z: Expression;
  /** preActivation of every unit of the sample. */
  readonly row: readonly Expression[];
}

/** output = a(preActivation); null for an activation that this page does not know. */
export function activated(shape: LayerShape, { z, row }: OutputFactors): Expression | null {
  switch (shape.activation) {
    case 'linear':
      return z;
    case 'sigmoid':
      return call('σ', logistic, z);
    case 'tanh':
      return call('tanh', Math.tanh, z);
    case 'relu':
      return { kind: 'choice', condition: z, above: z, otherwise: ZERO };
    case 'leakyRelu':
      return { kind: 'choice', condition: z, above: z, otherwise: product(alphaOf(shape), z) };
    case 'elu': {
      const below = product(alphaOf(shape), minus(call('exp', Math.exp, z), ONE));
      return { kind: 'choice', condition: z, above: z, otherwise: below };
    }
    case 'softplus':
      return call('softplus', softplus, z);
    case 'swish':
      return product(z, call('σ', logistic, z));
    case 'gelu':
      return product(z, call('Φ', normalDistribution, z));
    case 'softmax':
      return { kind: 'share', of: z, among: row };
    default:
      return null;
  }
}

/** a′ of an activation that works element by element, from `a`, its output, and `z`, its preActivation. */
export function slope(shape: LayerShape, a: Expression, z: Expression): Expression | null {
  switch (shape.activation) {
    case 'linear':
      return ONE;
    case 'sigmoid':
      return product(a, minus(ONE, a));
    case 'tanh':
      return minus(ONE, square(a));
    case 'relu':
      return { kind: 'choice', condition: a, above: ONE, otherwise: ZERO };
    case 'leakyRelu':
      return { kind: 'choice', condition: sideOf(shape, a, z), above: ONE, otherwise: alphaOf(shape) };
    case 'elu': {
      const below = sum(a, alphaOf(shape));
      return { kind: 'choice', condition: sideOf(shape, a, z), above: ONE, otherwise: below };
    }
    case 'softplus':
      return minus(ONE, call('exp', Math.exp, negative(a)));
    case 'swish': {
      const s = call('σ', logistic, z);
      return sum(s, product(z, s, minus(ONE, s)));
    }
    case 'gelu':
      return sum(call('Φ', normalDistribution, z), product(z, call('φ', normalDensity, z)));
    default:
      return null;
  }
}

/** Only with a negative alpha does the output not tell on which side of 0 preActivation is. */
function sideOf(shape: LayerShape, a: Expression, z: Expression): Expression {
  return (shape.alpha ?? 0) < 0 ? z : a;
}

/** As the file has it, or its default. */
function alphaOf(shape: LayerShape): Expression {
  return number(shape.alpha ?? (shape.activation === 'elu' ? 1 : 0.01), 'alpha');
}

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * Φ(x) = ½ erfc(−x/√2) in float64: the power series of erf near 0, the continued fraction of erfc further out
 * (Abramowitz and Stegun 7.1.6 and 7.1.14).
 */
export function normalDistribution(x: number): number {
  const u = Math.abs(x) / Math.SQRT2;
  const tail = u < 2.5 ? 0.5 * (1 - erfSeries(u)) : 0.5 * erfcFraction(u);
  return x > 0 ? 1 - tail : tail;
}

function erfSeries(u: number): number {
  let term = u;
  let total = u;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * u * u) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-u * u) * total;
}

function erfcFraction(u: number): number {
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (u + fraction);
  return Math.exp(-u * u) / (Math.sqrt(Math.PI) * (u + fraction));
}
