/** Works an expression out in float64, and how far float32 can have gone from that on the way. */
import type { CellRef } from './cell';
import type { Expression } from './expression';

export interface Evaluated {
  readonly value: number;
  /** By how much rounding to float32 at every operation may have moved the value, to first order. */
  readonly slack: number;
}

/** What a cell is worth; null when it is absent. */
export type Lookup = (ref: CellRef) => Evaluated | null;

/** Half a unit in the last place of a float32, relative to the number. */
const ROUNDING = 2 ** -24;
/** Functions are approximated, not only rounded. */
const FUNCTION_ROUNDING = 8 * ROUNDING;

/** A number as the engine holds it. */
export function held(value: number): Evaluated {
  return { value, slack: Math.abs(value) * ROUNDING };
}

/** The value of an expression; null when one of its cells is absent. */
export function evaluate(expression: Expression, lookup: Lookup): Evaluated | null {
  switch (expression.kind) {
    case 'cell':
      return lookup(expression.cell);
    case 'number':
      return held(expression.value);
    case 'sum': {
      const terms = all(
        expression.terms.map((term) => term.of),
        lookup,
      );
      return terms && added(terms.map((term, i) => scaled(term, expression.terms[i]?.sign ?? 1)));
    }
    case 'product': {
      const factors = all(expression.factors, lookup);
      if (factors === null) return null;
      if (expression.zeroWins && factors[0]?.value === 0) return EXACT_ZERO;
      return factors.reduce(multiplied);
    }
    case 'quotient': {
      const parts = all([expression.of, expression.by], lookup);
      const [dividend, by] = parts ?? [];
      if (dividend === undefined || by === undefined) return null;
      return expression.zeroWins && dividend.value === 0 ? EXACT_ZERO : divided(dividend, by);
    }
    case 'square': {
      const base = evaluate(expression.of, lookup);
      return base && multiplied(base, base);
    }
    case 'call': {
      const argument = evaluate(expression.of, lookup);
      return argument && applied(expression.compute, argument);
    }
    case 'choice': {
      const condition = evaluate(expression.condition, lookup);
      if (condition === null) return null;
      return evaluate(condition.value > 0 ? expression.above : expression.otherwise, lookup);
    }
    case 'share': {
      const one = evaluate(expression.of, lookup);
      const among = all(expression.among, lookup);
      return one && among && share(one, among);
    }
  }
}

/**
 * Whether a number of the engine is what its factors make, to the precision of float32. The order in which a
 * backend adds and how it approximates exp differ, hence the margin.
 */
export function agreesWith(shown: number, { value, slack }: Evaluated): boolean {
  if (!Number.isFinite(shown) || !Number.isFinite(value))
    return Object.is(shown, value) || isBeyond(value, shown);
  return Math.abs(shown - value) <= 16 * (slack + Math.abs(value) * ROUNDING) + SMALLEST;
}

/** Below this a float32 has no full precision any more. */
const SMALLEST = 1e-37;
const LARGEST = 3.4028234663852886e38;

/** What is finite in float64 may be infinite in float32. */
function isBeyond(value: number, shown: number): boolean {
  return Math.abs(value) > LARGEST && shown === Math.sign(value) * Infinity;
}

const EXACT_ZERO: Evaluated = { value: 0, slack: 0 };

function all(expressions: readonly Expression[], lookup: Lookup): Evaluated[] | null {
  const values: Evaluated[] = [];
  for (const expression of expressions) {
    const value = evaluate(expression, lookup);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

function scaled({ value, slack }: Evaluated, sign: number): Evaluated {
  return { value: sign * value, slack };
}

function added(terms: readonly Evaluated[]): Evaluated {
  let [value, slack, running] = [0, 0, 0];
  for (const term of terms) {
    value += term.value;
    slack += term.slack;
    running += Math.abs(value) * ROUNDING;
  }
  return { value, slack: slack + running };
}

function multiplied(a: Evaluated, b: Evaluated): Evaluated {
  const value = a.value * b.value;
  const slack = a.slack * Math.abs(b.value) + b.slack * Math.abs(a.value) + a.slack * b.slack;
  return { value, slack: slack + Math.abs(value) * ROUNDING };
}

function divided(a: Evaluated, b: Evaluated): Evaluated {
  const value = a.value / b.value;
  const slack = (a.slack + Math.abs(value) * b.slack) / Math.abs(b.value);
  return { value, slack: slack + Math.abs(value) * ROUNDING };
}

function applied(compute: (x: number) => number, { value: x, slack }: Evaluated): Evaluated {
  const value = compute(x);
  const moved = Math.max(Math.abs(compute(x + slack) - value), Math.abs(compute(x - slack) - value));
  return { value, slack: (Number.isFinite(moved) ? moved : 0) + Math.abs(value) * FUNCTION_ROUNDING };
}

/** exp(z) / Σ exp(zₖ), shifted by the largest as the engine does it, so that nothing overflows. */
function share(one: Evaluated, among: readonly Evaluated[]): Evaluated {
  const largest = among.reduce((most, { value }) => Math.max(most, value), -Infinity);
  const total = among.reduce((sum, { value }) => sum + Math.exp(value - largest), 0);
  const value = Math.exp(one.value - largest) / total;
  const moved = among.reduce((most, { slack }) => Math.max(most, slack), one.slack);
  // exp makes an absolute error of its exponent a relative one of its value.
  const exponents = 2 * moved + Math.abs(one.value - largest) * ROUNDING;
  return { value, slack: value * (exponents + 2 * FUNCTION_ROUNDING) };
}
