/**
 * How a number is written out: cells, constants, and what is done with them. A tree without values, so that it is
 * the same at every moment and can be drawn, worked out and tested alike.
 */
import type { CellRef } from './cell';

export type Expression =
  | { readonly kind: 'cell'; readonly cell: CellRef }
  | { readonly kind: 'number'; readonly value: number; readonly meaning: string }
  | { readonly kind: 'sum'; readonly terms: readonly SumTerm[] }
  | { readonly kind: 'product'; readonly factors: readonly Expression[]; readonly zeroWins: boolean }
  | {
      readonly kind: 'quotient';
      readonly of: Expression;
      readonly by: Expression;
      readonly zeroWins: boolean;
    }
  | { readonly kind: 'square'; readonly of: Expression }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly of: Expression;
      readonly compute: (x: number) => number;
    }
  /** `above` where the condition is above 0, else `otherwise`. */
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly above: Expression;
      readonly otherwise: Expression;
    }
  /** Softmax: exp of one number over the sum of exp of all of them. */
  | { readonly kind: 'share'; readonly of: Expression; readonly among: readonly Expression[] };

export interface SumTerm {
  readonly sign: 1 | -1;
  readonly of: Expression;
}

export function of(ref: CellRef): Expression {
  return { kind: 'cell', cell: ref };
}

/** A constant; `meaning` says which: "N, the samples of the batch". */
export function number(value: number, meaning = ''): Expression {
  return { kind: 'number', value, meaning };
}

export function sum(...terms: Expression[]): Expression {
  return { kind: 'sum', terms: terms.map((term) => ({ sign: 1, of: term })) };
}

export function minus(from: Expression, what: Expression): Expression {
  return {
    kind: 'sum',
    terms: [
      { sign: 1, of: from },
      { sign: -1, of: what },
    ],
  };
}

export function negative(...terms: Expression[]): Expression {
  return { kind: 'sum', terms: terms.map((term) => ({ sign: -1, of: term })) };
}

export function product(...factors: Expression[]): Expression {
  return { kind: 'product', factors, zeroWins: false };
}

/** A product that is 0 when its first factor is, whatever the others are: 0 · ln 0 counts as 0 in a loss. */
export function zeroOr(...factors: Expression[]): Expression {
  return { kind: 'product', factors, zeroWins: true };
}

export function quotient(dividend: Expression, by: Expression): Expression {
  return { kind: 'quotient', of: dividend, by, zeroWins: false };
}

/** A quotient that is 0 when its dividend is, whatever it is divided by. */
export function zeroOver(dividend: Expression, by: Expression): Expression {
  return { kind: 'quotient', of: dividend, by, zeroWins: true };
}

export function square(what: Expression): Expression {
  return { kind: 'square', of: what };
}

export function call(name: string, compute: (x: number) => number, what: Expression): Expression {
  return { kind: 'call', name, compute, of: what };
}

/** The parts of an expression, in the order in which they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'cell':
    case 'number':
      return [];
    case 'sum':
      return expression.terms.map((term) => term.of);
    case 'product':
      return expression.factors;
    case 'quotient':
      return [expression.of, expression.by];
    case 'square':
    case 'call':
      return [expression.of];
    case 'choice':
      return [expression.condition, expression.above, expression.otherwise];
    case 'share':
      return [expression.of, ...expression.among];
  }
}

/** Every cell that an expression reads, as often as it is written. */
export function cellsOf(expression: Expression): CellRef[] {
  if (expression.kind === 'cell') return [expression.cell];
  return partsOf(expression).flatMap(cellsOf);
}
