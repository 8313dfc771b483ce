/**
 * Cuts an expression into tokens, as mathjs does, to know the column of each: mathjs's tree has none. What the
 * language leaves out on purpose (assignments, comments, bits, objects) is refused here, with a hint.
 */
import * as l10n from '@vscode/l10n';
import { sentences } from '../definition/spelling';
import { ExpressionError, type Span } from './error';

export interface Token extends Span {
  readonly kind: 'name' | 'number' | 'text' | 'sign';
  readonly text: string;
}

/** Longer than anything a person writes; short enough that no parser runs out of stack. */
const MOST_CHARACTERS = 4000;
const MOST_TOKENS = 1000;
const DEEPEST = 60;
/** mathjs tries twice what stands behind a '%'; within brackets within brackets that doubles each time. */
const MOST_REMAINDERS = 8;

const BLANK = /\s*/y;
const NAME = /[\p{L}_][\p{L}\d_]*/uy;
const NUMBER = /(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y;
const SIGN = /\.\*|\.\/|\.\^|==|!=|<=|>=|[-+*/%^<>?:,;.()[\]']/y;

/** What people write who come from elsewhere, and what it is called here. The longest come first. */
const ELSEWHERE: readonly (readonly [string, () => string])[] = [
  ['===', () => l10n.t("Write '==' to compare.")],
  ['!==', () => l10n.t("Write '!=' to compare.")],
  ['&&', () => l10n.t("Write 'and'.")],
  ['||', () => l10n.t("Write 'or'.")],
  ['**', () => l10n.t("Write '^', or '.^' for each element.")],
  ['=>', () => l10n.t('Functions cannot be defined.')],
  ['??', () => l10n.t('What is absent is an error here.')],
  ['?.', () => l10n.t('What is absent is an error here.')],
  ['<<', () => l10n.t('There are no operations on bits.')],
  ['>>', () => l10n.t('There are no operations on bits.')],
  ['=', () => l10n.t("An expression only reads. Write '==' to compare.")],
  ['!', () => l10n.t("Write 'not', or '!=' to compare.")],
  ['@', () => l10n.t("The matrix product is '*'.")],
  ['#', () => l10n.t('There are no comments.')],
  ['&', () => l10n.t("Write 'and'.")],
  ['|', () => l10n.t("Write 'or', or abs(x).")],
  ['~', () => l10n.t("Write 'not'.")],
  ['{', () => l10n.t('There are no objects.')],
];
const UNITS = new Set(['to', 'in']);

/** Throws ExpressionError for what cannot be an expression. A text's token keeps its quotes. */
export function tokensOf(text: string): Token[] {
  if (text.length > MOST_CHARACTERS) {
    const at = { start: MOST_CHARACTERS, end: text.length };
    throw new ExpressionError(l10n.t('An expression has at most {0} characters.', MOST_CHARACTERS), at);
  }
  const tokens: Token[] = [];
  const brackets: Token[] = [];
  let remainders = 0;
  for (let at = skip(text, 0); at < text.length; at = skip(text, tokens.at(-1)?.end ?? text.length)) {
    const token = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    if (token.kind === 'sign') nest(token, brackets);
    if (token.text === '%' && ++remainders > MOST_REMAINDERS) {
      throw new ExpressionError(l10n.t("Too many '%' in one expression. Write 'mod'."), token);
    }
    if (tokens.length > MOST_TOKENS) throw new ExpressionError(l10n.t('The expression is too long.'), token);
  }
  return tokens;
}

function skip(text: string, at: number): number {
  return at + (match(BLANK, text, at)?.length ?? 0);
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function tokenAt(text: string, start: number, before: Token | undefined): Token {
  const token = (kind: Token['kind'], found: string): Token => ({
    kind,
    text: found,
    start,
    end: start + found.length,
  });
  const name = match(NAME, text, start);
  if (name !== null) return checkedName(token('name', name), before);
  const number = match(NUMBER, text, start);
  if (number !== null) return checkedNumber(token('number', number), text);
  const quote = text.charAt(start);
  if (quote === '"' || (quote === "'" && !endsValue(before))) {
    const quoted = match(TEXT, text, start);
    if (quoted !== null) return token('text', quoted);
    throw new ExpressionError(l10n.t('The text has no closing {0}.', quote), { start, end: text.length });
  }
  const elsewhere = ELSEWHERE.find(
    ([sign]) => text.startsWith(sign, start) && !isOperator(text, sign, start),
  );
  if (elsewhere) {
    const [sign, hint] = elsewhere;
    throw new ExpressionError(
      sentences(l10n.t("'{0}' is not part of the language.", sign), hint()),
      token('sign', sign),
    );
  }
  const sign = match(SIGN, text, start);
  if (sign !== null) return token('sign', sign);
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  throw new ExpressionError(
    l10n.t("'{0}' is not part of the language.", character),
    token('sign', character),
  );
}

/** `!=` begins with the '!' of elsewhere, `a?.5:1` holds no '?.', and `==` is no '='. */
function isOperator(text: string, sign: string, at: number): boolean {
  if (sign === '?.') return /\d/.test(text.charAt(at + 2));
  return (sign === '=' || sign === '!') && text.charAt(at + 1) === '=';
}

/** Whether a quote behind this token means a transpose. */
function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'name') return !['and', 'or', 'xor', 'not', 'mod'].includes(token.text);
  return token.kind !== 'sign' || [')', ']', "'"].includes(token.text);
}

function checkedName(token: Token, before: Token | undefined): Token {
  if (before?.text !== '.' && UNITS.has(token.text)) {
    throw new ExpressionError(
      l10n.t("'{0}' is not part of the language: there are no units.", token.text),
      token,
    );
  }
  return token;
}

function checkedNumber(token: Token, text: string): Token {
  if (token.text === '0' && /[xob]/.test(text.charAt(token.end))) {
    throw new ExpressionError(l10n.t('Numbers are decimal.'), { start: token.start, end: token.end + 1 });
  }
  return token;
}

function nest(token: Token, brackets: Token[]): void {
  if (token.text === '(' || token.text === '[') {
    brackets.push(token);
    if (brackets.length > DEEPEST)
      throw new ExpressionError(l10n.t('Too many brackets within brackets.'), token);
  } else if (token.text === ')' || token.text === ']') {
    brackets.pop();
  } else if (token.text === ';' && brackets.at(-1)?.text !== '[') {
    throw new ExpressionError(
      l10n.t("One expression at a time: ';' stands between the rows of a matrix."),
      token,
    );
  }
}
