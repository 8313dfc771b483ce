/** Where an answer is typed or chosen. The extension judges it; what is typed stays here until then. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { DIRECTIONS, isSettled, type ExerciseRecord } from '../../../protocol/exercise';
import type { Exercise } from '../../../protocol/lesson';
import { answerHelp, answerLabel, directionWords } from '../../text/exercise';
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
  const options = optionsOf(exercise);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (canAnswer) place.answer(id, text);
  };
  return (
    <form class="exercise-form" onSubmit={submit}>
      {options !== null ? (
        <Choices id={id} options={options} chosen={text} closed={settled} onChoose={setText} />
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

interface Option {
  /** As the answer has it. */
  readonly value: string;
  readonly label: JSX.Element | string;
}

/** What there is to choose from; null: the answer is typed. */
function optionsOf(exercise: Answered): readonly Option[] | null {
  if (exercise.kind === 'predict' && exercise.ask === 'direction')
    return DIRECTIONS.map((value) => ({ value, label: directionWords()[value] }));
  if (exercise.kind !== 'question' || exercise.choices === null) return null;
  // A choice is known by its number from 1.
  return exercise.choices.map((choice, i) => ({
    value: String(i + 1),
    label: <Inlines content={choice} />,
  }));
}

interface ChoicesProps {
  readonly id: string;
  readonly options: readonly Option[];
  /** Empty: none. */
  readonly chosen: string;
  readonly closed: boolean;
  readonly onChoose: (choice: string) => void;
}

function Choices({ id, options, chosen, closed, onChoose }: ChoicesProps): JSX.Element {
  return (
    <fieldset class="exercise-choices" disabled={closed}>
      <legend class="unseen">{l10n.t('Choose one')}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name={`exercise-${id}`}
            value={value}
            checked={chosen === value}
            onChange={() => onChoose(value)}
          />{' '}
          <span>{label}</span>
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
