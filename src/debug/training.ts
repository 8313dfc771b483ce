/** The numbers of the training as such, by their names: the Training scope, and what expressions know. */
import * as l10n from '@vscode/l10n';
import type { ActiveRun } from './activeRun';
import { numberText } from './format';
import { notComputed } from './quantities';
import { measures } from './report';
import { hidesEpoch } from './veil';

export interface TrainingValue {
  /** null when there is none at this stop. */
  readonly value: string | null;
  /** Shown in place of the value when there is none. */
  readonly absence: string;
  readonly meaning: string;
}

export const TRAINING_NAMES = [
  'epoch',
  'batch',
  'N',
  'loss',
  'accuracy',
  'learningRate',
  'lastEpoch',
  'backend',
] as const;
export type TrainingName = (typeof TRAINING_NAMES)[number];

export function trainingValue(run: ActiveRun, name: TrainingName): TrainingValue {
  const { state } = run;
  const { description } = run;
  switch (name) {
    case 'epoch':
      return present(
        state.position?.epoch,
        l10n.t('the pass over the data, from 0, of {0}', description.epochs),
      );
    case 'batch':
      return present(
        state.position?.batch,
        l10n.t('the batch of the epoch, from 0, of {0}', description.batchesPerEpoch),
      );
    case 'N':
      return present(state.position ? state.N : null, l10n.t('the number of samples in the batch at hand'));
    case 'loss':
      return present(state.loss, l10n.t('the mean {0} over the batch, before the update', description.loss));
    case 'accuracy': {
      const absence = description.classification
        ? notComputed()
        : l10n.t('none: this is not a classification');
      return present(state.accuracy, l10n.t('the share of the batch that is classified right'), absence);
    }
    case 'learningRate':
      return present(state.learningRate, l10n.t('the learning rate of {0}', description.optimizer));
    case 'lastEpoch':
      return lastEpoch(run);
    case 'backend': {
      const { name: backend, reason } = state.backend;
      return {
        value: `${backend} (${reason})`,
        absence: '',
        meaning: l10n.t('where the matrices are computed'),
      };
    }
  }
}

function lastEpoch(run: ActiveRun): TrainingValue {
  const { lastEpoch: last } = run.state;
  return {
    value: last ? `${l10n.t('epoch {0}', last.epoch)}: ${measures(last, hidesEpoch(run, last.epoch))}` : null,
    absence: l10n.t('no epoch is finished yet'),
    meaning: l10n.t('the last finished epoch: means over its batches, and the validation after it'),
  };
}

function present(value: number | null | undefined, meaning: string, absence = notComputed()): TrainingValue {
  return { value: typeof value === 'number' ? numberText(value) : null, absence, meaning };
}
