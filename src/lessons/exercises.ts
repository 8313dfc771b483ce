/** The exercises of a lesson, from their blocks of YAML. What is right is not in them. */
import * as l10n from '@vscode/l10n';
import {
  PREDICTIONS,
  type Cells,
  type Exercise,
  type ExerciseKind,
  type Inline,
  type Place,
} from '../protocol/lesson';
import { readAfter } from './after';
import { readAnswerHash } from './answerHash';
import type { BlockSetting } from './blocks';
import { readInlineText } from './inlines';
import { readCells, readPlace } from './references';
import { TOLERANCES } from './tolerances';
import type { YamlBlock } from './yamlBlock';

/** Null when something is wrong with it; the fault is noted. */
export function readExercise(kind: ExerciseKind, block: YamlBlock, setting: BlockSetting): Exercise | null {
  const { faults, exerciseIds } = setting;
  const id = block.text('id') ?? '';
  if (exerciseIds.has(id)) {
    faults.error(
      block.span('id'),
      l10n.t("There is an exercise '{0}' already: every id names one exercise.", id),
    );
    return null;
  }
  exerciseIds.add(id);
  const at = readAt(block, setting);
  if (at === undefined) return null;
  const base = {
    id,
    prompt: markdownAt(block, 'prompt', setting) ?? [],
    hint: markdownAt(block, 'hint', setting),
    at,
    required: block.flag('required', true),
  };
  if (kind === 'question') {
    const choices = block.list('choices');
    const digits = block.number('digits');
    if (choices !== null && digits !== null) {
      faults.error(
        block.span('digits'),
        l10n.t('A question with choices has no digits: its answer is a choice.'),
      );
      return null;
    }
    return {
      ...base,
      kind,
      choices: choices?.map((text, i) => readInlineText(text, block.span('choices', i), setting)) ?? null,
      digits,
      answer: readAnswerHash(block.text('answer') ?? ''),
    };
  }
  const of = readOf(kind, block, setting);
  if (of === null) return null;
  const tolerance = block.number('tolerance') ?? TOLERANCES[kind];
  switch (kind) {
    case 'predict': {
      const ask = PREDICTIONS.find((one) => one === block.text('ask')) ?? 'value';
      const after = readAfter({ of, ask, at: at ?? setting.pageAt }, block, setting);
      return after === undefined ? null : { ...base, kind, of, ask, after, tolerance };
    }
    case 'formula':
    case 'gradient-check':
      return { ...base, kind, of, tolerance };
  }
}

/** Undefined when it is wrong. */
function readAt(block: YamlBlock, { network, faults }: BlockSetting): Place | null | undefined {
  const text = block.text('at');
  if (text === null) return null;
  const { value, fault } = readPlace(text, network);
  if (value !== null) return value;
  faults.error(block.span('at'), fault);
  return undefined;
}

function readOf(
  kind: Exclude<ExerciseKind, 'question'>,
  block: YamlBlock,
  { network, faults }: BlockSetting,
): Cells | null {
  const { value: of, fault } = readCells(block.text('of') ?? '', network);
  const wrong = of === null ? fault : misfit(kind, of);
  if (wrong === null) return of;
  faults.error(block.span('of'), wrong);
  return null;
}

function misfit(kind: Exclude<ExerciseKind, 'question'>, { quantity, index }: Cells): string | null {
  switch (kind) {
    case 'predict':
      return null;
    case 'formula':
      return index.length === 0 ? null : l10n.t('A formula gives a whole quantity: leave the index out.');
    case 'gradient-check':
      return quantity === 'weights' || quantity === 'bias'
        ? null
        : l10n.t('A gradient check is of parameters: LAYER.weights or LAYER.bias.');
  }
}

function markdownAt(block: YamlBlock, name: string, setting: BlockSetting): Inline[] | null {
  const text = block.text(name);
  return text === null ? null : readInlineText(text, block.span(name), setting);
}
