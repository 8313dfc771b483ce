/**
 * mathjs's parser, and nothing else of mathjs: it builds its tree of the plain classes below, which can be
 * looked at but not evaluated. (The whole of `create({ parseDependencies })` weighs twenty times as much.)
 */
import * as l10n from '@vscode/l10n';
import { createParse } from 'mathjs';
import { ExpressionError } from './error';
import type { Token } from './tokens';

/** mathjs knows its nodes by `isNode` on the prototype and by an own property `is…Node`. */
abstract class Node {
  get isNode(): boolean {
    return true;
  }
}

export class SymbolNode extends Node {
  readonly isSymbolNode = true;
  constructor(readonly name: string) {
    super();
  }
}
export class ConstantNode extends Node {
  readonly isConstantNode = true;
  constructor(readonly value: number | string | boolean | null | undefined) {
    super();
  }
}
export class OperatorNode extends Node {
  readonly isOperatorNode = true;
  constructor(
    readonly op: string,
    readonly fn: string,
    readonly args: readonly Syntax[],
    readonly implicit = false,
    readonly isPercentage = false,
  ) {
    super();
  }
}
/** `fn` is what stands before the brackets: a name, or a member of something. */
export class FunctionNode extends Node {
  readonly isFunctionNode = true;
  constructor(
    readonly fn: Syntax,
    readonly args: readonly Syntax[],
  ) {
    super();
  }
}
export class IndexNode extends Node {
  readonly isIndexNode = true;
  constructor(
    readonly dimensions: readonly Syntax[],
    readonly dotNotation = false,
  ) {
    super();
  }
}
export class AccessorNode extends Node {
  readonly isAccessorNode = true;
  constructor(
    readonly object: Syntax,
    readonly index: IndexNode,
  ) {
    super();
  }
}
export class ArrayNode extends Node {
  readonly isArrayNode = true;
  constructor(readonly items: readonly Syntax[]) {
    super();
  }
}
export class ParenthesisNode extends Node {
  readonly isParenthesisNode = true;
  constructor(readonly content: Syntax) {
    super();
  }
}
export class RangeNode extends Node {
  readonly isRangeNode = true;
  constructor(
    readonly start: Syntax,
    readonly end: Syntax,
    readonly step: Syntax | null = null,
  ) {
    super();
  }
}
export class ConditionalNode extends Node {
  readonly isConditionalNode = true;
  constructor(
    readonly condition: Syntax,
    readonly trueExpr: Syntax,
    readonly falseExpr: Syntax,
  ) {
    super();
  }
}
/** `a < b <= c`; `conditionals` are mathjs's names of the comparisons. */
export class RelationalNode extends Node {
  readonly isRelationalNode = true;
  constructor(
    readonly conditionals: readonly string[],
    readonly params: readonly Syntax[],
  ) {
    super();
  }
}
/** Assignments, blocks and objects. The tokens are checked first, so that none comes this far. */
export class RefusedNode extends Node {}

export type Syntax =
  | SymbolNode
  | ConstantNode
  | OperatorNode
  | FunctionNode
  | IndexNode
  | AccessorNode
  | ArrayNode
  | ParenthesisNode
  | RangeNode
  | ConditionalNode
  | RelationalNode
  | RefusedNode;

interface Parse {
  (text: string): Syntax;
  isAlpha: (character: string) => boolean;
}

/** mathjs chooses a function by the types of its arguments; here the argument is always one text. */
function onlyText(_name: string, signatures: { readonly string: Parse }): Parse {
  return signatures.string;
}
/** mathjs offers to turn a text into a tree wherever one is wanted: no one here asks for that. */
onlyText.addConversion = (): undefined => undefined;

const parse = createParse({
  config: { number: 'number' },
  numeric: Number,
  typed: onlyText,
  SymbolNode,
  ConstantNode,
  OperatorNode,
  FunctionNode,
  IndexNode,
  AccessorNode,
  ArrayNode,
  ParenthesisNode,
  RangeNode,
  ConditionalNode,
  RelationalNode,
  AssignmentNode: RefusedNode,
  FunctionAssignmentNode: RefusedNode,
  BlockNode: RefusedNode,
  ObjectNode: RefusedNode,
}) as Parse;
// A layer may have any name: mathjs alone would know Latin and Greek letters only.
parse.isAlpha = (character) => /^[\p{L}_]$/u.test(character);

/** Parses the text that `tokens` were cut from. Throws ExpressionError for what mathjs cannot parse. */
export function syntaxOf(text: string, tokens: readonly Token[]): Syntax {
  try {
    // A line break ends an expression in mathjs; here an expression may run over several lines.
    return parse(text.replace(/\s/g, ' '));
  } catch (error) {
    if (error instanceof RangeError) {
      throw new ExpressionError(l10n.t('The expression is too deep.'), { start: 0, end: text.length });
    }
    if (!(error instanceof Error)) throw error;
    throw inTheUsersTerms(error, text, tokens);
  }
}

/** mathjs's messages, which end in "(char 5)", and what is said instead. */
const MESSAGES: readonly (readonly [RegExp, () => string])[] = [
  [/^Unexpected end of expression/, () => l10n.t('The expression ends too early.')],
  [/^Value expected/, () => l10n.t('A value is missing here.')],
  [/^Parenthesis \) expected/, () => l10n.t("A ')' is missing here.")],
  [/^(Parenthesis|End of matrix) \] expected/, () => l10n.t("A ']' is missing here.")],
  [/^False part of conditional/, () => l10n.t("A ':' is missing here: condition ? value : other value.")],
  [/^Column dimensions mismatch/, () => l10n.t('The rows of a matrix are equally long.')],
  [/^Property name expected/, () => l10n.t("A name is missing behind the '.'.")],
  [/^Unexpected (operator|part) /, () => l10n.t('This is not expected here.')],
  [/^Digit expected/, () => l10n.t('A digit is missing here.')],
  [/^The true-expression/, () => l10n.t("A value is missing between '?' and ':'.")],
];

function inTheUsersTerms(error: Error, text: string, tokens: readonly Token[]): ExpressionError {
  const char: unknown = 'char' in error ? error.char : undefined;
  const start = typeof char === 'number' ? Math.min(Math.max(char - 1, 0), text.length) : 0;
  const index = tokens.findIndex((candidate) => candidate.end > start);
  const token = tokens[index] ?? { start: text.length, end: text.length, text: '' };
  if (token.text === ':' && tokens[index - 1]?.text === ':') {
    return new ExpressionError(l10n.t('A slice has no step: x[from:to].'), token);
  }
  const message =
    MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1]() ??
    `${error.message.replace(/ \(char \d+\)$/, '')}.`;
  return new ExpressionError(message, token);
}
