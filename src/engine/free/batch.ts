/** The batches that a passage takes. */
import { rowsAt } from '../../data/batches';
import type { Samples } from '../../data/dataset';
import type { Tensor } from '../../protocol/tensor';
import { columnsOf, rowsOf } from '../batchRecord';
import type { Schedule } from '../schedule';

/** Inputs of fewer numbers are as quickly brought to a card as chosen there. */
const LEAST_CHOSEN = 2 ** 14;
/** So many numbers may lie on a card for the sake of it; and whole numbers up to this one are floats. */
const MOST_ON_CARD = 2 ** 24;

export interface Batch {
  /** How many samples it has. */
  readonly N: number;
  readonly targets: Tensor;
  /** What a plan is given of it: the inputs, or which of all samples they are; then the targets. */
  readonly given: readonly Float32Array[];
}

/** A batch whose samples have been brought together. */
export function batchOf(samples: Samples): Batch {
  const { inputs, targets } = samples;
  return { N: rowsOf(inputs), targets, given: [inputs.data, targets.data] };
}

/** A batch whose inputs are still to be chosen from those of all samples: where they stand takes their place. */
export function choiceOf(schedule: Schedule, epoch: number, batch: number): Batch {
  const rows = schedule.rowsAt(epoch, batch);
  const targets = rowsAt(schedule.serves.dataset.training.targets, rows);
  return { N: rows.length, targets, given: [new Float32Array(rows), targets.data] };
}

/** Whether inputs of batches, of N samples the largest one, are chosen on a graphics card, where all are kept for it. */
export function isChosenOnCard(inputs: Tensor, N: number): boolean {
  return N * columnsOf(inputs) >= LEAST_CHOSEN && inputs.data.length <= MOST_ON_CARD;
}
