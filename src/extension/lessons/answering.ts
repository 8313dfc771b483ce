/** One answer to an exercise: judged by the run where it stands, and what is kept of it. */
import * as l10n from '@vscode/l10n';
import type { RunFollower } from '../../debug/follower';
import type { Ground } from '../../lessons/checking/ground';
import {
  isLive,
  isRevealable,
  judge,
  judgeQuestion,
  placeOfAnswer,
  revealed,
  type LiveExercise,
  type PlacedExercise,
} from '../../lessons/checking/judge';
import { unreadable } from '../../lessons/checking/predict';
import { hasEquation } from '../../lessons/checking/rightFormulas';
import { isOnTheWay, standsFor, type ExerciseRecord, type Verdict } from '../../protocol/exercise';
import type { Exercise, Place } from '../../protocol/lesson';
import { momentAt, partsOf } from '../../protocol/moments';
import type { RunView } from '../../protocol/panel';
import type { AnswerTo, Question } from '../../protocol/questions';
import { momentOfPlace } from './journey';

type GradientQuestion = Question & { readonly about: 'gradientCheck' };

/** The run of the lesson; undefined: it is not there, or it is over. */
export type LiveRun = Pick<RunFollower, 'view' | 'evaluate' | 'answer' | 'losses'> | undefined;

/**
 * Null when nothing comes of it: after the answer was shown, nothing typed counts any more. Rejects, in words for the
 * learner, when the run does not stand where the exercise is about.
 */
export async function answered(
  { exercise, at }: PlacedExercise,
  answer: string,
  before: ExerciseRecord | undefined,
  run: LiveRun,
): Promise<ExerciseRecord | null> {
  if (before?.revealed === true) return null;
  const when = new Date().toISOString();
  if (exercise.kind === 'question') {
    const verdict = await judgeQuestion(exercise, answer);
    return { answer, attempts: attemptsAfter(before, verdict), verdict, revealed: false, at: null, when };
  }
  if (!isLive(exercise)) return null;
  const stand = standing({ exercise, at }, run);
  const verdict =
    waitsFor(exercise, stand.place, run) === null
      ? await judge(exercise, answer, stand.ground)
      : noted(exercise, answer);
  stand.isStill();
  return {
    answer,
    attempts: attemptsAfter(before, verdict),
    verdict,
    revealed: false,
    at: stand.place,
    when,
  };
}

export async function givenUp(
  { exercise, at }: PlacedExercise,
  before: ExerciseRecord | undefined,
  run: LiveRun,
): Promise<ExerciseRecord | null> {
  if (!isRevealable(exercise) || before?.verdict.outcome === 'right') return null;
  const stand = standing({ exercise, at }, run);
  const message =
    waitsFor(exercise, stand.place, run) === null
      ? await revealed(exercise, stand.ground)
      : l10n.t('The run goes there, and shows it.');
  stand.isStill();
  return {
    answer: before?.answer ?? '',
    attempts: before?.attempts ?? 0,
    verdict: { outcome: 'wrong', message, mistake: null },
    revealed: true,
    at: stand.place,
    when: new Date().toISOString(),
  };
}

/** It is judged when the run has come to where it can be. */
function noted(exercise: LiveExercise, answer: string): Verdict {
  const message = l10n.t('The run goes on to where it is computed, and checks it there.');
  const unread = exercise.kind === 'predict' ? unreadable(exercise, answer) : null;
  return unread ?? { outcome: 'waiting', message, mistake: null };
}

function attemptsAfter(before: ExerciseRecord | undefined, { outcome }: Verdict): number {
  return (before?.attempts ?? 0) + (outcome === 'unread' || outcome === 'waiting' ? 0 : 1);
}

interface Stand {
  readonly ground: Ground;
  /** With its batch step. */
  readonly place: Place | null;
  /** Throws when the run has moved: what was computed belongs to another moment. */
  isStill(): void;
}

/** The run where the exercise wants it. Throws when it is not there. */
function standing({ exercise, at }: PlacedExercise, run: LiveRun): Stand {
  const view = run?.view();
  if (run === undefined || view?.kind !== 'stopped')
    throw new Error(l10n.t('The answer is checked by the run: it has to be paused.'));
  const { description, state } = view;
  requireThere(at, exercise.kind === 'predict' ? exercise.after : null, view);
  const names = description.layers;
  const { position, moment } = state;
  const layer = position === null || position.layer === null ? null : (names[position.layer]?.name ?? null);
  const batchStep = partsOf(moment, names.length).step;
  const isStill = (): void => {
    const now = run.view();
    if (now.kind !== 'stopped' || now.run !== view.run || now.state.moment !== moment)
      throw new Error(l10n.t('The run has gone on while the answer was checked: answer again.'));
  };
  return {
    ground: {
      layers: names,
      evaluate: async (text, of) => (await run.evaluate(text, of)).value,
      check: async (elements) => {
        const { value } = await run.answer({ about: 'gradientCheck', elements });
        // A check of many pieces need not be finished for nobody.
        isStill();
        // A question is answered by an answer of its own kind.
        return (value as AnswerTo<GradientQuestion>).check;
      },
      lossBefore: async () => {
        const { value } = await run.losses(Number.MAX_SAFE_INTEGER);
        return value.losses[value.steps.indexOf(batchStep - 1)] ?? null;
      },
    },
    place: position === null ? null : { operation: position.operation, layer, batchStep },
    isStill,
  };
}

function requireThere(at: Place | null, after: Place | null, view: Exclude<RunView, { kind: 'none' }>): void {
  const { layers } = view.description;
  const { moment } = view.state;
  const first = at ?? after;
  if (first === null) return;
  const wanted = momentOfPlace(first, view);
  if ('trouble' in wanted) throw new Error(wanted.trouble);
  if (after === null ? standsFor(first, layers, moment) : isOnTheWay(at, after, layers, moment)) return;
  throw new Error(
    first.layer === null
      ? l10n.t('This exercise is about the moment just after the loss: put the run there first.')
      : l10n.t(
          'This exercise is about the moment just after {0} of {1}: put the run there first.',
          first.operation,
          first.layer,
        ),
  );
}

/** Where the run has to go before an answer can be judged at all; null: it can be judged here. */
export function waitsFor(exercise: Exercise, at: Place | null, run: LiveRun): Place | null {
  const view = run?.view();
  if (!isLive(exercise) || view === undefined || view.kind === 'none') return null;
  const { layers } = view.description;
  const isAhead = exercise.kind === 'predict' && exercise.after !== null;
  const follows = !isAhead && exercise.kind !== 'gradient-check' && hasEquation(exercise.of, layers);
  return follows ? null : resultAhead(exercise, at, run);
}

/** Where the run shows what is asked, if it has not come there yet. */
export function resultAhead(exercise: Exercise, at: Place | null, run: LiveRun): Place | null {
  const view = run?.view();
  if (!isLive(exercise) || at === null || view === undefined || view.kind === 'none') return null;
  const { layers } = view.description;
  const result = placeOfAnswer(exercise, layers);
  const moment = result === null ? null : momentAt(result, layers, at.batchStep ?? 0);
  if (result === null || moment === null || moment <= view.state.moment) return null;
  return { ...result, batchStep: result.batchStep ?? at.batchStep };
}
