/** An exercise at any pause, that the person sets for themselves: a prediction, or the formula of an operation. */
import type { ExerciseRecord } from './exercise';
import type { Cells, Exercise, Prediction } from './lesson';

export interface PracticeTask {
  /** What is to be typed. */
  readonly ask: Prediction | 'formula';
  /** What it is about; of a formula, a whole quantity. */
  readonly of: Cells;
}

/** It ends when the run leaves the moment at which it was begun. */
export interface Practice {
  readonly run: string;
  readonly moment: number;
  readonly exercise: Extract<Exercise, { kind: 'predict' | 'formula' }>;
  /** Null: not answered yet. */
  readonly record: ExerciseRecord | null;
  /** Why the last answer could not be judged, in words; null: it could. */
  readonly trouble: string | null;
}

/** Extension to panel; null: there is none, or it is over. */
export interface PracticeToPanel {
  readonly type: 'practice';
  readonly practice: Practice | null;
}

/** Panel to extension. Of another moment than that at which the run stands it is late, and dropped. */
export interface PracticeFromPanel {
  readonly type: 'practice';
  readonly run: string;
  readonly moment: number;
  readonly action: PracticeAction;
}

export type PracticeAction =
  /** In place of one that there is. */
  | { readonly do: 'begin'; readonly task: PracticeTask }
  | { readonly do: 'answer'; readonly text: string }
  /** Gives up: the answer is told. */
  | { readonly do: 'reveal' }
  | { readonly do: 'end' };
