import type { Definition } from '../definition/definition';
import type { Tensor } from '../protocol/tensor';
import type { Dataset, Samples } from './dataset';
import { random } from './random';

/** Training samples in a batch; the last batch of an epoch may be smaller. */
export function batchSizeOf(dataset: Dataset, definition: Definition): number {
  const samples = dataset.training.inputs.shape[0] ?? 0;
  return Math.min(definition.data.batchSize ?? samples, samples);
}

/**
 * The order in which an epoch takes the training samples: their own, or one drawn by the seed for this epoch.
 * Epoch e needs nothing of the epochs before it, so that any epoch can be run again by itself.
 */
export function batchOrder(definition: Definition, samples: number, epoch: number): Uint32Array {
  return definition.data.shuffle
    ? random(definition.seed, 'shuffle', epoch).permutation(samples)
    : Uint32Array.from({ length: samples }, (_, index) => index);
}

/** The batches of an epoch, one after the other, each as tensors of its own. */
export function* batchesOfEpoch(dataset: Dataset, definition: Definition, epoch: number): Generator<Samples> {
  const samples = dataset.training.inputs.shape[0] ?? 0;
  const size = batchSizeOf(dataset, definition);
  const order = batchOrder(definition, samples, epoch);
  for (let start = 0; start < samples; start += size) {
    yield samplesAt(dataset.training, order.subarray(start, start + size));
  }
}

/** The samples of these rows, in this order. */
export function samplesAt(samples: Samples, rows: Uint32Array): Samples {
  return { inputs: rowsAt(samples.inputs, rows), targets: rowsAt(samples.targets, rows) };
}

function rowsAt({ shape, data }: Tensor, rows: Uint32Array): Tensor {
  const width = shape[1] ?? 0;
  const picked = new Float32Array(rows.length * width);
  // Plain loops: they run over every sample in every batch step.
  let at = 0;
  for (let index = 0; index < rows.length; index++) {
    const start = (rows[index] ?? 0) * width;
    for (let column = 0; column < width; column++) picked[at++] = data[start + column] ?? Number.NaN;
  }
  return { shape: [rows.length, width], data: picked };
}
