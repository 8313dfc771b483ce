/** What a function of the language is. */
import type { Budget } from '../budget';
import type { Site } from '../error';
import type { Kind } from '../kind';
import { numeric, type TensorValue, type Value } from '../value';

/** Where and within which bounds a call is computed. */
export interface Call {
  readonly site: Site;
  readonly budget: Budget;
}

/** An argument before the run: its kind, and its value where it is written out. */
export interface ArgumentKind {
  readonly kind: Kind;
  readonly literal: number | string | boolean | null;
}

export interface FunctionEntry {
  readonly name: string;
  /** As a person would write it: `sum(x, axis?)`. */
  readonly signature: string;
  /** One sentence, in the user's language. */
  readonly description: () => string;
  /** How many arguments it takes, at least and at most. */
  readonly least: number;
  readonly most: number;
  /** Throws ExpressionError, through the call's site. */
  readonly run: (args: readonly Value[], call: Call) => Value;
  /** The kind of the result; absent where nothing is known before the run. */
  readonly kindOf?: (args: readonly ArgumentKind[]) => Kind;
}

/** The argument, which the reader has counted. */
export function argument(args: readonly Value[], index: number): Value {
  const value = args[index];
  if (value === undefined) throw new TypeError(`There is no argument ${index}.`);
  return value;
}

/** The argument as numbers: a single one is a tensor without axes. Throws for a text. */
export function elements(args: readonly Value[], index: number, { site }: Call): TensorValue {
  const value = numeric(argument(args, index), site, index);
  if (typeof value !== 'number') return value;
  return { kind: 'tensor', shape: [], data: Float64Array.of(value) };
}
