/** Markdown's blocks to those of a lesson. */
import * as l10n from '@vscode/l10n';
import type { Code, RootContent } from 'mdast';
import type { Block, Figure, Place } from '../protocol/lesson';
import type { Phase } from '../protocol/vocabulary';
import { readExercise } from './exercises';
import type { Span } from './faults';
import { readInlines, readInlineText, type InlineSetting } from './inlines';
import { spanOf } from './markdown';
import { readMath } from './math';
import { phaseOf, readCells } from './references';
import { BLOCK_NAMES, blockSchemas, type BlockName } from './schema';
import { readYaml, type YamlBlock } from './yamlBlock';

/** What blocks of one lesson share: figures are counted, the names of exercises are unique. */
export interface BlockSetting extends InlineSetting {
  /** Where the page of the blocks puts the run; null: nowhere. */
  readonly pageAt: Place | null;
  readonly figures: Map<Phase, number>;
  readonly exerciseIds: Set<string>;
}

export function readBlocks(nodes: readonly RootContent[], setting: BlockSetting): Block[] {
  return nodes.flatMap((node) => readBlock(node, setting));
}

function readBlock(node: RootContent, setting: BlockSetting): Block[] {
  const { faults } = setting;
  const span = spanOf(node);
  switch (node.type) {
    case 'heading': {
      const level = node.depth === 2 ? 2 : node.depth === 3 ? 3 : 4;
      const content = readInlines(node.children, { ...setting, explains: false });
      return [{ kind: 'heading', level, content }];
    }
    case 'paragraph':
      return [{ kind: 'paragraph', content: readInlines(node.children, setting) }];
    case 'list':
      return [
        {
          kind: 'list',
          start: node.ordered === true ? (node.start ?? 1) : null,
          items: node.children.map((item) => readBlocks(item.children, setting)),
        },
      ];
    case 'blockquote':
      return [{ kind: 'quote', blocks: readBlocks(node.children, setting) }];
    case 'math': {
      const { math, fault } = readMath(node.value, true);
      if (math !== null) return [{ kind: 'equation', math, latex: node.value }];
      const at = faults.text.indexOf(node.value, span.start) + fault.offset;
      faults.error({ start: Math.max(span.start, Math.min(at, span.end - 1)), end: span.end }, fault.message);
      return [];
    }
    case 'code':
      return readCode(node, span, setting);
    case 'html':
      // A comment is a note to the author.
      if (!node.value.startsWith('<!--'))
        faults.error(span, l10n.t('HTML is not shown in a lesson: write Markdown.'));
      return [];
    default:
      faults.error(span, l10n.t('This kind of Markdown ({0}) has no meaning in a lesson.', node.type));
      return [];
  }
}

function readCode(node: Code, span: Span, setting: BlockSetting): Block[] {
  const name = blockName(node);
  if (name === null) return [{ kind: 'code', language: node.lang ?? null, text: node.value }];
  const { faults } = setting;
  if (name === 'page') {
    faults.error(span, l10n.t('A page block stands just below the heading of its page.'));
    return [];
  }
  const block = readBlockYaml(node, name, setting);
  if (!block.valid) return [];
  if (name === 'figure') return readFigure(block, setting);
  const exercise = readExercise(name, block, setting);
  return exercise === null ? [] : [{ kind: 'exercise', exercise }];
}

/** What the word behind a fence makes of its block; null for code. */
export function blockName({ lang }: Code): BlockName | null {
  return BLOCK_NAMES.find((name) => name === lang) ?? null;
}

export function readBlockYaml(
  node: Code,
  name: BlockName,
  { faults }: Pick<BlockSetting, 'faults'>,
): YamlBlock {
  const { start, end } = spanOf(node);
  const written = faults.text.slice(start, end);
  const fence = /^.*(\r\n|\r|\n|$)/.exec(written)?.[0] ?? '';
  const body = written.slice(fence.length).replace(/(\r\n|\r|\n)?[ \t]*(`{3,}|~{3,})[ \t]*$/, '');
  const all = { start, end: start + fence.trimEnd().length };
  return readYaml(
    body,
    start + fence.length,
    all,
    blockSchemas()[name],
    l10n.t('this {0} block', name),
    faults,
  );
}

function readFigure(block: YamlBlock, setting: BlockSetting): Figure[] {
  const { value: of, fault } = readCells(block.text('of') ?? '', setting.network);
  const caption = readInlineText(block.text('caption') ?? '', block.span('caption'), setting);
  if (of === null) {
    setting.faults.error(block.span('of'), fault);
    return [];
  }
  const phase = phaseOf(of);
  const number = (setting.figures.get(phase) ?? 0) + 1;
  setting.figures.set(phase, number);
  return [{ kind: 'figure', of, caption, phase, number }];
}
