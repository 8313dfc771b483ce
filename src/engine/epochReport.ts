/** What is said of a finished epoch. */
import type { Dataset } from '../data/dataset';
import type { EpochReport } from '../protocol/engine';
import { rowsOf, type LayerState } from './batchRecord';
import type { Compute } from './compute';
import { scoreOrNothing, type Breathe } from './evaluation';
import type { Network } from './operations';
import type { EpochTotals } from './standing';

/** The means over the epoch's batches, and the validation split with the weights that it left. */
export async function epochReport(
  compute: Compute,
  network: Network,
  { training, validation }: Dataset,
  { loss, lossSamples, right }: EpochTotals,
  end: { readonly epoch: number; readonly states: readonly LayerState[]; readonly breathe: Breathe },
): Promise<EpochReport> {
  return {
    epoch: end.epoch,
    loss: loss / lossSamples,
    accuracy: network.classification ? right / rowsOf(training.inputs) : null,
    ...(await scoreOrNothing(compute, network, end.states, validation, end.breathe)),
  };
}
