/** What a lesson's pane says in words of its own. */
import * as l10n from '@vscode/l10n';
import type { Cells, Exercise, LessonView, Place } from '../../protocol/lesson';
import type { Phase } from '../../protocol/vocabulary';

export function placeWords({ operation, layer, batchStep }: Place): string {
  const where = layer === null ? l10n.t('the loss') : l10n.t('{0} of {1}', operation, layer);
  return batchStep === null ? where : l10n.t('{0}, batch step {1}', where, batchStep);
}

/** `gradientWeights of hidden, row 2, column 1`, counted from 0. */
export function cellsWords({ layer, quantity, index }: Cells): string {
  if (quantity === 'loss') return l10n.t('the loss');
  const words = [
    (at: number) => l10n.t('sample {0}', at),
    (at: number) => l10n.t('row {0}', at),
    (at: number) => l10n.t('column {0}', at),
  ].slice(3 - index.length);
  const parts = index.flatMap((at, i) => (at === null ? [] : (words[i]?.(at) ?? [])));
  return [l10n.t('{0} of {1}', quantity, layer ?? ''), ...parts].join(', ');
}

/** As an expression would have it: `hidden.gradientWeights[2, :]`. */
export function cellsName({ layer, quantity, index }: Cells): string {
  if (quantity === 'loss') return 'loss';
  const brackets = index.length === 0 ? '' : `[${index.map((at) => at ?? ':').join(', ')}]`;
  return `${layer ?? ''}.${quantity}${brackets}`;
}

/** In place of a matrix whose shape is to be predicted. */
export function hiddenShape(): string {
  return l10n.t('? — hidden until you have predicted its shape');
}

/** As it stands in a sentence. */
export function phaseWord(phase: Phase): string {
  return {
    forward: l10n.t('forward'),
    loss: l10n.t('loss'),
    backward: l10n.t('backward'),
    update: l10n.t('update'),
  }[phase];
}

/** What is to be done at an exercise. */
export function taskWords(exercise: Exercise): string {
  switch (exercise.kind) {
    case 'predict':
      return {
        value: l10n.t('Predict the value of {0}.', cellsWords(exercise.of)),
        sign: l10n.t('Predict the sign of {0}.', cellsWords(exercise.of)),
        shape: l10n.t('Predict the shape of {0}.', cellsWords(exercise.of)),
        direction: l10n.t('Predict whether the loss will be higher or lower than in the batch step before.'),
      }[exercise.ask];
    case 'formula':
      return l10n.t('Write the formula of {0}.', cellsWords(exercise.of));
    case 'gradient-check':
      return l10n.t('Check the gradient of {0} by finite differences.', cellsWords(exercise.of));
    case 'question':
      return exercise.choices === null ? l10n.t('Answer the question.') : l10n.t('Choose the right answer.');
  }
}

/** What becomes of an answer about numbers that are still to be made. */
export function aheadWords(after: Place): string {
  return l10n.t(
    'It is asked as it will be just after {0}: answer first, then the run goes there and checks it.',
    placeWords(after),
  );
}

/** What keeps the page's numbers away, and what the button beside it does; null: nothing does. */
export function runNotice({
  run,
  lesson,
}: LessonView): { readonly text: string; readonly button: string } | null {
  switch (run) {
    case 'live':
      return null;
    case 'none':
      return {
        text: l10n.t('The numbers of this lesson come from a run of {0}.', lesson.definition),
        button: l10n.t('Start the run'),
      };
    case 'other':
      return {
        text: l10n.t('Another run is on show. This lesson is about {0}.', lesson.definition),
        button: l10n.t('Start its run'),
      };
    case 'ended':
      return {
        text: l10n.t('The run is over: links and pages can move it no more.'),
        button: l10n.t('Start it again'),
      };
  }
}
