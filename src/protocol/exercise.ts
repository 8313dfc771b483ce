/** What became of a lesson's exercises: the answers that were given, and how they were judged. */
import type { Place } from './lesson';
import { partsOf } from './moments';
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

export interface Verdict {
  /** `unread`: it is no answer yet (a typing mistake), and counts as no attempt. `ungraded`: a person reads it. */
  readonly outcome: 'right' | 'wrong' | 'unread' | 'ungraded';
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

/** Whether nothing is left to do at it. */
export function isSettled(record: ExerciseRecord | undefined): boolean {
  return (
    record !== undefined &&
    (record.revealed || record.verdict.outcome === 'right' || record.verdict.outcome === 'ungraded')
  );
}
