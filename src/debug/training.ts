/** The numbers of the training as such, by their names: the Training scope, and what expressions know. */
import type { RunState } from '../protocol/engine';
import type { ActiveRun } from './activeRun';
import { numberText } from './format';
import { NOT_COMPUTED } from './quantities';
import { measures } from './report';

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
      return present(state.position?.epoch, `the pass over the data, from 0, of ${description.epochs}`);
    case 'batch':
      return present(
        state.position?.batch,
        `the batch of the epoch, from 0, of ${description.batchesPerEpoch}`,
      );
    case 'N':
      return present(state.position ? state.N : null, 'the number of samples in the batch at hand');
    case 'loss':
      return present(state.loss, `the mean ${description.loss} over the batch, before the update`);
    case 'accuracy': {
      const absence = description.classification ? NOT_COMPUTED : 'none: this is not a classification';
      return present(state.accuracy, 'the share of the batch that is classified right', absence);
    }
    case 'learningRate':
      return present(state.learningRate, `the learning rate of ${description.optimizer}`);
    case 'lastEpoch':
      return lastEpoch(state);
    case 'backend': {
      const { name: backend, reason } = state.backend;
      return { value: `${backend} (${reason})`, absence: '', meaning: 'where the matrices are computed' };
    }
  }
}

function lastEpoch({ lastEpoch: last }: RunState): TrainingValue {
  return {
    value: last ? `epoch ${last.epoch}: ${measures(last)}` : null,
    absence: 'no epoch is finished yet',
    meaning: 'the last finished epoch: means over its batches, and the validation after it',
  };
}

function present(value: number | null | undefined, meaning: string, absence = NOT_COMPUTED): TrainingValue {
  return { value: typeof value === 'number' ? numberText(value) : null, absence, meaning };
}
