/** An exercise at any pause, that the person sets for themselves: a prediction, or the formula of an operation. */
import type { ExerciseRecord } from './exercise';
import type { Cells, Exercise, Prediction } from './lesson';
import type { RunView } from './panel';

export interface PracticeTask {
  /** What is to be typed. */
  readonly ask: Prediction | 'formula';
  /** What it is about; of a formula, a whole quantity. */
  readonly of: Cells;
  /** Asked as they will be when they are made next; otherwise as they are now. */
  readonly next: boolean;
}

/** It ends when the run leaves the moment at which it was begun, or the way from there to where it is checked. */
export interface Practice {
  readonly run: string;
  readonly moment: number;
  /** Where it is checked: where it was begun, unless it is about numbers that are still to be made. */
  readonly until: number;
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

/** Panel to extension: about the moment at which the run stands, or at which the exercise was begun; else it is late, and dropped. */
export interface PracticeFromPanel {
  readonly type: 'practice';
  readonly run: string;
  readonly moment: number;
  readonly action: PracticeAction;
}

/** Whether an exercise is still on where the run stands, or is on its way. */
export function isOn(
  { run, moment, until }: Pick<Practice, 'run' | 'moment' | 'until'>,
  view: RunView,
): boolean {
  if (view.kind === 'none' || view.kind === 'ended' || view.run !== run) return false;
  if (view.kind === 'running') return until > moment;
  return view.state.moment >= moment && view.state.moment <= until;
}

export type PracticeAction =
  /** In place of one that there is. */
  | { readonly do: 'begin'; readonly task: PracticeTask }
  | { readonly do: 'answer'; readonly text: string }
  /** Gives up: the answer is told. */
  | { readonly do: 'reveal' }
  | { readonly do: 'end' };
