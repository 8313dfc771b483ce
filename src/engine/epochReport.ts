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
  totals: EpochTotals,
  end: { readonly epoch: number; readonly states: readonly LayerState[]; readonly breathe: Breathe },
): Promise<EpochReport> {
  const score = await scoreOrNothing(compute, network, end.states, validation, end.breathe);
  return reportOf(end.epoch, totals, network.classification ? rowsOf(training.inputs) : null, score);
}

/** @param classified the samples of the training split, of which some are classified right; null where none can be */
export function reportOf(
  epoch: number,
  { loss, lossSamples, right }: EpochTotals,
  classified: number | null,
  score: Pick<EpochReport, 'validationLoss' | 'validationAccuracy'>,
): EpochReport {
  const accuracy = classified === null ? null : right / classified;
  return { epoch, loss: loss / lossSamples, accuracy, ...score };
}
