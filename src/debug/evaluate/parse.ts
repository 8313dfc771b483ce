/**
 * Reads an expression: a name, with members and indices behind it.
 *
 *     gradientWeights      gradientWeights[0][3]      input[:, 1]      layers.hidden.output[-1]
 *
 * Indices count from 0, as in NumPy; a slice leaves out its end; a negative index counts from the end.
 */
import { ProtocolError } from '../protocolError';

/** One subscript between brackets: an index, a slice (null: from the beginning, to the end), or a layer's name. */
export type Subscript =
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'text'; readonly text: string };

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'subscript'; readonly of: Expression; readonly parts: readonly Subscript[] };

const TOKEN = /\s*(?:([A-Za-z_]\w*)|(\d+(?:\.\d+)?)|"([^"]*)"|'([^']*)'|(\S))/y;

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

/** Throws an `evaluate` error, in the user's terms, for what is not such an expression. */
export function parseExpression(text: string): Expression {
  return new Reader(tokensOf(text)).expression();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const trimmed = text.trimEnd();
  while (pattern.lastIndex < trimmed.length) {
    const match = pattern.exec(trimmed);
    if (!match) break;
    const [, name, number, double, single, sign] = match;
    const quoted = double ?? single;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  expression(): Expression {
    const first = this.take();
    if (first.kind === 'end') throw fail('There is nothing to evaluate.');
    if (first.kind !== 'name') throw fail(unexpected(first, 'a name'));
    let expression: Expression = { kind: 'name', name: first.text };
    for (;;) {
      const token = this.take();
      if (token.kind === 'end') return expression;
      if (token.text === '.' && token.kind === 'sign') {
        const member = this.take();
        if (member.kind !== 'name') throw fail(unexpected(member, "a name after '.'"));
        expression = { kind: 'member', of: expression, name: member.text };
      } else if (token.text === '[' && token.kind === 'sign') {
        expression = { kind: 'subscript', of: expression, parts: this.subscripts() };
      } else {
        throw fail(unexpected(token, 'the end'));
      }
    }
  }

  private subscripts(): Subscript[] {
    const parts: Subscript[] = [];
    for (;;) {
      parts.push(this.subscript());
      const token = this.take();
      if (token.text === ']') return parts;
      if (token.text !== ',') throw fail(unexpected(token, "']' or ','"));
    }
  }

  private subscript(): Subscript {
    const { kind, text } = this.peek();
    if (kind === 'text') {
      this.at++;
      return { kind: 'text', text };
    }
    const from = this.integer();
    if (this.peek().text !== ':') {
      if (from === null) throw fail(unexpected(this.peek(), 'an index'));
      return { kind: 'index', index: from };
    }
    this.at++;
    const to = this.integer();
    if (this.peek().text === ':') throw fail('Slices with a step are not supported.');
    return { kind: 'slice', from, to };
  }

  /** A whole number, perhaps negative; null when none stands here. */
  private integer(): number | null {
    const negative = this.peek().text === '-';
    if (negative) this.at++;
    const { kind, text } = this.peek();
    if (kind !== 'number') {
      if (negative) throw fail(unexpected(this.peek(), "a number after '-'"));
      return null;
    }
    this.at++;
    const value = Number(text);
    if (!Number.isInteger(value)) throw fail(`An index is a whole number, not ${text}.`);
    return negative ? -value : value;
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '' };
  }

  private take(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }
}

function unexpected(token: Token, wanted: string): string {
  const found = token.kind === 'end' ? 'the expression ends' : `there is '${token.text}'`;
  const hint =
    token.kind === 'sign' && '+-*/^()=<>'.includes(token.text)
      ? ' Arithmetic and functions are not supported, only names, members and indices.'
      : '';
  return `Expected ${wanted}, but ${found}.${hint}`;
}

function fail(message: string): ProtocolError {
  return new ProtocolError('evaluate', message);
}
