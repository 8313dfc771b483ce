/** The networks that are measured: fixed sizes on random data, drawn once and the same for every contestant. */
import { random } from '../src/data/random';
import type { LayerParameters, Task } from './contestants/contestant';

export interface Network {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly batchSize: number;
  /** Batch steps of an epoch. */
  readonly batches: number;
  readonly learningRate: number;
  /** Epochs after which the parameters of all contestants are compared. */
  readonly checkEpochs: number;
}

const network = (
  sizes: readonly number[],
  batchSize: number,
  batches: number,
  checkEpochs: number,
): Network => ({ name: sizes.join('-'), sizes, batchSize, batches, learningRate: 0.1, checkEpochs });

export const NETWORKS: readonly Network[] = [
  network([2, 8, 8, 1], 4, 64, 10),
  network([4, 8, 3], 16, 32, 10),
  network([64, 32, 10], 32, 32, 5),
  network([784, 128, 10], 64, 16, 2),
  network([784, 512, 256, 10], 128, 4, 2),
];

const SEED = 7;

export function taskOf({ sizes, batchSize, batches, learningRate }: Network): Task {
  const samples = batches * batchSize;
  const { uniform } = random(SEED, 'data');
  return {
    sizes,
    batchSize,
    learningRate,
    samples,
    // As pixels, and targets that tanh can reach.
    inputs: Float32Array.from({ length: samples * (sizes[0] ?? 0) }, uniform),
    targets: Float32Array.from({ length: samples * (sizes.at(-1) ?? 0) }, () => 1.6 * uniform() - 0.8),
    initial: initialParameters(sizes),
  };
}

/** glorotUniform, with a small bias, so that a contestant that forgot it is found out. */
export function initialParameters(sizes: readonly number[]): LayerParameters[] {
  return sizes.slice(1).map((units, layer) => {
    const inputs = sizes[layer] ?? 0;
    const { uniform } = random(SEED, 'weights', layer);
    const limit = Math.sqrt(6 / (inputs + units));
    const within = (bound: number) => () => (2 * uniform() - 1) * bound;
    return {
      weights: Float32Array.from({ length: inputs * units }, within(limit)),
      bias: Float32Array.from({ length: units }, within(0.1)),
    };
  });
}

/** The first few samples of a task in batches of one: what brain.js and ours have in common. */
export function oneByOne(task: Task): Task {
  // Updates by single samples of 784 numbers overshoot and magnify every rounding: after 16 no two libraries agree.
  const samples = Math.min((task.sizes[0] ?? 0) > 100 ? 4 : 32, task.samples);
  const first = (matrix: Float32Array): Float32Array =>
    matrix.slice(0, (matrix.length / task.samples) * samples);
  return { ...task, batchSize: 1, samples, inputs: first(task.inputs), targets: first(task.targets) };
}
