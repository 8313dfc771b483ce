/** What became of a lesson's exercises: the answers that were given, and how they were judged. */
import type { Place } from './lesson';

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

/** Whether nothing is left to do at it. */
export function isSettled(record: ExerciseRecord | undefined): boolean {
  return (
    record !== undefined &&
    (record.revealed || record.verdict.outcome === 'right' || record.verdict.outcome === 'ungraded')
  );
}
