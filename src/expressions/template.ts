/** Log messages: text with expressions in braces. `{{` and `}}` are braces themselves. */
import * as l10n from '@vscode/l10n';
import { ExpressionError } from './error';
import { compile, type Expression } from './expression';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly start: number };

/** Throws ExpressionError, its column counted in the whole text, for a brace alone or a faulty expression. */
export function compileTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character !== '{' && character !== '}') {
      plain += character;
    } else if (text.charAt(at + 1) === character) {
      plain += character;
      at++;
    } else if (character === '}') {
      throw new ExpressionError(l10n.t("This '}' closes nothing. Write '}}' for a brace."), {
        start: at,
        end: at + 1,
      });
    } else {
      const end = closing(text, at);
      if (plain !== '') parts.push({ kind: 'text', text: plain });
      plain = '';
      parts.push(compiledPart(text, at + 1, end));
      at = end;
    }
  }
  return plain === '' ? parts : [...parts, { kind: 'text', text: plain }];
}

/** Where the brace is closed: outside the quotes of a text, which are told from a transpose by what is before. */
function closing(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '}') return at;
    const opensText =
      character === '"' || (character === "'" && !/[\w)\]'\p{L}]\s*$/u.test(text.slice(open, at)));
    const end = opensText ? text.indexOf(character, at + 1) : at;
    if (end < 0) break;
    at = end;
  }
  throw new ExpressionError(l10n.t("This '{' is not closed. Write '{{' for a brace."), {
    start: open,
    end: open + 1,
  });
}

function compiledPart(text: string, start: number, end: number): TemplatePart {
  try {
    return { kind: 'expression', expression: compile(text.slice(start, end)), start };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const at = start + error.column - 1;
    throw new ExpressionError(error.message, { start: at, end: at + error.length });
  }
}
