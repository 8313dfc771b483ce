/** Markdown with formulas, read by micromark into mdast. */
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';
import type { Span } from './faults';

export function readMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [math()], mdastExtensions: [mathFromMarkdown()] });
}

/** Where a node stands in the text that it was read from. */
export function spanOf({ position }: Nodes): Span {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}
