/** What the time line says in words. */
import * as l10n from '@vscode/l10n';
import type { LossCurve, RunState } from '../../protocol/engine';
import { lossAt, type Steps } from '../state/timeline';
import { formatCell, formatLoss, formatShare } from './format';

/** `batch step 12 of 400, epoch 1, loss 0.31`; counted from 0 over the whole run, of those begun so far. */
export function stepWords(curve: LossCurve, step: number, steps: Steps, state: RunState): string {
  const isHere = step === steps.here && state.position !== null;
  const epoch = isHere ? state.position.epoch : Math.floor(step / Math.max(1, state.batchesPerEpoch));
  return [
    l10n.t('batch step {0} of {1}', step, steps.newest + 1),
    l10n.t('epoch {0}', epoch),
    ...lossWords(curve, step, steps, state),
    ...accuracyWords(curve, step, steps, state),
  ].join(', ');
}

function lossWords(curve: LossCurve, step: number, steps: Steps, state: RunState): string[] {
  if (step === steps.here && state.loss !== null) return [l10n.t('loss {0}', formatLoss(state.loss))];
  const found = lossAt(curve, step);
  if (found === null) return [];
  // A thinned curve knows the neighbourhood, not the number.
  return [
    found.exact
      ? l10n.t('loss {0}', formatLoss(found.loss))
      : l10n.t('loss about {0}', formatCell(found.loss)),
  ];
}

function accuracyWords(curve: LossCurve, step: number, steps: Steps, state: RunState): string[] {
  if (step === steps.here && state.accuracy !== null)
    return [l10n.t('accuracy {0}', formatShare(state.accuracy))];
  // A share jumps from batch to batch: that of a neighbour would say nothing.
  const accuracy = curve.accuracies?.[curve.steps.indexOf(step)];
  return accuracy === undefined || Number.isNaN(accuracy)
    ? []
    : [l10n.t('accuracy {0}', formatShare(accuracy))];
}

/** Says where the curve has gaps, for those who cannot see them. */
export function brokenWords(broken: readonly number[]): string {
  const [first = 0] = broken;
  return broken.length > 1
    ? l10n.t('no finite loss at batch step {0} and others', first)
    : l10n.t('no finite loss at batch step {0}', first);
}
