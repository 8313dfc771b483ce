/** What became of an answer, in words and with a mark, and the ways on from there. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { isSettled, type ExerciseRecord } from '../../../protocol/exercise';
import type { Exercise } from '../../../protocol/lesson';
import { useExercise } from './exerciseContext';
import { explain } from './showCells';

interface OutcomeProps {
  readonly exercise: Exercise;
  readonly record: ExerciseRecord | undefined;
}

const MARKS = { right: '✓', wrong: '✗', unread: '…', waiting: '…', ungraded: '✓' } as const;

export function Outcome({ exercise, record }: OutcomeProps): JSX.Element {
  const place = useExercise();
  const outcome = record?.revealed === true ? 'revealed' : record?.verdict.outcome;
  return (
    <>
      {/* There from the beginning: what appears in it is read aloud. */}
      <div
        role="status"
        aria-live="polite"
        class="exercise-outcome"
        data-outcome={outcome}
        data-mistake={record?.verdict.mistake ?? undefined}
      >
        {record !== undefined && (
          <p>
            <span class="exercise-mark" aria-hidden="true">
              {outcome === 'revealed' ? '–' : MARKS[record.verdict.outcome]}
            </span>{' '}
            {record.verdict.message}
            {record.attempts > 1 && <span class="muted"> {l10n.t('({0} attempts)', record.attempts)}</span>}
          </p>
        )}
      </div>
      {isSettled(record) && exercise.kind === 'predict' && exercise.ask !== 'shape' && (
        <button
          type="button"
          class="lesson-link"
          data-exercise-action="why"
          onClick={() => explain(exercise.of, place)}
        >
          {l10n.t('Where it comes from')}
        </button>
      )}
    </>
  );
}
