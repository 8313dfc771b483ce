/**
 * From mathjs's tree to ours. The tree is walked in the order of the text, beside the tokens: that gives every
 * part its place, and tells `x[:2]` from `x[1:2]`, which mathjs counts as the same.
 */
import * as l10n from '@vscode/l10n';
import { nearest, sentences } from '../definition/spelling';
import { QUANTITY_NAMES } from '../protocol/vocabulary';
import { ExpressionError, type Span } from './error';
import { FUNCTIONS, functionNamed } from './functions/table';
import { isQuantityName, isScalarName, SCALAR_NAMES, type LayerReference } from './names';
import {
  AccessorNode,
  ArrayNode,
  ConditionalNode,
  ConstantNode,
  FunctionNode,
  OperatorNode,
  ParenthesisNode,
  RangeNode,
  RelationalNode,
  SymbolNode,
  syntaxOf,
  type Syntax,
} from './syntax';
import { tokensOf, type Token } from './tokens';
import type { Arithmetic, Comparison, Logic, Part, Tree } from './tree';

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  pow: '^',
  dotMultiply: '.*',
  dotDivide: './',
  dotPow: '.^',
  mod: 'mod',
};
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  equal: '==',
  unequal: '!=',
  smaller: '<',
  smallerEq: '<=',
  larger: '>',
  largerEq: '>=',
};
const LOGIC: Readonly<Record<string, Logic>> = { and: 'and', or: 'or', xor: 'xor' };
const PREFIXES = { unaryMinus: '-', unaryPlus: '+', not: 'not' } as const;

function entry<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Throws ExpressionError for what is not an expression over the names and functions of the language. */
export function readTree(text: string): Tree {
  const tokens = tokensOf(text);
  if (tokens.length === 0) {
    throw new ExpressionError(l10n.t('There is nothing to evaluate.'), { start: 0, end: text.length });
  }
  return new Reader(tokens).all(syntaxOf(text, tokens));
}

class Reader {
  private next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  all(syntax: Syntax): Tree {
    const tree = this.read(syntax);
    if (this.next < this.tokens.length) throw this.notUnderstood();
    return tree;
  }

  private read(syntax: Syntax): Tree {
    const start = this.peek().start;
    if (syntax instanceof ConstantNode) return this.constant(syntax);
    if (syntax instanceof SymbolNode) return this.symbol(syntax);
    if (syntax instanceof OperatorNode) return this.operator(syntax, start);
    if (syntax instanceof FunctionNode) return this.call(syntax, start);
    if (syntax instanceof AccessorNode) return this.accessor(syntax, start);
    if (syntax instanceof ArrayNode) return this.matrix(syntax);
    if (syntax instanceof ConditionalNode) return this.choice(syntax, start);
    if (syntax instanceof RelationalNode) {
      const operators = syntax.conditionals.map((name) => entry(COMPARISONS, name) ?? '==');
      return this.comparison(operators, syntax.params, start);
    }
    if (syntax instanceof ParenthesisNode) {
      this.take('(');
      const tree = this.read(syntax.content);
      this.take(')');
      return { ...tree, at: this.since(start) };
    }
    if (syntax instanceof RangeNode) {
      throw new ExpressionError(l10n.t("A ':' stands between '[' and ']', as in input[1:3]."), this.peek());
    }
    throw this.notUnderstood();
  }

  private constant({ value }: ConstantNode): Tree {
    const at = this.take();
    if (value === null || value === undefined) throw unknownName(at);
    return { kind: 'constant', value, at };
  }

  private symbol({ name }: SymbolNode): Tree {
    const at = this.take(name);
    if (isQuantityName(name)) return { kind: 'quantity', layer: null, name, at };
    if (isScalarName(name)) return { kind: 'scalar', name, at };
    if (name === 'layers') {
      throw new ExpressionError(l10n.t('Say which layer, as in layers[0].output or layers.NAME.output.'), at);
    }
    const called = functionNamed(name);
    if (called) throw new ExpressionError(l10n.t("'{0}' is a function: {1}.", name, called.signature), at);
    throw unknownName(at);
  }

  private operator(syntax: OperatorNode, start: number): Tree {
    const [left, right] = syntax.args;
    if (left === undefined) throw this.notUnderstood();
    if (right === undefined) return this.unary(syntax, left, start);
    const comparison = entry(COMPARISONS, syntax.fn);
    if (comparison) return this.comparison([comparison], syntax.args, start);
    const logic = entry(LOGIC, syntax.fn);
    const arithmetic = entry(ARITHMETIC, syntax.fn);
    const leftTree = this.read(left);
    if (syntax.isPercentage) {
      throw new ExpressionError(l10n.t("'%' is the remainder: a number is missing behind it."), this.peek());
    }
    if (!syntax.implicit) this.take(syntax.op);
    const operands = { left: leftTree, right: this.read(right), at: this.since(start) };
    if (logic) return { kind: 'logic', operator: logic, ...operands };
    if (arithmetic) return { kind: 'arithmetic', operator: arithmetic, ...operands };
    throw new ExpressionError(l10n.t("'{0}' is not part of the language.", syntax.op), operands.at);
  }

  private unary({ fn, op }: OperatorNode, operand: Syntax, start: number): Tree {
    if (fn === 'ctranspose') {
      const of = this.read(operand);
      this.take("'");
      return { kind: 'unary', operator: "'", of, at: this.since(start) };
    }
    const sign = this.take(op);
    const operator = entry(PREFIXES, fn);
    if (!operator) throw new ExpressionError(l10n.t("'{0}' is not part of the language.", op), sign);
    return { kind: 'unary', operator, of: this.read(operand), at: this.since(start) };
  }

  private comparison(operators: readonly Comparison[], params: readonly Syntax[], start: number): Tree {
    const operands = params.map((param, i) => {
      if (i > 0) this.take(operators[i - 1]);
      return this.read(param);
    });
    return { kind: 'comparison', operators, operands, at: this.since(start) };
  }

  private choice({ condition, trueExpr, falseExpr }: ConditionalNode, start: number): Tree {
    const test = this.read(condition);
    this.take('?');
    const whenTrue = this.read(trueExpr);
    this.take(':');
    const whenFalse = this.read(falseExpr);
    return { kind: 'choice', condition: test, whenTrue, whenFalse, at: this.since(start) };
  }

  private call({ fn, args }: FunctionNode, start: number): Tree {
    if (!(fn instanceof SymbolNode)) {
      throw new ExpressionError(l10n.t('Only a function is called, as in norm(weights).'), this.peek());
    }
    const at = this.take(fn.name);
    const called = functionNamed(fn.name);
    if (!called) throw unknownFunction(at);
    this.take('(');
    const trees = args.map((arg, i) => {
      if (i > 0) this.take(',');
      return this.read(arg);
    });
    this.take(')');
    if (args.length < called.least || args.length > called.most) {
      const message =
        args.length === 1
          ? l10n.t('{0} cannot take 1 argument.', called.signature)
          : l10n.t('{0} cannot take {1} arguments.', called.signature, args.length);
      throw new ExpressionError(message, this.since(start));
    }
    return { kind: 'call', name: fn.name, args: trees, at: this.since(start) };
  }

  private accessor(syntax: AccessorNode, start: number): Tree {
    const reference = this.layerOf(syntax.object);
    if (reference) return this.quantityOf(reference, syntax, start);
    if (syntax.object instanceof SymbolNode && syntax.object.name === 'layers') {
      this.layerReference(syntax);
      throw new ExpressionError(
        l10n.t('A layer is not a value: name one of its quantities behind it.'),
        this.since(start),
      );
    }
    const of = this.read(syntax.object);
    if (syntax.index.dotNotation) throw this.noMember();
    const parts = this.parts(syntax);
    // x[i][j] is x[i, j]: nothing in between need be built.
    const at = this.since(start);
    if (of.kind === 'index' && of.parts.every(({ kind }) => kind === 'index')) {
      return { ...of, parts: [...of.parts, ...parts], at };
    }
    return { kind: 'index', of, parts, at };
  }

  /** Reads `layers.NAME` or `layers[…]`, if this is it; nothing otherwise. */
  private layerOf(syntax: Syntax): LayerReference | null {
    const isLayer =
      syntax instanceof AccessorNode &&
      syntax.object instanceof SymbolNode &&
      syntax.object.name === 'layers';
    return isLayer ? this.layerReference(syntax) : null;
  }

  private layerReference({ index }: AccessorNode): LayerReference {
    this.take('layers');
    if (index.dotNotation) {
      this.take('.');
      return { name: this.take().text };
    }
    this.take('[');
    const at = this.peek();
    const [part] = index.dimensions;
    const tree =
      index.dimensions.length === 1 && part && !(part instanceof RangeNode) ? this.read(part) : null;
    if (tree) this.take(']');
    const value = tree && literal(tree);
    if (typeof value === 'string') return { name: value };
    if (typeof value === 'number' && Number.isInteger(value)) return { index: value };
    throw new ExpressionError(
      l10n.t('layers takes one index or name, as in layers[0] or layers["output"].'),
      at,
    );
  }

  private quantityOf(layer: LayerReference, { index }: AccessorNode, start: number): Tree {
    if (!index.dotNotation) {
      throw new ExpressionError(
        l10n.t('A layer has quantities, not indices: layers[0].output.'),
        this.peek(),
      );
    }
    this.take('.');
    const at = this.take();
    if (isQuantityName(at.text)) return { kind: 'quantity', layer, name: at.text, at: this.since(start) };
    throw new ExpressionError(
      sentences(l10n.t("A layer has no '{0}'.", at.text), didYouMean(at.text, QUANTITY_NAMES)),
      at,
    );
  }

  private parts({ index }: AccessorNode): Part[] {
    this.take('[');
    const parts = index.dimensions.map((dimension, i) => {
      if (i > 0) this.take(',');
      return this.part(dimension);
    });
    const end = this.take(']');
    if (parts.length === 0) throw new ExpressionError(l10n.t('An index is missing here.'), end);
    return parts;
  }

  private part(syntax: Syntax): Part {
    const start = this.peek().start;
    if (!(syntax instanceof RangeNode))
      return { kind: 'index', index: this.read(syntax), at: this.since(start) };
    // mathjs fills in what is left out; only the tokens know.
    const from = this.peek().text === ':' ? null : this.read(syntax.start);
    const colon = this.take(':');
    if (syntax.step) throw new ExpressionError(l10n.t('A slice has no step: x[from:to].'), colon);
    const to = [',', ']'].includes(this.peek().text) ? null : this.read(syntax.end);
    return { kind: 'slice', from, to, at: this.since(start) };
  }

  private matrix({ items }: ArrayNode): Tree {
    const start = this.take('[').start;
    const trees: Tree[] = [];
    // In [1, 2; 3, 4] mathjs's rows are arrays without brackets of their own.
    const rows = items.some((item) => item instanceof ArrayNode) && this.hasRows();
    for (const item of items) {
      if (trees.length > 0) this.take(rows ? ';' : ',');
      trees.push(rows && item instanceof ArrayNode ? this.row(item) : this.read(item));
    }
    if (this.peek().text === (rows ? ';' : ',')) this.take();
    const end = this.take(']');
    if (trees.length === 0)
      throw new ExpressionError(l10n.t('A matrix has at least one element.'), { ...end, start });
    return { kind: 'matrix', items: trees, at: this.since(start) };
  }

  private row({ items }: ArrayNode): Tree {
    const start = this.peek().start;
    const trees = items.map((item, i) => {
      if (i > 0) this.take(',');
      return this.read(item);
    });
    if (this.peek().text === ',') this.take();
    return { kind: 'matrix', items: trees, at: this.since(start) };
  }

  /** Whether a ';' stands in the brackets that were just opened, not in others within them. */
  private hasRows(): boolean {
    let depth = 0;
    for (let i = this.next; depth >= 0 && i < this.tokens.length; i++) {
      const { kind, text } = this.tokens[i] ?? this.peek();
      if (kind !== 'sign') continue;
      if (text === ';' && depth === 0) return true;
      if (text === '[' || text === '(') depth++;
      if (text === ']' || text === ')') depth--;
    }
    return false;
  }

  private noMember(): ExpressionError {
    this.take('.');
    const member = this.take();
    return new ExpressionError(
      sentences(
        l10n.t("Only layers have names behind a '.', not '.{0}'.", member.text),
        memberHint(member.text),
      ),
      member,
    );
  }

  private peek(): Token {
    return this.tokens[this.next] ?? this.end();
  }

  /** The next token; if one is expected, it must be that one. */
  private take(expected?: string): Token {
    const token = this.peek();
    if (expected !== undefined && token.text !== expected) throw this.notUnderstood();
    this.next++;
    return token;
  }

  private since(start: number): Span {
    return { start, end: this.tokens[this.next - 1]?.end ?? start };
  }

  private end(): Token {
    const end = this.tokens.at(-1)?.end ?? 0;
    return { kind: 'sign', text: '', start: end, end };
  }

  private notUnderstood(): ExpressionError {
    return new ExpressionError(l10n.t('This is not part of the language.'), this.peek());
  }
}

/** A number or a text as it stands, perhaps with a minus; null for anything else. */
export function literal(tree: Tree): number | string | boolean | null {
  if (tree.kind === 'constant') return tree.value;
  if (tree.kind !== 'unary' || tree.operator !== '-') return null;
  const value = literal(tree.of);
  return typeof value === 'number' ? -value : null;
}

/** What there is in place of a member that other languages have. */
function memberHint(name: string): string | null {
  const called = functionNamed(name);
  if (called) return l10n.t('There is the function {0}.', called.signature);
  if (name === 'T') return l10n.t("The transpose is x' or transpose(x).");
  return name === 'shape' ? l10n.t('There is size(x).') : null;
}

function unknownName(token: Token): ExpressionError {
  const names = [...QUANTITY_NAMES, ...SCALAR_NAMES, 'layers'];
  return new ExpressionError(
    sentences(l10n.t("There is no '{0}' here.", token.text), didYouMean(token.text, names)),
    token,
  );
}

function unknownFunction(token: Token): ExpressionError {
  if (isQuantityName(token.text) || isScalarName(token.text)) {
    const message = l10n.t("'{0}' is not a function. Indices stand in square brackets: {0}[0].", token.text);
    return new ExpressionError(message, token);
  }
  const names = FUNCTIONS.map(({ name }) => name);
  return new ExpressionError(
    sentences(l10n.t("There is no function '{0}'.", token.text), didYouMean(token.text, names)),
    token,
  );
}

export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === null ? l10n.t('There are: {0}.', known.join(', ')) : l10n.t("Did you mean '{0}'?", near);
}
