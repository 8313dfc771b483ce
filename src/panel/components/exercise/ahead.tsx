/** Of a prediction about what is still to be made: when it will be checked. */
import type { JSX } from 'preact';
import { isSettled, type ExerciseRecord } from '../../../protocol/exercise';
import type { Exercise } from '../../../protocol/lesson';
import { isAhead } from '../../state/lesson';
import { aheadWords } from '../../text/lesson';
import { useExercise } from './exerciseContext';

interface AheadProps {
  readonly exercise: Exercise;
  readonly record: ExerciseRecord | undefined;
}

export function Ahead({ exercise, record }: AheadProps): JSX.Element | null {
  const { state } = useExercise();
  if (exercise.kind !== 'predict' || exercise.after === null) return null;
  if (isSettled(record) || !isAhead(state, exercise.after)) return null;
  return (
    <p class="muted" data-ahead>
      {aheadWords(exercise.after)}
    </p>
  );
}
