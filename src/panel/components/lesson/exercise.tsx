/** An exercise of a lesson, as its statement: what is asked, of what, and the hint on demand. */
import type { JSX } from 'preact';
import type { Exercise } from '../../../protocol/lesson';
import { placeWords, taskWords } from '../../text/lesson';
import { Inlines } from './inlines';

export function ExerciseStatement({ exercise }: { readonly exercise: Exercise }): JSX.Element {
  const { id, at, hint, prompt, required } = exercise;
  const title = `exercise-${id}`;
  return (
    <section class="exercise" data-exercise={id} aria-labelledby={title}>
      <h3 id={title}>Exercise{required ? '' : ' (optional)'}</h3>
      <p class="exercise-prompt">
        <Inlines content={prompt} />
      </p>
      {exercise.kind === 'question' && exercise.choices !== null && (
        <ol class="exercise-choices">
          {exercise.choices.map((choice, i) => (
            <li key={i}>
              <Inlines content={choice} />
            </li>
          ))}
        </ol>
      )}
      <p class="muted">
        {taskWords(exercise)}
        {at !== null && ` The run stands just after ${placeWords(at)}.`}
      </p>
      {hint !== null && (
        <details class="exercise-hint">
          <summary>Hint</summary>
          <p>
            <Inlines content={hint} />
          </p>
        </details>
      )}
    </section>
  );
}
