/** What a lesson's pane says in words of its own. */
import type { Cells, Exercise, LessonView, Place } from '../../protocol/lesson';

export function placeWords({ operation, layer, batchStep }: Place): string {
  const where = layer === null ? 'the loss' : `${operation} of ${layer}`;
  return batchStep === null ? where : `${where}, batch step ${batchStep}`;
}

/** `gradientWeights of hidden, row 2, column 1`, counted from 0. */
export function cellsWords({ layer, quantity, index }: Cells): string {
  if (quantity === 'loss') return 'the loss';
  const names =
    index.length === 3 ? ['sample', 'row', 'column'] : index.length === 2 ? ['row', 'column'] : ['column'];
  const parts = index.flatMap((at, i) => (at === null ? [] : [`${names[i] ?? ''} ${at}`]));
  return [`${quantity} of ${layer ?? ''}`, ...parts].join(', ');
}

/** As an expression would have it: `hidden.gradientWeights[2, :]`. */
export function cellsName({ layer, quantity, index }: Cells): string {
  if (quantity === 'loss') return 'loss';
  const brackets = index.length === 0 ? '' : `[${index.map((at) => at ?? ':').join(', ')}]`;
  return `${layer ?? ''}.${quantity}${brackets}`;
}

/** In place of a matrix whose shape is to be predicted. */
export const HIDDEN_SHAPE = '? — hidden until you have predicted its shape';

/** What is to be done at an exercise. */
export function taskWords(exercise: Exercise): string {
  switch (exercise.kind) {
    case 'predict':
      return `Predict the ${exercise.ask} of ${cellsWords(exercise.of)}.`;
    case 'formula':
      return `Write the formula of ${cellsWords(exercise.of)}.`;
    case 'gradient-check':
      return `Check the gradient of ${cellsWords(exercise.of)} by finite differences.`;
    case 'question':
      return exercise.choices === null ? 'Answer the question.' : 'Choose the right answer.';
  }
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
        text: `The numbers of this lesson come from a run of ${lesson.definition}.`,
        button: 'Start the run',
      };
    case 'other':
      return {
        text: `Another run is on show. This lesson is about ${lesson.definition}.`,
        button: 'Start its run',
      };
    case 'ended':
      return { text: 'The run is over: links and pages can move it no more.', button: 'Start it again' };
  }
}
