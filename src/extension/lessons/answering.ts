/** One answer to an exercise: judged by the run where it stands, and what is kept of it. */
import type { RunFollower } from '../../debug/follower';
import type { Ground } from '../../lessons/checking/ground';
import {
  isLive,
  judge,
  judgeQuestion,
  momentAt,
  placeOfResult,
  revealed,
  type PlacedExercise,
} from '../../lessons/checking/judge';
import { standsFor, type ExerciseRecord, type Verdict } from '../../protocol/exercise';
import type { Exercise, Place } from '../../protocol/lesson';
import { partsOf } from '../../protocol/moments';
import { momentOfPlace } from './journey';

/** The run of the lesson; undefined: it is not there, or it is over. */
export type LiveRun = Pick<RunFollower, 'view' | 'evaluate'> | undefined;

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
  const verdict = await judge(exercise, answer, stand.ground);
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
  if (!isLive(exercise) || before?.verdict.outcome === 'right') return null;
  const stand = standing(at, run);
  const message = await revealed(exercise, stand.ground);
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
    throw new Error('The answer is checked by the run: it has to be paused.');
  const { description, state } = view;
  if (at !== null) {
    const wanted = momentOfPlace(at, view);
    if ('trouble' in wanted) throw new Error(wanted.trouble);
    if (!standsFor(at, description.layers, state.moment))
      throw new Error(
        `This exercise is about the moment just after ${at.layer === null ? 'the loss' : `${at.operation} of ${at.layer}`}: put the run there first.`,
      );
  }
  const names = description.layers;
  const { position, moment } = state;
  const layer = position === null || position.layer === null ? null : (names[position.layer]?.name ?? null);
  const batchStep = partsOf(moment, names.length).step;
  return {
    ground: {
      layers: names,
      evaluate: async (text, of) => (await run.evaluate(text, of)).value,
    },
    place: position === null ? null : { operation: position.operation, layer, batchStep },
    isStill: () => {
      const now = run.view();
      if (now.kind !== 'stopped' || now.run !== view.run || now.state.moment !== moment)
        throw new Error('The run has gone on while the answer was checked: answer again.');
    },
  };
}

/** The operation that makes what was predicted, if it has not run yet. */
export function resultAhead(exercise: Exercise, { at }: ExerciseRecord, run: LiveRun): Place | null {
  const view = run?.view();
  if (exercise.kind !== 'predict' || at === null || view === undefined || view.kind === 'none') return null;
  const { layers } = view.description;
  const result = placeOfResult(exercise.of, layers);
  const moment = result === null ? null : momentAt(result, layers, at.batchStep ?? 0);
  if (result === null || moment === null || moment <= view.state.moment) return null;
  return { ...result, batchStep: at.batchStep };
}
