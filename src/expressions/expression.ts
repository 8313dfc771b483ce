/**
 * The language of watches, hovers, the console, conditions and log messages: mathjs's operators with NumPy's
 * indices, over the quantities of a run. It reads, and can do nothing else.
 */
import type { QuantityName } from '../protocol/vocabulary';
import { compiled } from './compile';
import { ExpressionError } from './error';
import { SCALAR_NAMES, type LayerReference, type Names, type ScalarName } from './names';
import { readTree } from './read';
import { children, type Tree } from './tree';
import { truth } from './truth';
import type { Value } from './value';

/** What an expression reads of the run. */
export interface References {
  /** Each once; `layer` null is the frame's. */
  readonly quantities: readonly QuantityReference[];
  readonly scalars: readonly ScalarName[];
}
export interface QuantityReference {
  readonly layer: LayerReference | null;
  readonly name: QuantityName;
}

export interface Expression {
  readonly text: string;
  readonly tree: Tree;
  readonly references: References;
  /** Throws ExpressionError for what is absent, unknown or does not fit. */
  evaluate(names: Names): Value;
  /** The value as a condition. Throws as `evaluate`, and when it is neither true nor false nor a number. */
  holds(names: Names): boolean;
}

/** Throws ExpressionError, with a column, for what is not an expression. Compile once, evaluate often. */
export function compile(text: string): Expression {
  const tree = readTree(text);
  const evaluate = compiled(tree, text);
  const site = {
    error: (message: string) => new ExpressionError(message, tree.at),
    written: () => text.trim(),
  };
  return {
    text,
    tree,
    references: referencesOf(tree),
    evaluate,
    holds: (names) => truth(evaluate(names), site),
  };
}

function referencesOf(tree: Tree): References {
  const quantities = new Map<string, QuantityReference>();
  const scalars = new Set<ScalarName>();
  const visit = (part: Tree): void => {
    if (part.kind === 'scalar') scalars.add(part.name);
    if (part.kind === 'quantity') {
      const { layer, name } = part;
      quantities.set(JSON.stringify([layer, name]), { layer, name });
    }
    children(part).forEach(visit);
  };
  visit(tree);
  return {
    quantities: [...quantities.values()],
    scalars: SCALAR_NAMES.filter((name) => scalars.has(name)),
  };
}
