/** The sample that the views follow through the batch. */
import type { PanelState } from './model';

/** The chosen sample as far as the batch has it; the first one where none is chosen. */
export function chosenSample(state: PanelState, N: number): number {
  return Math.max(0, Math.min(state.navigation.sample ?? 0, N - 1));
}
