/** What a view can ask of a run beside parts of matrices. Every answer belongs to the moment of its question. */
import type { LayerSummaries, Strips } from './engine';

export type Question =
  /** How the layers learnt in the latest `last` batch steps. */
  | { readonly about: 'strips'; readonly last: number }
  /** A layer in a few numbers, whichever layer is on show. */
  | { readonly about: 'summaries'; readonly layer: number };

export type Answer =
  | { readonly about: 'strips'; readonly strips: Strips }
  | { readonly about: 'summaries'; readonly summaries: LayerSummaries };

/** The answer to a question of this kind. */
export type AnswerTo<Q extends Question> = Extract<Answer, { about: Q['about'] }>;

/** Tells questions apart. */
export function questionKey(question: Question): string {
  return JSON.stringify(question);
}
