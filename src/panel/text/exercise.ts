/** What exercises say of the answer that they want. */
import { isSettled, type ExerciseRecords } from '../../protocol/exercise';
import type { Exercise, Lesson } from '../../protocol/lesson';

type Answered = Exclude<Exercise, { kind: 'gradient-check' }>;

export function answerLabel(exercise: Answered): string {
  switch (exercise.kind) {
    case 'predict':
      return exercise.ask === 'value' ? 'Your prediction' : `The ${exercise.ask}`;
    case 'formula':
      return `${exercise.of.quantity} =`;
    case 'question':
      return 'Your answer';
  }
}

export function answerHelp(exercise: Answered): string {
  switch (exercise.kind) {
    case 'predict':
      return PREDICTION_HELP[exercise.ask](exercise.tolerance, isOneNumber(exercise));
    case 'formula':
      return "* is the product of matrices, .* goes number by number, ' transposes; names are those of the layer, layers[1].weights those of another, N the samples of the batch.";
    case 'question':
      return exercise.digits === null ? '' : `${exercise.digits} significant digits count.`;
  }
}

const PREDICTION_HELP = {
  value: (tolerance: number, one: boolean) =>
    `${one ? 'A number, or a calculation of numbers' : 'The numbers row by row, with spaces between'}; right within ${Number((tolerance * 100).toPrecision(3))} %.`,
  sign: (_: number, one: boolean) => (one ? '+, - or 0.' : '+, - or 0 for each number, row by row.'),
  shape: () => 'Rows × columns, for example 2 x 3.',
} as const;

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
