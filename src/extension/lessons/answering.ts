/** One answer to an exercise: judged by the run where it stands, and what is kept of it. */
import * as l10n from '@vscode/l10n';
import type { RunFollower } from '../../debug/follower';
import type { Ground } from '../../lessons/checking/ground';
import {
  isLive,
  isRevealable,
  judge,
  judgeQuestion,
  momentAt,
  placeOfResult,
  revealed,
  subjectOf,
  type PlacedExercise,
} from '../../lessons/checking/judge';
import { hasEquation } from '../../lessons/checking/rightFormulas';
import { standsFor, type ExerciseRecord, type Verdict } from '../../protocol/exercise';
import type { Exercise, Place } from '../../protocol/lesson';
import { partsOf } from '../../protocol/moments';
import type { AnswerTo, Question } from '../../protocol/questions';
import { momentOfPlace } from './journey';

type GradientQuestion = Question & { readonly about: 'gradientCheck' };

/** The run of the lesson; undefined: it is not there, or it is over. */
export type LiveRun = Pick<RunFollower, 'view' | 'evaluate' | 'answer'> | undefined;

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
  const stand = standing(at, run);
  const verdict =
    waitsFor(exercise, stand.place, run) === null
      ? await judge(exercise, answer, stand.ground)
      : notYet(exercise);
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
  const stand = standing(at, run);
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

function notYet({ kind }: Exercise): Verdict {
  const message =
    kind === 'gradient-check'
      ? l10n.t('The gradient is not computed yet. The run goes there now: check again.')
      : l10n.t(
          'There is no equation to check this by before the run has computed it. The run goes there now, and keeps it hidden: check again.',
        );
  return { outcome: 'unread', message, mistake: null };
}

function attemptsAfter(before: ExerciseRecord | undefined, { outcome }: Verdict): number {
  return (before?.attempts ?? 0) + (outcome === 'unread' ? 0 : 1);
}

interface Stand {
  readonly ground: Ground;
  /** With its batch step. */
  readonly place: Place | null;
  /** Throws when the run has moved: what was computed belongs to another moment. */
  isStill(): void;
}

/** The run where the exercise wants it. Throws when it is not there. */
function standing(at: Place | null, run: LiveRun): Stand {
  const view = run?.view();
  if (run === undefined || view?.kind !== 'stopped')
    throw new Error(l10n.t('The answer is checked by the run: it has to be paused.'));
  const { description, state } = view;
  if (at !== null) {
    const wanted = momentOfPlace(at, view);
    if ('trouble' in wanted) throw new Error(wanted.trouble);
    if (!standsFor(at, description.layers, state.moment))
      throw new Error(
        at.layer === null
          ? l10n.t('This exercise is about the moment just after the loss: put the run there first.')
          : l10n.t(
              'This exercise is about the moment just after {0} of {1}: put the run there first.',
              at.operation,
              at.layer,
            ),
      );
  }
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
    },
    place: position === null ? null : { operation: position.operation, layer, batchStep },
    isStill,
  };
}

/** Where the run has to go before an answer can be judged at all; null: it can be judged here. */
export function waitsFor(exercise: Exercise, at: Place | null, run: LiveRun): Place | null {
  const view = run?.view();
  if (!isLive(exercise) || view === undefined || view.kind === 'none') return null;
  const { layers } = view.description;
  const follows = exercise.kind !== 'gradient-check' && hasEquation(exercise.of, layers);
  return follows ? null : resultAhead(exercise, at, run);
}

/** The operation that makes what is asked, if it has not run yet. */
export function resultAhead(exercise: Exercise, at: Place | null, run: LiveRun): Place | null {
  const view = run?.view();
  if (!isLive(exercise) || at === null || view === undefined || view.kind === 'none') return null;
  const { layers } = view.description;
  const result = placeOfResult(subjectOf(exercise), layers);
  const moment = result === null ? null : momentAt(result, layers, at.batchStep ?? 0);
  if (result === null || moment === null || moment <= view.state.moment) return null;
  return { ...result, batchStep: at.batchStep };
}
