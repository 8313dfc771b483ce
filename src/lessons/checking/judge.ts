/** An answer of any exercise, judged; and where the run has to stand for it. */
import * as l10n from '@vscode/l10n';
import type { Verdict } from '../../protocol/exercise';
import type { Cells, Exercise, Lesson, Place } from '../../protocol/lesson';
import { isRightAnswer, plainAnswer, type Question } from '../answerHash';
import { placeOfMaking } from '../making';
import { checkFormula, formulaRevealed } from './formula';
import { checkGradients, gradientOf } from './gradientCheck';
import type { Ground } from './ground';
import { checkPrediction, predictionRevealed } from './predict';
import { hasDecimalComma, pointForComma } from './typed';

/** What is judged by the run at hand. */
export type LiveExercise = Exclude<Exercise, { kind: 'question' }>;
/** What has an answer that the run can tell. A gradient check is only to be done. */
export type RevealableExercise = Extract<Exercise, { kind: 'predict' | 'formula' }>;

export interface PlacedExercise {
  readonly exercise: Exercise;
  /** Its own place, or that of its page; null: wherever the run stands. */
  readonly at: Place | null;
}

/** All exercises of a lesson, page by page. */
export function exercisesOf({ pages }: Pick<Lesson, 'pages'>): PlacedExercise[] {
  return pages.flatMap(({ at, blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'exercise' ? [{ exercise: block.exercise, at: block.exercise.at ?? at }] : [],
    ),
  );
}

export function isLive(exercise: Exercise): exercise is LiveExercise {
  return exercise.kind !== 'question';
}

export function isRevealable(exercise: Exercise): exercise is RevealableExercise {
  return exercise.kind === 'predict' || exercise.kind === 'formula';
}

/** What has to be there for a live exercise to be judged. */
export function subjectOf(exercise: LiveExercise): Cells {
  return exercise.kind === 'gradient-check' ? gradientOf(exercise.of) : exercise.of;
}

export function judge(exercise: LiveExercise, answer: string, ground: Ground): Promise<Verdict> {
  switch (exercise.kind) {
    case 'predict':
      return checkPrediction(exercise, answer, ground);
    case 'formula':
      return checkFormula(exercise, answer, ground);
    case 'gradient-check':
      return checkGradients(exercise, ground);
  }
}

export async function revealed(exercise: RevealableExercise, ground: Ground): Promise<string> {
  return exercise.kind === 'predict'
    ? predictionRevealed(exercise, ground)
    : formulaRevealed(exercise, ground);
}

export async function judgeQuestion(question: Question, answer: string): Promise<Verdict> {
  const say = (outcome: Verdict['outcome'], message: string): Verdict => ({
    outcome,
    message,
    mistake: null,
  });
  if (question.digits !== null && hasDecimalComma(answer)) return say('unread', pointForComma(answer));
  if (plainAnswer(question, answer) === null)
    return say(
      'unread',
      question.choices === null ? l10n.t('Type an answer first.') : l10n.t('Choose an answer first.'),
    );
  switch (await isRightAnswer(question, answer)) {
    case null:
      return say('ungraded', l10n.t('Noted. A teacher reads this answer.'));
    case true:
      return say('right', l10n.t('Right.'));
    case false:
      return say('wrong', l10n.t('Not yet.'));
  }
}

/** Where the numbers of the cells are made; null where they are from the start, as the parameters. */
export function placeOfResult(of: Cells, layers: readonly { readonly name: string }[]): Place | null {
  return of.quantity === 'weights' || of.quantity === 'bias' ? null : placeOfMaking(of, layers);
}

/** Where the run shows what is asked: of what is predicted ahead with the batch step. Null: wherever it stands. */
export function placeOfAnswer(
  exercise: LiveExercise,
  layers: readonly { readonly name: string }[],
): Place | null {
  if (exercise.kind === 'predict' && exercise.after !== null) return exercise.after;
  return placeOfResult(subjectOf(exercise), layers);
}
