/** LaTeX to a tree of MathML, by temml; of what it makes only the elements and attributes of `mathTree.ts` stay. */
import * as l10n from '@vscode/l10n';
import temml from 'temml';
import {
  MATH_ATTRIBUTES,
  MATH_TAGS,
  type MathAttribute,
  type MathElement,
  type MathNode,
  type MathTag,
} from '../protocol/mathTree';
import { mathFault } from './mathFaults';

export type ReadMath =
  | { readonly math: MathElement; readonly fault: null }
  /** `offset` is where in the LaTeX it went wrong. */
  | { readonly math: null; readonly fault: { readonly message: string; readonly offset: number } };

export function readMath(latex: string, display: boolean): ReadMath {
  try {
    const options = { displayMode: display, throwOnError: true, strict: true, trust: false };
    const tree: unknown = temml.__renderToMathMLTree(latex, options);
    const [root] = nodesOf(tree);
    if (root === undefined || typeof root === 'string')
      return failure(l10n.t('There is nothing to show.'), 0);
    const attributes = display ? { display: 'block' } : {};
    return { math: { ...root, attributes }, fault: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { position } = error as Error & { readonly position?: unknown };
    // What temml adds to its message is the place, which the fault says better.
    const message = error.message.trim().replace(/ at (position \d+|end of input)?:.*$/s, '');
    return failure(mathFault(message, latex), typeof position === 'number' ? position : 0);
  }
}

function failure(message: string, offset: number): ReadMath {
  return { math: null, fault: { message, offset } };
}

/** As much of temml's nodes as is looked at: elements have a `type`, texts a `text`, fragments only children. */
interface Node {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly children?: readonly unknown[];
}

function nodesOf(node: unknown): MathNode[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, attributes = {}, children = [] } = node as Node;
  if (typeof text === 'string') return [text];
  const inside = children.flatMap(nodesOf);
  const tag = MATH_TAGS.find((name) => name === type);
  // An element that is not let through leaves what is in it.
  return tag === undefined ? inside : [element(tag, attributes, inside)];
}

function element(
  tag: MathTag,
  attributes: Readonly<Record<string, unknown>>,
  children: readonly MathNode[],
): MathElement {
  const kept: Partial<Record<MathAttribute, string>> = {};
  for (const name of MATH_ATTRIBUTES) {
    const value = attributes[name];
    if (typeof value === 'string' || typeof value === 'number') kept[name] = String(value);
  }
  return { tag, attributes: kept, children };
}
