/** The text of a lesson to the lesson itself, with everything that is wrong in it, each fault at its place. */
import * as l10n from '@vscode/l10n';
import type { Heading, RootContent } from 'mdast';
import { hasError, inFileOrder, type Fault } from '../definition/fault';
import { CONTROL_NAMES, type ControlName, type Lesson, type Page } from '../protocol/lesson';
import { VIEW_NAMES, type ViewName } from '../protocol/views';
import { blockName, readBlocks, readBlockYaml, type BlockSetting } from './blocks';
import { LessonFaults, type Span } from './faults';
import { glossaryOf } from './glossary/glossary';
import { plainText, readInlines } from './inlines';
import { hiddenView } from './links';
import { readMarkdown, spanOf } from './markdown';
import type { LessonNetwork } from './network';
import { readPlace } from './references';
import { headerSchema } from './schema';
import { Terms } from './terms';
import { readYaml, type YamlBlock } from './yamlBlock';

export interface ParsedLesson {
  /** Null when any fault is an error. */
  readonly lesson: Lesson | null;
  readonly faults: readonly Fault[];
}

/** The definition file that a lesson names, and where it does; null when its header does not say. */
export interface NamedDefinition {
  readonly path: string;
  readonly span: Span;
}

export function definitionOf(text: string): NamedDefinition | null {
  const block = readHeader(text, new LessonFaults(text));
  const path = block?.text('definition') ?? null;
  return block === null || path === null ? null : { path, span: block.span('definition') };
}

/**
 * Reads a lesson. Never throws; all that is wrong is in `faults`.
 * @param network the layers of its definition file; null when that cannot be read, which its caller reports.
 */
export function parseLesson(text: string, network: LessonNetwork | null): ParsedLesson {
  const faults = new LessonFaults(text);
  const header = readHeader(text, faults);
  const hide = hiddenBy(header);
  // The header becomes blank, so that every place after it stays what it is.
  const body = HEADER.exec(text)?.[0] ?? '';
  const { children } = readMarkdown(body.replace(/[^\r\n]/g, ' ') + text.slice(body.length));
  const parts = pagesOf(children, faults);
  const setting: BlockSetting = {
    network,
    hide,
    faults,
    pageIds: parts.map(({ id }) => id),
    terms: new Terms(glossaryOf(languageOf(header)), header?.texts('terms') ?? new Map()),
    within: null,
    explains: true,
    figures: new Map(),
    exerciseIds: new Set(),
    pageAt: null,
  };
  const pages = parts.map((part) => readPage(part, setting));
  if (header !== null && pages.length === 0)
    faults.error(
      { start: text.length, end: text.length },
      l10n.t('The lesson has no page: each begins with a heading, # Title.'),
    );
  const all = inFileOrder(faults.all);
  if (header === null || hasError(all)) return { lesson: null, faults: all };
  return { lesson: lessonOf(header, hide, pages, setting.terms), faults: all };
}

function lessonOf(header: YamlBlock, hide: Lesson['hide'], pages: readonly Page[], terms: Terms): Lesson {
  return {
    title: header.text('title') ?? '',
    definition: header.text('definition') ?? '',
    language: languageOf(header),
    hide,
    presentation: header.flag('presentation', false),
    next: header.text('next'),
    pages,
    terms: terms.explained(),
  };
}

/** `---`, YAML, `---` at the very beginning. */
const HEADER = /^\uFEFF?---[ \t]*(?:\r\n|\r|\n)([\s\S]*?)(?:\r\n|\r|\n)?^---[ \t]*(?=\r|\n|$)/m;

function readHeader(text: string, faults: LessonFaults): YamlBlock | null {
  const found = text.startsWith('---') || text.startsWith('\uFEFF---') ? HEADER.exec(text) : null;
  const firstLine = { start: 0, end: /^.*/.exec(text)?.[0].length ?? 0 };
  if (found === null) {
    faults.error(
      firstLine,
      l10n.t('A lesson begins with a header: a line ---, then title: and definition:, then a line ---.'),
    );
    return null;
  }
  const yaml = found[1] ?? '';
  const offset = found[0].indexOf(yaml, found[0].indexOf('---') + 3);
  return readYaml(yaml, offset, firstLine, headerSchema(), l10n.t('the header'), faults);
}

function languageOf(header: YamlBlock | null): string {
  return header?.text('language') ?? 'en';
}

function hiddenBy(header: YamlBlock | null): (ViewName | ControlName)[] {
  const words = header?.list('hide') ?? [];
  return [...VIEW_NAMES, ...CONTROL_NAMES].filter((name) => words.includes(name));
}

interface PagePart {
  readonly id: string;
  readonly heading: Heading;
  readonly content: readonly RootContent[];
}

/** Each heading of the first level begins a page. */
function pagesOf(children: readonly RootContent[], faults: LessonFaults): PagePart[] {
  const starts = children.flatMap((node, i) => (node.type === 'heading' && node.depth === 1 ? [i] : []));
  const before = children.slice(0, starts[0] ?? children.length).find(({ type }) => type !== 'html');
  if (before !== undefined)
    faults.error(spanOf(before), l10n.t('This stands on no page: a page begins with a heading, # Title.'));
  const ids = new Set<string>();
  return starts.flatMap((start, i) => {
    const heading = children[start];
    if (heading?.type !== 'heading') return [];
    const content = children.slice(start + 1, starts[i + 1] ?? children.length);
    return [{ id: uniqueId(faults.text, heading, ids), heading, content }];
  });
}

/** The heading in lower case with hyphens, numbered where it would be a second one of that name. */
function uniqueId(text: string, heading: Heading, ids: Set<string>): string {
  const { start, end } = spanOf(heading);
  const words = text
    .slice(start, end)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ['page'];
  const plain = words.join('-');
  let id = plain;
  for (let count = 2; ids.has(id); count++) id = `${plain}-${count}`;
  ids.add(id);
  return id;
}

function readPage({ id, heading, content }: PagePart, setting: BlockSetting): Page {
  const { terms, faults, network, hide } = setting;
  terms.beginPage();
  const title = readInlines(heading.children, { ...setting, explains: false });
  const [first] = content;
  const head =
    first?.type === 'code' && blockName(first) === 'page' ? readBlockYaml(first, 'page', setting) : null;
  const read = head?.valid === true ? head : null;
  const atText = read?.text('at') ?? null;
  const at = atText === null ? null : readPlace(atText, network);
  if (read !== null && at?.value === null) faults.error(read.span('at'), at.fault);
  const pageAt = at?.value ?? null;
  const blocks = readBlocks(head === null ? content : content.slice(1), { ...setting, pageAt });
  const view = VIEW_NAMES.find((name) => name === read?.text('view')) ?? null;
  const hidden = view === null ? null : hiddenView(view, hide);
  if (read !== null && hidden !== null) faults.error(read.span('view'), hidden);
  return { id, title, titleText: plainText(title), at: pageAt, view, blocks };
}
