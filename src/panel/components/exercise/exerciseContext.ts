/** What an exercise may look at and do, wherever it stands: on a page of a lesson, or at a pause of any run. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ExerciseRecord } from '../../../protocol/exercise';
import type { Place } from '../../../protocol/lesson';
import type { FromPanel } from '../../../protocol/panel';
import type { PanelEvent, PanelState } from '../../state/model';

export interface ExercisePlace {
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
  /** The run that judges the answers is there. */
  readonly isLive: boolean;
  /** Where the run has to stand for exercises that name no place themselves; null: anywhere. */
  readonly at: Place | null;
  /** What has become of an exercise; undefined: nothing yet. */
  readonly recordOf: (exercise: string) => ExerciseRecord | undefined;
  readonly answer: (exercise: string, text: string) => void;
  readonly reveal: (exercise: string) => void;
  readonly goTo: (place: Place) => void;
}

export const ExerciseContext = createContext<ExercisePlace | null>(null);

export function useExercise(): ExercisePlace {
  const place = useContext(ExerciseContext);
  if (place === null) throw new Error('An exercise is drawn where somebody takes its answers.');
  return place;
}
