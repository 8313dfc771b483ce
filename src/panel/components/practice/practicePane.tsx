/** An exercise at a pause, below the matrix that it is about: how much to predict and what of it, and the answer. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isSettled } from '../../../protocol/exercise';
import type { Cells } from '../../../protocol/lesson';
import type { FromPanel } from '../../../protocol/panel';
import type { Practice, PracticeAction, PracticeTask } from '../../../protocol/practice';
import type { PanelEvent, PanelState } from '../../state/model';
import { asksAbout, extentOf, extentsOf, moved, whensOf, widened } from '../../state/practice';
import { askWords, extentWords, practiceTitle, whenWords } from '../../text/practice';
import { Choice } from '../controls/choice';
import { Ahead } from '../exercise/ahead';
import { AnswerForm } from '../exercise/answerForm';
import { useExplained } from '../exercise/exercise';
import { ExerciseContext, type ExercisePlace } from '../exercise/exerciseContext';
import { Outcome } from '../exercise/outcome';

interface PracticePaneProps {
  readonly practice: Practice;
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
}

export function PracticePane({ practice, state, dispatch, post }: PracticePaneProps): JSX.Element {
  const { exercise, record, trouble, run, moment } = practice;
  const act = (action: PracticeAction): void => post({ type: 'practice', run, moment, action });
  const place: ExercisePlace = {
    state,
    dispatch,
    post,
    isLive: true,
    at: null,
    recordOf: () => record ?? undefined,
    answer: (_, text) => act({ do: 'answer', text }),
    reveal: () => act({ do: 'reveal' }),
    // It is about where the run stands.
    goTo: () => undefined,
  };
  const task =
    JSON.stringify(exercise.of) +
    (exercise.kind === 'predict' ? exercise.ask + JSON.stringify(exercise.after) : '');
  const pane = useFocus(task);
  const close = (): void => {
    act({ do: 'end' });
    // What had the focus is about to go.
    const { quantity } = exercise.of;
    document
      .querySelector<HTMLElement>(`[data-action="more-${quantity}"], [data-action="predict-${quantity}"]`)
      ?.focus();
  };
  return (
    <ExerciseContext.Provider value={place}>
      <section
        ref={pane}
        class="practice"
        aria-labelledby="practice-title"
        data-practice={exercise.kind}
        data-settled={isSettled(record ?? undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
      >
        <header class="practice-head">
          <h4 id="practice-title">{practiceTitle(exercise)}</h4>
          <button
            type="button"
            class="tool-close"
            data-practice-action="end"
            aria-label={l10n.t('End the exercise')}
            title={l10n.t('End the exercise (Escape)')}
            onClick={close}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </header>
        {exercise.kind === 'predict' && !isSettled(record ?? undefined) && isBegun(practice, state) && (
          <TaskChoices
            task={{ ask: exercise.ask, of: exercise.of, next: exercise.after !== null }}
            isThere={isThere(exercise.of, state)}
            onChoose={(chosen) => act({ do: 'begin', task: chosen })}
          />
        )}
        <ExerciseNote practice={practice} />
        <AnswerForm key={task} exercise={exercise} record={record ?? undefined} />
        <Outcome exercise={exercise} record={record ?? undefined} />
        {trouble !== null && (
          <p class="practice-trouble" role="alert">
            {trouble}
          </p>
        )}
        <Explained practice={practice} />
      </section>
    </ExerciseContext.Provider>
  );
}

/** Whether the run still stands where the exercise was begun: it can still be another one. */
function isBegun({ moment }: Practice, { run }: PanelState): boolean {
  return run.kind === 'stopped' && run.state.moment === moment;
}

/** Whether what is asked is there at this moment, however it will be later. */
function isThere({ layer: name, quantity }: Cells, { run, layer }: PanelState): boolean {
  if (run.kind === 'none') return false;
  if (quantity === 'loss') return run.state.loss !== null;
  const isShown = layer !== null && run.description.layers[layer.layer]?.name === name;
  return isShown && layer.summaries[quantity] !== null;
}

/** Inside the context that it needs. */
function ExerciseNote({ practice: { exercise, record } }: { readonly practice: Practice }): JSX.Element {
  return <Ahead exercise={exercise} record={record ?? undefined} />;
}

/** Inside the context that it needs. */
function Explained({ practice: { exercise, record } }: { readonly practice: Practice }): null {
  useExplained(exercise, isSettled(record ?? undefined));
  return null;
}

interface TaskChoicesProps {
  readonly task: PracticeTask;
  readonly isThere: boolean;
  readonly onChoose: (task: PracticeTask) => void;
}

function TaskChoices({ task, isThere, onChoose }: TaskChoicesProps): JSX.Element {
  const extent = extentOf(task.of);
  // Widened, it still knows the number at which it was begun.
  const begun = useRef(task.of);
  if (extent === 'number') begun.current = task.of;
  const [asks, extents, whens] = [asksAbout(task), extentsOf(begun.current), whensOf(task.of, isThere)];
  return (
    <div class="practice-choices">
      {extents.length > 1 && (
        <Choice
          label={l10n.t('Hide')}
          name="practice-extent"
          options={extents.map((value) => ({ value, label: extentWords()[value] }))}
          chosen={extent}
          onChoose={(value) => onChoose(widened(task, begun.current, value))}
        />
      )}
      {whens.length > 1 && (
        <Choice
          label={l10n.t('When')}
          name="practice-when"
          options={whens.map((value) => ({ value, label: whenWords()[value] }))}
          chosen={task.next ? 'next' : 'now'}
          onChoose={(when) => onChoose(moved(task, when))}
        />
      )}
      {asks.length > 1 && (
        <Choice
          label={l10n.t('Predict')}
          name="practice-ask"
          options={asks.map((value) => ({ value, label: askWords()[value] }))}
          chosen={asks.find((value) => value === task.ask) ?? 'value'}
          onChoose={(ask) => onChoose({ ...task, ask })}
        />
      )}
    </div>
  );
}

/** What was asked for with a key is answered with keys: the field takes the focus, unless a choice above it has it. */
function useFocus(task: string): { readonly current: HTMLElement | null } {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (pane.current?.contains(document.activeElement) === true) return;
    const field = pane.current?.querySelector<HTMLElement>('.exercise-input');
    field?.focus({ preventScroll: true });
    pane.current?.scrollIntoView({ block: 'nearest' });
  }, [task]);
  return pane;
}
