/**
 * Reads a path: a name, with members and indices behind it.
 *
 *     gradientWeights      gradientWeights[0][3]      input[:, 1]      layers.hidden.output[-1]
 *
 * Indices count from 0, as in NumPy; a slice leaves out its end; a negative index counts from the end.
 */

/** One subscript between brackets: an index, a slice (null: from the beginning, to the end), or a layer's name. */
export type Subscript =
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'text'; readonly text: string };

export type Path =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Path; readonly name: string }
  | { readonly kind: 'subscript'; readonly of: Path; readonly parts: readonly Subscript[] };

const NAME = /\s*(?<name>[A-Za-z_]\w*)\s*/y;
const DOT = /\.\s*(?<name>[A-Za-z_]\w*)\s*/y;
const BRACKET = /\[/y;
const PART =
  /\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<from>-?\d+)?\s*(?<colon>:\s*(?<to>-?\d+)?)?)\s*(?<end>[,\]])\s*/y;

/** null for whatever is more than a path, or not an expression at all: the language has to read that. */
export function parsePath(text: string): Path | null {
  return new Reader(text).path();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  path(): Path | null {
    const name = this.take(NAME)?.['name'];
    if (name === undefined) return null;
    let path: Path = { kind: 'name', name };
    while (this.at < this.text.length) {
      const member = this.take(DOT)?.['name'];
      const parts = member === undefined ? this.subscripts() : null;
      if (member !== undefined) path = { kind: 'member', of: path, name: member };
      else if (parts !== null) path = { kind: 'subscript', of: path, parts };
      else return null;
    }
    return path;
  }

  private subscripts(): Subscript[] | null {
    if (this.take(BRACKET) === null) return null;
    const parts: Subscript[] = [];
    for (;;) {
      const groups = this.take(PART);
      const part = groups && subscript(groups);
      if (!part) return null;
      parts.push(part);
      if (groups['end'] === ']') return parts;
    }
  }

  /** The groups of what stands here, and on behind it; null when it does not stand here. */
  private take(pattern: RegExp): Groups | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.at += match[0].length;
    return match.groups ?? {};
  }
}

type Groups = Readonly<Record<string, string | undefined>>;

function subscript({ double, single, from, colon, to }: Groups): Subscript | null {
  const text = double ?? single;
  if (text !== undefined) return { kind: 'text', text };
  const number = (digits: string | undefined): number | null =>
    digits === undefined ? null : Number(digits);
  if (colon !== undefined) return { kind: 'slice', from: number(from), to: number(to) };
  return from === undefined ? null : { kind: 'index', index: Number(from) };
}
