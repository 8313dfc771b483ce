/** An expression as this room understands it: what is not in these types cannot be evaluated. */
import type { QuantityName } from '../protocol/vocabulary';
import type { Span } from './error';
import type { LayerReference, ScalarName } from './names';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '^' | '.*' | './' | '.^' | 'mod';
export type Logic = 'and' | 'or' | 'xor';

/** `at` is the whole of it in the text. */
export type Tree =
  | { readonly kind: 'constant'; readonly value: number | boolean | string; readonly at: Span }
  | {
      readonly kind: 'quantity';
      /** null: the frame's layer. */
      readonly layer: LayerReference | null;
      readonly name: QuantityName;
      readonly at: Span;
    }
  | { readonly kind: 'scalar'; readonly name: ScalarName; readonly at: Span }
  | {
      readonly kind: 'unary';
      readonly operator: '-' | '+' | 'not' | "'";
      readonly of: Tree;
      readonly at: Span;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Tree;
      readonly right: Tree;
      readonly at: Span;
    }
  | {
      readonly kind: 'logic';
      readonly operator: Logic;
      readonly left: Tree;
      readonly right: Tree;
      readonly at: Span;
    }
  /** `a < b <= c` has three operands and two operators. */
  | {
      readonly kind: 'comparison';
      readonly operators: readonly Comparison[];
      readonly operands: readonly Tree[];
      readonly at: Span;
    }
  | {
      readonly kind: 'choice';
      readonly condition: Tree;
      readonly whenTrue: Tree;
      readonly whenFalse: Tree;
      readonly at: Span;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[]; readonly at: Span }
  | { readonly kind: 'index'; readonly of: Tree; readonly parts: readonly Part[]; readonly at: Span }
  /** Numbers make a vector, vectors a matrix. */
  | { readonly kind: 'matrix'; readonly items: readonly Tree[]; readonly at: Span };

/** What stands between `[` and `]`: an index, or a slice (null: from the beginning, to the end). */
export type Part =
  | { readonly kind: 'index'; readonly index: Tree; readonly at: Span }
  | { readonly kind: 'slice'; readonly from: Tree | null; readonly to: Tree | null; readonly at: Span };

/** The trees directly within this one. */
export function children(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'constant':
    case 'quantity':
    case 'scalar':
      return [];
    case 'unary':
      return [tree.of];
    case 'arithmetic':
    case 'logic':
      return [tree.left, tree.right];
    case 'comparison':
      return tree.operands;
    case 'choice':
      return [tree.condition, tree.whenTrue, tree.whenFalse];
    case 'call':
      return tree.args;
    case 'index':
      return [tree.of, ...tree.parts.flatMap(bounds)];
    case 'matrix':
      return tree.items;
  }
}

function bounds(part: Part): Tree[] {
  if (part.kind === 'index') return [part.index];
  return [part.from, part.to].filter((bound) => bound !== null);
}
