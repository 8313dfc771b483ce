/** Notes what is wrong in a lesson, each fault at its place. */
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

/** `There is no layer 'hiden'. Did you mean 'hidden'? Known: …`: what is wrong with a word, and what there is. */
export function unknownWord(what: string, word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  const meant = near === null ? '' : ` Did you mean '${near}'?`;
  return `There is no ${what} '${word}'.${meant} Known: ${listed(known, 'and')}.`;
}
