/** An exercise: what is asked, the answer that is typed or chosen, and what became of it. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isSettled } from '../../../protocol/exercise';
import type { Exercise } from '../../../protocol/lesson';
import { answersHere } from '../../state/lesson';
import { placeWords, taskWords } from '../../text/lesson';
import { Ahead } from './ahead';
import { AnswerForm } from './answerForm';
import { Inlines } from '../lesson/inlines';
import { CheckForm } from './checkForm';
import { useExercise } from './exerciseContext';
import { Outcome } from './outcome';
import { explain } from './showCells';

export function ExerciseBlock({ exercise }: { readonly exercise: Exercise }): JSX.Element {
  const { id, hint, prompt, required } = exercise;
  const record = useExercise().recordOf(id);
  const title = `exercise-${id}`;
  const settled = isSettled(record);
  useExplained(exercise, settled);
  return (
    <section class="exercise" data-exercise={id} data-settled={settled} aria-labelledby={title}>
      <h3 id={title}>
        {required ? l10n.t('Exercise') : l10n.t('Exercise (optional)')}
        {settled && (
          <>
            <span class="exercise-done" aria-hidden="true">
              {record?.revealed === true ? ' –' : ' ✓'}
            </span>
            <span class="unseen">{record?.revealed === true ? l10n.t(', given up') : l10n.t(', done')}</span>
          </>
        )}
      </h3>
      <p class="exercise-prompt" id={`${title}-prompt`}>
        <Inlines content={prompt} />
      </p>
      <p class="muted">{taskWords(exercise)}</p>
      <Ahead exercise={exercise} record={record} />
      <WhereTo exercise={exercise} />
      {exercise.kind === 'gradient-check' ? (
        <CheckForm exercise={exercise} record={record} />
      ) : (
        <AnswerForm key={id} exercise={exercise} record={record} />
      )}
      <Outcome exercise={exercise} record={record} />
      {hint !== null && (
        <details class="exercise-hint">
          <summary>{l10n.t('Hint')}</summary>
          <p>
            <Inlines content={hint} />
          </p>
        </details>
      )}
    </section>
  );
}

/** Where the run has to stand for it, and the way there when it does not. */
function WhereTo({ exercise }: { readonly exercise: Exercise }): JSX.Element | null {
  const { state, isLive, at: ofPage, goTo } = useExercise();
  const at = exercise.at ?? ofPage;
  if (at === null || exercise.kind === 'question') return null;
  if (answersHere(state, at, exercise.kind === 'predict' ? exercise.after : null)) return null;
  return (
    <p class="muted">
      {l10n.t('It is about the moment just after {0}.', placeWords(at))}{' '}
      <button
        type="button"
        class="menu-button"
        data-exercise-action="goTo"
        aria-disabled={!isLive}
        onClick={() => {
          if (isLive) goTo(at);
        }}
      >
        {l10n.t('Put the run there')}
      </button>
    </p>
  );
}

/** Once a prediction is settled, the number is explained from its factors. */
export function useExplained(exercise: Exercise, settled: boolean): void {
  const place = useExercise();
  const before = useRef(settled);
  useEffect(() => {
    const isNew = settled && !before.current;
    before.current = settled;
    if (isNew && exercise.kind === 'predict' && exercise.ask !== 'shape') explain(exercise.of, place);
  }, [settled]);
}
