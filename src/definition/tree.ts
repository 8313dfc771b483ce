import * as l10n from '@vscode/l10n';
import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Fault, JsonPath, SourceMap } from './fault';
import type { Lines } from './lines';

/** Deeper than any layer definition goes (the deepest value lies at depth 5); spares the parser's stack. */
const DEEPEST = 64;

/** What the parser's complaints mean in words. */
const syntaxMessages = (): Readonly<Record<string, string>> => ({
  InvalidNumberFormat: l10n.t('This is not a number.'),
  PropertyNameExpected: l10n.t('A property name in "double quotes" is expected here.'),
  ValueExpected: l10n.t('A value is expected here.'),
  ColonExpected: l10n.t('A colon is expected between the property name and its value.'),
  CommaExpected: l10n.t('A comma is expected here.'),
  CloseBraceExpected: l10n.t('A closing brace } is expected here.'),
  CloseBracketExpected: l10n.t('A closing bracket ] is expected here.'),
  EndOfFileExpected: l10n.t('The definition has ended: nothing may follow its closing brace.'),
  InvalidCommentToken: l10n.t('A comment starts with // or /*.'),
  UnexpectedEndOfComment: l10n.t('This comment has no end: */ is missing.'),
  UnexpectedEndOfString: l10n.t('This text has no end: a double quote is missing.'),
  UnexpectedEndOfNumber: l10n.t('This number has no end.'),
  InvalidUnicode: l10n.t('A \\u needs four hexadecimal digits.'),
  InvalidEscapeCharacter: l10n.t('This backslash escape does not exist in JSON.'),
  InvalidCharacter: l10n.t('This character may not stand here; write it as an escape such as \\n.'),
});

/** A text read as JSON with comments and trailing commas; `root` is what could be made of it. */
export interface SyntaxTree {
  readonly root: Node | undefined;
  readonly faults: readonly Fault[];
}

function syntaxFault(lines: Lines, offset: number, length: number, message: string): Fault {
  return { message, range: lines.range(offset, length), severity: 'error', kind: 'syntax', fixes: [] };
}

/** Where the nesting first exceeds DEEPEST, or null. */
function tooDeepAt(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const at = scanner.getTokenOffset();
    if (at >= text.length) return null;
    const token = text.slice(at, at + scanner.getTokenLength());
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth > DEEPEST) return at;
  }
}

function inWords({ error, offset, length }: ParseError, text: string, lines: Lines): Fault {
  const code = printParseErrorCode(error);
  const message =
    code === 'InvalidSymbol'
      ? l10n.t(
          '{0} is not a JSON value: names and texts stand in "double quotes", numbers look like 0.5 or -1e-3.',
          text.slice(offset, offset + Math.min(length, 40)),
        )
      : (syntaxMessages()[code] ?? l10n.t('This is not JSON.'));
  return syntaxFault(lines, offset, length, message);
}

/** One slip makes the parser complain several times in a row: the first complaint of a line says it. */
function onePerLine(faults: readonly Fault[]): Fault[] {
  return faults.filter(
    (fault, index) => index === 0 || fault.range.start.line !== faults[index - 1]?.range.start.line,
  );
}

/** Parses a text; never throws, whatever the text. */
export function parseSyntax(text: string, lines: Lines): SyntaxTree {
  if (/^\s*$/.test(text)) {
    const message = l10n.t(
      'The file is empty: a layer definition is an object { "data": …, "layers": […] }.',
    );
    return { root: undefined, faults: [syntaxFault(lines, 0, 0, message)] };
  }
  const deep = tooDeepAt(text);
  if (deep !== null) {
    const message = l10n.t('This is nested more deeply than a layer definition can be.');
    return { root: undefined, faults: [syntaxFault(lines, deep, 1, message)] };
  }
  const errors: ParseError[] = [];
  // A byte order mark is no fault of the user's; a blank in its place keeps every offset.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  return { root, faults: onePerLine(errors.map((error) => inWords(error, text, lines))) };
}

/** A property of an object: its name's node and, unless the text is broken there, its value's. */
export interface Property {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | undefined;
  readonly whole: Node;
}

/** The properties of an object in the order of the file, repeated ones included; none of anything else. */
export function propertiesOf(node: Node): Property[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap((whole) => {
    const [key, value] = whole.children ?? [];
    return key === undefined ? [] : [{ name: String(key.value), key, value, whole }];
  });
}

function nodeAt(
  root: Node | undefined,
  path: JsonPath,
): { value: Node; property: Node | undefined } | undefined {
  let value = root;
  let property: Node | undefined;
  for (const step of path) {
    if (value === undefined) return undefined;
    if (typeof step === 'number') {
      property = undefined;
      value = value.type === 'array' ? value.children?.[step] : undefined;
    } else {
      const found = propertiesOf(value).find(({ name }) => name === step);
      property = found?.whole;
      value = found?.value;
    }
  }
  return value === undefined ? undefined : { value, property };
}

/** The places of a tree's values and properties. */
export function sourceMapOf(root: Node | undefined, lines: Lines): SourceMap {
  const range = (node: Node | undefined) => node && lines.range(node.offset, node.length);
  return {
    value: (path) => range(nodeAt(root, path)?.value),
    property: (path) => range(nodeAt(root, path)?.property),
  };
}
