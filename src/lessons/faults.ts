/** Notes what is wrong in a lesson, each fault at its place. */
import * as l10n from '@vscode/l10n';
import type { Fault, SourceRange } from '../definition/fault';
import { Lines } from '../definition/lines';
import { listed, nearest } from '../definition/spelling';

/** A stretch of the lesson's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export class LessonFaults {
  readonly all: Fault[] = [];
  private readonly lines: Lines;

  constructor(readonly text: string) {
    this.lines = new Lines(text);
  }

  error(span: Span, message: string): void {
    this.add(span, message, 'error');
  }

  /** A likely mistake, with which the lesson can still be shown. */
  warning(span: Span, message: string): void {
    this.add(span, message, 'warning');
  }

  private add(span: Span, message: string, severity: Fault['severity']): void {
    this.all.push({ message, range: this.range(span), severity, kind: 'meaning', fixes: [] });
  }

  private range({ start, end }: Span): SourceRange {
    return this.lines.range(start, Math.max(0, end - start));
  }
}

export type WordKind = 'layer' | 'operation' | 'quantity' | 'view' | 'page' | 'term';

/** `There is no layer 'hiden'. Did you mean 'hidden'? Known: …`: what is wrong with a word, and what there is. */
export function unknownWord(what: WordKind, word: string, known: readonly string[]): string {
  return [noSuch(what, word), meant(word, known), l10n.t('Known: {0}.', listed(known, 'and'))]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** `Did you mean 'hidden'?`; empty when nothing is near. */
export function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === null ? '' : l10n.t("Did you mean '{0}'?", near);
}

function noSuch(what: WordKind, word: string): string {
  switch (what) {
    case 'layer':
      return l10n.t("There is no layer '{0}'.", word);
    case 'operation':
      return l10n.t("There is no operation '{0}'.", word);
    case 'quantity':
      return l10n.t("There is no quantity '{0}'.", word);
    case 'view':
      return l10n.t("There is no view '{0}'.", word);
    case 'page':
      return l10n.t("There is no page '{0}'.", word);
    case 'term':
      return l10n.t("There is no term '{0}'.", word);
  }
}
