/** What the time line says in words. */
import type { LossCurve, RunState } from '../../protocol/engine';
import { lossAt, type Steps } from '../state/timeline';
import { formatCell, formatLoss, formatShare } from './format';

/** `batch step 12 of 400, epoch 1, loss 0.31`; counted from 0 over the whole run, of those begun so far. */
export function stepWords(curve: LossCurve, step: number, steps: Steps, state: RunState): string {
  const isHere = step === steps.here && state.position !== null;
  const epoch = isHere ? state.position.epoch : Math.floor(step / Math.max(1, state.batchesPerEpoch));
  return [
    `batch step ${step} of ${steps.newest + 1}`,
    `epoch ${epoch}`,
    ...lossWords(curve, step, steps, state),
    ...accuracyWords(curve, step, steps, state),
  ].join(', ');
}

function lossWords(curve: LossCurve, step: number, steps: Steps, state: RunState): string[] {
  if (step === steps.here && state.loss !== null) return [`loss ${formatLoss(state.loss)}`];
  const found = lossAt(curve, step);
  if (found === null) return [];
  // A thinned curve knows the neighbourhood, not the number.
  return [found.exact ? `loss ${formatLoss(found.loss)}` : `loss about ${formatCell(found.loss)}`];
}

function accuracyWords(curve: LossCurve, step: number, steps: Steps, state: RunState): string[] {
  if (step === steps.here && state.accuracy !== null) return [`accuracy ${formatShare(state.accuracy)}`];
  // A share jumps from batch to batch: that of a neighbour would say nothing.
  const accuracy = curve.accuracies?.[curve.steps.indexOf(step)];
  return accuracy === undefined || Number.isNaN(accuracy) ? [] : [`accuracy ${formatShare(accuracy)}`];
}

/** Says where the curve has gaps, for those who cannot see them. */
export function brokenWords(broken: readonly number[]): string {
  return `no finite loss at batch step ${broken[0] ?? 0}${broken.length > 1 ? ' and others' : ''}`;
}
