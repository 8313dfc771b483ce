/** What became of a lesson's exercises: the answers that were given, and how they were judged. */
import type { Place } from './lesson';
import { momentAt, partsOf } from './moments';
import { operationsOfBatchStep } from './vocabulary';

/** The mistakes that a formula is recognised by. */
export const MISTAKES = [
  'missingTranspose',
  'wrongOrder',
  'missingN',
  'extraN',
  'wrongPoint',
  'sumForMean',
  'missingDerivative',
  'missingBias',
  'missingActivation',
  'matrixForHadamard',
] as const;
export type Mistake = (typeof MISTAKES)[number];

/** Which way the loss goes, as an answer has it. */
export const DIRECTIONS = ['higher', 'lower', 'same'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface Verdict {
  /**
   * `unread`: it is no answer yet (a typing mistake), and counts as no attempt. `waiting`: it is judged as soon as the
   * run has come to where it can be. `ungraded`: a person reads it.
   */
  readonly outcome: 'right' | 'wrong' | 'unread' | 'waiting' | 'ungraded';
  /** In words for the learner. */
  readonly message: string;
  /** The common mistake that was recognised; null: none was. */
  readonly mistake: Mistake | null;
}

/** The answer that stands for a gradient check in a result: there is nothing to type, only to be done. */
export const CHECKED = 'checked';

/** All that is kept of one exercise. */
export interface ExerciseRecord {
  readonly answer: string;
  /** Answers that could be judged. */
  readonly attempts: number;
  readonly verdict: Verdict;
  /** The answer was shown on demand: what is typed after that is no answer any more. */
  readonly revealed: boolean;
  /** Where the run stood, with its batch step; null for a question. */
  readonly at: Place | null;
  /** When, as an ISO 8601 time. */
  readonly when: string;
}

/** By the ids of the exercises; those that were never answered are not in it. */
export type ExerciseRecords = Readonly<Record<string, ExerciseRecord>>;

/**
 * Whether an exercise about the moment just after `at` can be answered here: there, or later in the same batch step,
 * as long as no update has changed the numbers that it is about.
 */
export function standsFor(at: Place, layers: readonly { readonly name: string }[], moment: number): boolean {
  const operations = operationsOfBatchStep(layers.length);
  const { step, operation } = partsOf(moment, layers.length);
  if (moment === 0 || (at.batchStep !== null && at.batchStep !== step)) return false;
  const wanted = operations.findIndex(
    (key) =>
      key.operation === at.operation && (key.layer === null ? null : layers[key.layer]?.name) === at.layer,
  );
  if (wanted < 0) return false;
  return operation === wanted || (operation > wanted && operations[operation]?.phase !== 'update');
}

/**
 * Whether a prediction about the moment just after `after` can be answered here: on the way there from `at` (null:
 * from anywhere before), or there, as long as its numbers are the same.
 */
export function isOnTheWay(
  at: Place | null,
  after: Place,
  layers: readonly { readonly name: string }[],
  moment: number,
): boolean {
  const to = momentAt(after, layers, 0);
  const asked = at === null ? 1 : momentAt(at, layers, after.batchStep ?? 0);
  if (asked === null || to === null) return false;
  // Where its batch step is open, that before.
  const from = asked > to ? asked - partsOf(to, layers.length).each : asked;
  return (moment >= from && moment <= to) || lastsFrom(after, layers, moment);
}

/** Whether the numbers made just after `after` are still those: until an update, or if it is one, to the step's end. */
function lastsFrom(after: Place, layers: readonly { readonly name: string }[], moment: number): boolean {
  const made = momentAt(after, layers, 0);
  if (made === null || moment < made) return false;
  const isSameStep = partsOf(made, layers.length).step === partsOf(moment, layers.length).step;
  return standsFor(after, layers, moment) || (after.operation === 'update' && isSameStep);
}

/** Whether nothing is left to do at it. */
export function isSettled(record: ExerciseRecord | undefined): boolean {
  return (
    record !== undefined &&
    (record.revealed || record.verdict.outcome === 'right' || record.verdict.outcome === 'ungraded')
  );
}
