/**
 * What temml finds wrong in LaTeX, in the words of a lesson's author: temml itself speaks English alone. Its errors have
 * no codes, so they are known by their messages; one that is not known is passed on as it is.
 */
import * as l10n from '@vscode/l10n';

/** @param message temml's, without the place that it adds */
export function mathFault(message: string, latex: string): string {
  for (const [pattern, say] of known()) {
    const found = pattern.exec(message);
    if (found !== null) return say(found[1] ?? '', found[2] ?? '');
  }
  // Here temml stumbles over its own feet instead of saying so.
  const end = /[\^_](?=\s*$)/.exec(latex)?.[0];
  return end === undefined
    ? l10n.t('The LaTeX cannot be read. The library that reads it says: {0}', message)
    : unfinished(end);
}

type Known = readonly [pattern: RegExp, say: (first: string, second: string) => string];

const known = (): readonly Known[] => [
  [
    /^(?:Unsupported function name|Undefined control sequence): (.+)$/,
    (name) => l10n.t('The LaTeX cannot be read: there is no command {0}.', name),
  ],
  [
    /^No such environment: (.+)$/,
    (name) => l10n.t('The LaTeX cannot be read: there is no environment {0}.', name),
  ],
  [
    /^Mismatch: (.+) matched by (.+)$/,
    (begin, end) => l10n.t('The LaTeX cannot be read: what {0} begins does not end with {1}.', begin, end),
  ],
  [
    /^Double superscript/,
    () =>
      l10n.t('The LaTeX cannot be read: one superscript follows another; braces say what belongs together.'),
  ],
  [
    /^Double subscript/,
    () =>
      l10n.t('The LaTeX cannot be read: one subscript follows another; braces say what belongs together.'),
  ],
  [/^Expected group (?:after|as argument to) '(.+)'/, unfinished],
  [/^Expected '(.+)', got 'EOF'$/, missing],
  [/^Unexpected end of input.*, expected '(.+)'$/, missing],
  [/^Expected & or .* or (\\\w+)/, missing],
  [/^Expected 'EOF', got '(.+)'$/, unexpected],
  [
    /^Expected '(.+)', got '(.+)'$/,
    (name, before) => l10n.t('The LaTeX cannot be read: {0} is missing before {1}.', name, before),
  ],
  [/^Invalid delimiter '(.+)' after/, unexpected],
  [/^(\\middle) without preceding/, unexpected],
  [/^Can't use function '(.+)' in (?:math|text) mode/, unexpected],
  [/^Invalid (?:unit|size|color): '(.+)'/, unexpected],
  [
    /^(?:Accented )?Unicode text character "(.+)" used in math mode/,
    (letter) => l10n.t('The LaTeX cannot be read: a letter such as {0} stands within \\text.', letter),
  ],
];

function unfinished(after: string): string {
  return l10n.t('The LaTeX cannot be read: something is missing after {0}.', after);
}

function missing(name: string): string {
  return l10n.t('The LaTeX cannot be read: it ends, and {0} is missing.', name);
}

function unexpected(name: string): string {
  return l10n.t('The LaTeX cannot be read: {0} cannot stand here.', name);
}
