/** What a watchpoint watches: how it is written so that it means the same at any stop, and how a person calls it. */
import * as l10n from '@vscode/l10n';
import { check } from '../expressions/check';
import { ExpressionError } from '../expressions/error';
import { compile, type Expression } from '../expressions/expression';
import { findLayer } from '../expressions/names';
import { children, type Tree } from '../expressions/tree';
import type { LayerShape } from '../protocol/engine';
import type { QuantityName } from '../protocol/vocabulary';
import type { Known } from './conditions';

type QuantityTree = Extract<Tree, { kind: 'quantity' }>;
/** An index, or a slice that ends before `to`. */
export type IndexText = number | { readonly from: number; readonly to: number };

const WORD = /^[\p{L}_][\p{L}\d_]*$/u;
const OPERATORS = new Set(['and', 'or', 'not', 'xor', 'mod', 'to', 'in']);

/** `layers.hidden`, or `layers["first layer"]` for a name that is no word. */
export function layerText(name: string): string {
  return WORD.test(name) && !OPERATORS.has(name) ? `layers.${name}` : `layers[${JSON.stringify(name)}]`;
}

/** `layers.hidden.gradientWeights[2, 1]`: an expression that means the same at any stop. */
export function quantityText(
  layer: string,
  quantity: QuantityName,
  index: readonly IndexText[] = [],
): string {
  const parts = index.map((part) => (typeof part === 'number' ? `${part}` : `${part.from}:${part.to}`));
  return `${layerText(layer)}.${quantity}${parts.length === 0 ? '' : `[${parts.join(', ')}]`}`;
}

/** The expression with its plain names made those of a layer. Throws ExpressionError for what is no expression. */
export function qualified(text: string, layer: string): string {
  const plain = quantitiesOf(compile(text).tree).filter((quantity) => quantity.layer === null);
  return plain
    .toSorted((a, b) => b.at.start - a.at.start)
    .reduce(
      (all, { at }) => `${all.slice(0, at.start)}${layerText(layer)}.${all.slice(at.start)}`,
      text.trimEnd(),
    )
    .trimStart();
}

/** `gradientWeights[2, 1] of 'hidden'` for a quantity or a part of it; another expression as it is written. */
export function watchedName(text: string, layers: readonly LayerShape[], frameLayer: number): string {
  const { tree } = compile(text);
  const quantity = tree.kind === 'index' ? tree.of : tree;
  if (quantity.kind !== 'quantity') return text.trim();
  const place = layerOf(quantity, layers, frameLayer);
  const parts = tree.kind === 'index' ? tree.parts.map(({ at }) => text.slice(at.start, at.end).trim()) : [];
  const index = parts.length === 0 ? '' : `[${parts.join(', ')}]`;
  return l10n.t("{0}{1} of '{2}'", quantity.name, index, layers[place]?.name ?? place);
}

/** Why an expression cannot be watched, in words for a person; null when it can, as far as is known before the run. */
export function watchedFault(text: string, { layers, classification }: NonNullable<Known>): string | null {
  let expression: Expression;
  try {
    expression = compile(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return sentence(error);
  }
  const { quantities, scalars } = expression.references;
  const [first, second] = layers;
  if (first && second && quantities.some(({ layer }) => layer === null)) {
    return l10n.t(
      'There are several layers: say which one is meant, such as {0}.',
      qualified(text, first.name),
    );
  }
  const [fault] = check(expression, { layers, classification, frameLayer: second ? null : 0 });
  if (fault) return sentence(fault);
  if (quantities.length === 0 && scalars.every((name) => name === 'learningRate')) {
    return l10n.t("No operation changes the value of '{0}'.", text.trim());
  }
  return null;
}

function layerOf({ layer }: QuantityTree, layers: readonly LayerShape[], frameLayer: number): number {
  if (layer === null) return frameLayer;
  const names = layers.map(({ name }) => name);
  return findLayer(layer, names) ?? frameLayer;
}

function quantitiesOf(tree: Tree): QuantityTree[] {
  return tree.kind === 'quantity' ? [tree] : children(tree).flatMap(quantitiesOf);
}

function sentence({ message, column }: ExpressionError): string {
  return column > 1 ? l10n.t('{0} (column {1})', message, column) : message;
}
