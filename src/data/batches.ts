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
  if (definition.data.shuffle) return random(definition.seed, 'shuffle', epoch).permutation(samples);
  // A plain loop: it runs in every epoch, and an epoch of a small data set takes less than a millisecond.
  const order = new Uint32Array(samples);
  for (let index = 0; index < samples; index++) order[index] = index;
  return order;
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

/** Some of an order of rows: from here on, so many. Not a view of it, which takes longer to make than a small batch. */
export interface Span {
  readonly from: number;
  readonly count: number;
}

/**
 * The samples of these rows, in this order.
 * @param room where they are put, of as many rows; else in tensors of their own
 */
export function samplesAt(
  samples: Samples,
  rows: Uint32Array,
  { from, count }: Span = { from: 0, count: rows.length },
  room: Samples = roomFor(samples, count),
): Samples {
  pick(samples.inputs, rows, from, count, room.inputs.data);
  pick(samples.targets, rows, from, count, room.targets.data);
  return room;
}

/** These rows of a matrix, in this order. */
export function rowsAt(matrix: Tensor, rows: Uint32Array): Tensor {
  const picked = emptyRows(matrix, rows.length);
  pick(matrix, rows, 0, rows.length, picked.data);
  return picked;
}

function roomFor({ inputs, targets }: Samples, rows: number): Samples {
  return { inputs: emptyRows(inputs, rows), targets: emptyRows(targets, rows) };
}

function emptyRows({ shape: [, width = 0] }: Tensor, rows: number): Tensor {
  return { shape: [rows, width], data: new Float32Array(rows * width) };
}

/** Numbers of a row from which on it is quicker to have it copied as a piece: 20 times for 784 of them. */
const LONG_ROW = 32;

/** Plain loops: they run over every sample in every batch step. */
function pick(
  { shape, data }: Tensor,
  rows: Uint32Array,
  from: number,
  count: number,
  picked: Float32Array,
): void {
  const width = shape[1] ?? 0;
  const isLong = width >= LONG_ROW;
  let at = 0;
  for (let index = from; index < from + count; index++) {
    const start = (rows[index] ?? 0) * width;
    if (isLong) {
      picked.set(data.subarray(start, start + width), at);
      at += width;
    } else for (let column = 0; column < width; column++) picked[at++] = data[start + column] ?? Number.NaN;
  }
}
