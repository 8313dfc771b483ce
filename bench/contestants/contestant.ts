/** What every contestant does, whatever library computes and wherever it runs. */

/** Weights are n × m, row-major, as in the layer definition file; the bias has m numbers. */
export interface LayerParameters {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/**
 * A multilayer perceptron to train: tanh on all layers, meanSquaredError, plain SGD. The samples are taken in
 * their own order, epoch after epoch, so that every contestant sees the same batches.
 */
export interface Task {
  /** Inputs of the network, then the units of each layer. */
  readonly sizes: readonly number[];
  readonly batchSize: number;
  readonly learningRate: number;
  readonly samples: number;
  /** samples × inputs, row-major. */
  readonly inputs: Float32Array;
  /** samples × units of the last layer, row-major. */
  readonly targets: Float32Array;
  /** Where training starts, layer by layer. */
  readonly initial: readonly LayerParameters[];
}

/** A network with one library. Made with the initial parameters of its task. */
export interface Trainer {
  /** Trains so many epochs; resolves when all of it has been computed. */
  train(epochs: number): Promise<void>;
  /** Back to the initial parameters, with all that is compiled by now. */
  reset(): Promise<void>;
  /** The share of all samples whose largest output is that of their class. */
  accuracy(): Promise<number>;
  parameters(): Promise<LayerParameters[]>;
  dispose(): void;
}

export type MakeTrainer = (task: Task) => Promise<Trainer>;

export interface Goal {
  readonly accuracy: number;
  readonly mostEpochs: number;
}

export interface GoalResult {
  /** What training and the check after each epoch took, in ms. */
  readonly milliseconds: number;
  readonly epochs: number;
  /** Lower than asked for when `mostEpochs` was not enough. */
  readonly accuracy: number;
}

/** A contestant as the referee speaks to it. Times are taken where it computes, in ms. */
export interface Contestant {
  /** Starts afresh with this task. */
  prepare(task: Task): Promise<void>;
  train(epochs: number): Promise<number>;
  /** From the initial parameters. */
  trainUntil(goal: Goal): Promise<GoalResult>;
  parameters(): Promise<LayerParameters[]>;
  /** Versions and settings worth a line beside the results. */
  describe(): Promise<string>;
}

export function batchesPerEpoch({ samples, batchSize }: Task): number {
  return Math.ceil(samples / batchSize);
}

/** Rows `from` up to `to` of a matrix with so many columns. */
export function rows(matrix: Float32Array, columns: number, from: number, to: number): Float32Array {
  return matrix.subarray(from * columns, to * columns);
}

/** The share of the rows whose largest output stands where their largest target stands. */
export function shareRight(outputs: Float32Array, targets: Float32Array, columns: number): number {
  const count = targets.length / columns;
  let right = 0;
  for (let row = 0; row < count; row++) {
    const place = (of: Float32Array): number => largestOf(rows(of, columns, row, row + 1));
    if (place(outputs) === place(targets)) right++;
  }
  return right / count;
}

function largestOf(row: Float32Array): number {
  return row.reduce((best, value, index) => (value > (row[best] ?? -Infinity) ? index : best), 0);
}
