/** Markdown's phrasing to the inlines of a lesson: words explained, links checked, formulas set, numbers live. */
import * as l10n from '@vscode/l10n';
import type { Link, PhrasingContent } from 'mdast';
import type { Inline } from '../protocol/lesson';
import { isQuantity } from '../protocol/vocabulary';
import { unknownWord, type LessonFaults, type Span } from './faults';
import { linkParts, readLink, type LinkSetting } from './links';
import { readMarkdown, spanOf } from './markdown';
import { readMath } from './math';
import { isOneNumber, readCells } from './references';
import type { Terms } from './terms';

export interface InlineSetting extends LinkSetting {
  readonly terms: Terms;
  readonly faults: LessonFaults;
  /** Null: nodes stand where they say. Otherwise they were read from a value of YAML, which stands there. */
  readonly within: Span | null;
  /** Whether words are explained here: not in headings and links, where they would be in the way. */
  readonly explains: boolean;
}

export function readInlines(nodes: readonly PhrasingContent[], setting: InlineSetting): Inline[] {
  return nodes.flatMap((node) => readInline(node, setting));
}

/** Markdown in a value of YAML: all of it is one paragraph. */
export function readInlineText(text: string, span: Span, setting: InlineSetting): Inline[] {
  const within = { ...setting, within: span };
  const { children } = readMarkdown(text);
  if (children.some(({ type }) => type !== 'paragraph') || children.length > 1)
    setting.faults.error(span, l10n.t('Only one paragraph can stand here: no lists, headings or blocks.'));
  return children.flatMap((block) => (block.type === 'paragraph' ? readInlines(block.children, within) : []));
}

function readInline(node: PhrasingContent, setting: InlineSetting): Inline[] {
  const { terms, faults, explains } = setting;
  const span = setting.within ?? spanOf(node);
  switch (node.type) {
    case 'text':
      checkBrokenLink(node.value, span, faults);
      return explains ? terms.mark(node.value) : [{ kind: 'text', text: node.value }];
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, content: readInlines(node.children, setting) }];
    case 'inlineCode':
      return [readCode(node.value, span, setting)];
    case 'inlineMath': {
      const { math, fault } = readMath(node.value, false);
      if (math !== null) return [{ kind: 'math', math, latex: node.value }];
      faults.error(inside(node.value, span, faults, fault.offset), fault.message);
      return [{ kind: 'code', text: node.value }];
    }
    case 'break':
      return [{ kind: 'break' }];
    case 'link':
      return readLinkNode(node, span, setting);
    case 'html':
      faults.error(span, l10n.t('HTML is not shown in a lesson: write Markdown.'));
      return [];
    case 'image':
    case 'imageReference':
      faults.error(
        span,
        l10n.t('Pictures are not shown in a lesson; a figure block shows numbers of the run.'),
      );
      return [];
    default:
      faults.error(span, l10n.t('This kind of Markdown ({0}) has no meaning in a lesson.', node.type));
      return [];
  }
}

/** Markdown ends a target at its first space: what was meant as a link stays text, which nobody wants to read. */
function checkBrokenLink(text: string, span: Span, faults: LessonFaults): void {
  const found = /\]\(((?:goto|view|show|why|page|term):[^)]*)\)?/.exec(text);
  if (found?.[1] === undefined) return;
  const at = faults.text.indexOf(found[1], span.start);
  const inText = at >= 0 && at < span.end ? { start: at, end: at + found[1].length } : span;
  faults.error(inText, l10n.t('This is not read as a link: a target with spaces stands between < and >.'));
}

/** `gradientWeights` is the quantity; `=output.weights[0, 1]` is the number itself, from the run. */
function readCode(text: string, span: Span, { network, faults }: InlineSetting): Inline {
  if (isQuantity(text)) return { kind: 'quantity', name: text };
  if (!text.startsWith('=')) return { kind: 'code', text };
  const { value, fault } = readCells(text.slice(1), network);
  if (value !== null && isOneNumber(value)) return { kind: 'value', of: value };
  faults.error(span, fault ?? l10n.t("'{0}' is not one number: give every axis an index.", text.slice(1)));
  return { kind: 'code', text };
}

function readLinkNode(node: Link, span: Span, setting: InlineSetting): Inline[] {
  const { terms, faults } = setting;
  const { scheme, rest } = linkParts(node.url);
  const place = setting.within ?? urlSpan(node, span, faults);
  const content = readInlines(node.children, { ...setting, explains: false });
  if (scheme === 'term') {
    const term = terms.marked(rest, plainText(content));
    if (term !== null) return [term];
    faults.error(place, unknownWord('term', rest, terms.names));
    return content;
  }
  const { value: target, fault } = readLink(node.url, setting);
  if (target !== null) return [{ kind: 'link', target, content }];
  faults.error(place, fault);
  return content;
}

/** Where the address of a link stands, as far as it is written out there. */
function urlSpan({ url }: Link, span: Span, { text }: LessonFaults): Span {
  const at = text.slice(span.start, span.end).lastIndexOf(url);
  return at < 0 ? span : { start: span.start + at, end: span.start + at + url.length };
}

/** The place in a formula where it went wrong; in YAML, and where it is not written as it is read, the whole. */
function inside(latex: string, span: Span, { text }: LessonFaults, offset: number): Span {
  const at = text.slice(span.start, span.end).indexOf(latex);
  if (at < 0) return span;
  const start = span.start + at;
  return { start: start + Math.min(offset, Math.max(0, latex.length - 1)), end: start + latex.length };
}

/** The text without its marks. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
        case 'code':
        case 'term':
          return inline.text;
        case 'quantity':
          return inline.name;
        case 'math':
          return inline.latex;
        case 'strong':
        case 'emphasis':
        case 'link':
          return plainText(inline.content);
        case 'value':
          return '…';
        case 'break':
          return ' ';
      }
    })
    .join('');
}
