/** A gradient check: nothing to type. It is run on demand, judged by the extension, and looked at in its view. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { CHECKED, isSettled, type ExerciseRecord } from '../../../protocol/exercise';
import type { Exercise } from '../../../protocol/lesson';
import { hides } from '../../state/lesson';
import { useExercise } from './exerciseContext';
import { showCheck } from './showCells';

interface CheckFormProps {
  readonly exercise: Extract<Exercise, { kind: 'gradient-check' }>;
  readonly record: ExerciseRecord | undefined;
}

export function CheckForm({ exercise, record }: CheckFormProps): JSX.Element {
  const place = useExercise();
  const { isLive, state } = place;
  return (
    <p class="exercise-buttons">
      {!isSettled(record) && (
        <button
          type="button"
          class="menu-button"
          data-exercise-action="answer"
          aria-disabled={!isLive}
          onClick={() => {
            if (isLive) place.answer(exercise.id, CHECKED);
          }}
        >
          {l10n.t('Check the gradient')}
        </button>
      )}
      {!hides(state, 'gradientCheck') && (
        <button
          type="button"
          class={isSettled(record) ? 'menu-button' : 'menu-button exercise-reveal'}
          data-exercise-action="view"
          aria-disabled={!isLive}
          onClick={() => {
            if (isLive) showCheck(exercise.of, place);
          }}
        >
          {l10n.t('Show it number by number')}
        </button>
      )}
    </p>
  );
}
