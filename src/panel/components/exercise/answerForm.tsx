/** Where an answer is typed or chosen. The extension judges it; what is typed stays here until then. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isSettled, type ExerciseRecord } from '../../../protocol/exercise';
import type { Exercise, Inline } from '../../../protocol/lesson';
import { answerHelp, answerLabel } from '../../text/exercise';
import { Inlines } from '../lesson/inlines';
import { useExercise } from './exerciseContext';

type Answered = Exclude<Exercise, { kind: 'gradient-check' }>;

interface AnswerFormProps {
  readonly exercise: Answered;
  readonly record: ExerciseRecord | undefined;
}

export function AnswerForm({ exercise, record }: AnswerFormProps): JSX.Element {
  const place = useExercise();
  const [text, setText] = useState(record?.answer ?? '');
  const { id } = exercise;
  const settled = isSettled(record);
  const isLive = exercise.kind !== 'question';
  const canAnswer = !settled && (!isLive || place.isLive);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (canAnswer) place.answer(id, text);
  };
  return (
    <form class="exercise-form" onSubmit={submit}>
      {exercise.kind === 'question' && exercise.choices !== null ? (
        <Choices id={id} choices={exercise.choices} chosen={text} closed={settled} onChoose={setText} />
      ) : (
        <TextField exercise={exercise} text={text} closed={settled} onText={setText} />
      )}
      {!settled && (
        <p class="exercise-buttons">
          <button type="submit" class="menu-button" data-exercise-action="answer" aria-disabled={!canAnswer}>
            {l10n.t('Check')}
          </button>
          {isLive && (
            <button
              type="button"
              class="menu-button exercise-reveal"
              data-exercise-action="reveal"
              title={l10n.t('Shows the answer. The result says that it was shown.')}
              aria-disabled={!canAnswer}
              onClick={() => {
                if (canAnswer) place.reveal(id);
              }}
            >
              {l10n.t('Give up and reveal')}
            </button>
          )}
        </p>
      )}
    </form>
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly choices: readonly (readonly Inline[])[];
  /** Its number from 1, as text; empty: none. */
  readonly chosen: string;
  readonly closed: boolean;
  readonly onChoose: (choice: string) => void;
}

function Choices({ id, choices, chosen, closed, onChoose }: ChoicesProps): JSX.Element {
  return (
    <fieldset class="exercise-choices" disabled={closed}>
      <legend class="unseen">{l10n.t('Choose one')}</legend>
      {choices.map((choice, i) => (
        <label key={i}>
          <input
            type="radio"
            name={`exercise-${id}`}
            value={String(i + 1)}
            checked={chosen === String(i + 1)}
            onChange={() => onChoose(String(i + 1))}
          />{' '}
          <span>
            <Inlines content={choice} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface TextFieldProps {
  readonly exercise: Answered;
  readonly text: string;
  readonly closed: boolean;
  readonly onText: (text: string) => void;
}

function TextField({ exercise, text, closed, onText }: TextFieldProps): JSX.Element {
  const { id } = exercise;
  const help = answerHelp(exercise);
  return (
    <p class="exercise-field">
      <label for={`answer-${id}`}>{answerLabel(exercise)}</label>
      <input
        id={`answer-${id}`}
        type="text"
        class={exercise.kind === 'formula' ? 'exercise-input formula-input' : 'exercise-input'}
        value={text}
        readOnly={closed}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={help === '' ? undefined : `help-${id}`}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      {help !== '' && (
        <span class="muted exercise-help" id={`help-${id}`}>
          {help}
        </span>
      )}
    </p>
  );
}
