/**
 * A learner's formula with one thing about it changed: a transpose put in or taken away, the factors of a product
 * swapped, a division by N added, a sum made a mean, and so on. If one change makes it right, that was the mistake.
 */
import { compile } from '../../expressions/expression';
import { children, type Tree } from '../../expressions/tree';
import type { Mistake } from '../../protocol/exercise';

export interface Repair {
  readonly mistake: Mistake;
  /** The formula after the change. */
  readonly text: string;
}

/** Every single repair of it. Throws ExpressionError for what is no expression. */
export function repairsOf(text: string): Repair[] {
  const { tree } = compile(text);
  return [
    ...inside(tree, text),
    { mistake: 'missingN', text: `(${text}) / N` },
    { mistake: 'extraN', text: `(${text}) * N` },
    { mistake: 'missingDerivative', text: `(${text}) .* activationDerivative` },
    { mistake: 'missingBias', text: `(${text}) + bias` },
    { mistake: 'missingTranspose', text: `(${text})'` },
  ];
}

function inside(tree: Tree, text: string): Repair[] {
  return [...ofNode(tree, text), ...children(tree).flatMap((child) => inside(child, text))];
}

function ofNode(tree: Tree, text: string): Repair[] {
  const replaced = (mistake: Mistake, by: string): Repair => ({
    mistake,
    text: `${text.slice(0, tree.at.start)}${by}${text.slice(tree.at.end)}`,
  });
  const own = textOf(tree, text);
  switch (tree.kind) {
    case 'quantity':
      return [replaced('missingTranspose', `(${own})'`), ...otherQuantities(tree.name, own, replaced)];
    case 'unary':
      return tree.operator === "'" ? [replaced('missingTranspose', `(${textOf(tree.of, text)})`)] : [];
    case 'arithmetic': {
      const [left, right] = [textOf(tree.left, text), textOf(tree.right, text)];
      if (tree.operator === '*')
        return [
          replaced('wrongOrder', `((${right}) * (${left}))`),
          replaced('matrixForHadamard', `((${left}) .* (${right}))`),
        ];
      return tree.operator === '.*' ? [replaced('matrixForHadamard', `((${left}) * (${right}))`)] : [];
    }
    case 'call':
      return tree.name === 'sum' ? [replaced('sumForMean', `mean${own.slice(own.indexOf('('))}`)] : [];
    default:
      return [];
  }
}

function otherQuantities(
  name: string,
  own: string,
  replaced: (mistake: Mistake, by: string) => Repair,
): Repair[] {
  const named = (other: string): string => own.slice(0, own.length - name.length) + other;
  switch (name) {
    case 'preActivation':
      return [replaced('wrongPoint', named('output'))];
    case 'output':
      return [replaced('wrongPoint', named('preActivation'))];
    case 'gradient':
      return [replaced('missingDerivative', named('gradientOutput'))];
    default:
      return [];
  }
}

function textOf({ at }: Tree, text: string): string {
  return text.slice(at.start, at.end);
}
