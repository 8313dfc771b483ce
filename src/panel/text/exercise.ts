/** What exercises say of the answer that they want. */
import * as l10n from '@vscode/l10n';
import { isSettled, type Direction, type ExerciseRecords } from '../../protocol/exercise';
import type { Exercise, Lesson } from '../../protocol/lesson';

type Answered = Exclude<Exercise, { kind: 'gradient-check' }>;

export function answerLabel(exercise: Answered): string {
  switch (exercise.kind) {
    case 'predict':
      return {
        value: l10n.t('Your prediction'),
        sign: l10n.t('The sign'),
        shape: l10n.t('The shape'),
        direction: l10n.t('Which way the loss goes'),
      }[exercise.ask];
    case 'formula':
      return `${exercise.of.quantity} =`;
    case 'question':
      return l10n.t('Your answer');
  }
}

export function answerHelp(exercise: Answered): string {
  switch (exercise.kind) {
    case 'predict':
      return predictionHelp(exercise);
    case 'formula':
      return l10n.t(
        "* is the product of matrices, .* goes number by number, ' transposes; names are those of the layer, layers[1].weights those of another, N the samples of the batch.",
      );
    case 'question':
      return exercise.digits === null ? '' : l10n.t('{0} significant digits count.', exercise.digits);
  }
}

function predictionHelp(exercise: Extract<Exercise, { kind: 'predict' }>): string {
  const isOne = isOneNumber(exercise);
  switch (exercise.ask) {
    case 'value': {
      const percent = Number((exercise.tolerance * 100).toPrecision(3));
      if (isColumn(exercise))
        return l10n.t('The numbers from top to bottom, with spaces between; right within {0} %.', percent);
      return isOne
        ? l10n.t('A number, or a calculation of numbers; right within {0} %.', percent)
        : l10n.t('The numbers row by row, with spaces between; right within {0} %.', percent);
    }
    case 'sign':
      return isOne ? l10n.t('+, - or 0.') : l10n.t('+, - or 0 for each number, row by row.');
    case 'shape':
      return l10n.t('Rows × columns, for example 2 x 3.');
    case 'direction':
      return '';
  }
}

export const directionWords = (): Readonly<Record<Direction, string>> => ({
  higher: l10n.t('It will be higher'),
  lower: l10n.t('It will be lower'),
  same: l10n.t('It will be the same'),
});

function isColumn({ of: { index } }: Extract<Exercise, { kind: 'predict' }>): boolean {
  return index.length > 1 && index.at(-1) !== null && index.at(-2) === null;
}

function isOneNumber({ of }: Extract<Exercise, { kind: 'predict' }>): boolean {
  return of.quantity === 'loss' || (of.index.length > 0 && of.index.every((at) => at !== null));
}

export interface Tally {
  readonly required: number;
  readonly done: number;
  /** The pages on which something required is left, counted from 0. */
  readonly openPages: readonly number[];
}

/** How far the required exercises have come; null when the lesson has no exercises at all. */
export function tallyOf({ pages }: Pick<Lesson, 'pages'>, records: ExerciseRecords): Tally | null {
  const all = pages.flatMap(({ blocks }, page) =>
    blocks.flatMap((block) => (block.kind === 'exercise' ? [{ page, exercise: block.exercise }] : [])),
  );
  if (all.length === 0) return null;
  const required = all.filter(({ exercise }) => exercise.required);
  const open = required.filter(({ exercise }) => !isSettled(records[exercise.id]));
  return {
    required: required.length,
    done: required.length - open.length,
    openPages: [...new Set(open.map(({ page }) => page))],
  };
}
