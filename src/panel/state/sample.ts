/** The sample that the views follow through the batch. */
import type { PanelState } from './model';

/** The chosen sample as far as the batch has it; the first one before there is a batch. */
export function chosenSample(state: PanelState, N: number): number {
  return Math.max(0, Math.min(state.navigation.sample, N - 1));
}
