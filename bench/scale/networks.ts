/** The networks that are measured: one thing grows, everything else stays. */
import { random } from '../../src/data/random';
import type { Program } from '../../src/data/program';
import type { OptimizerDefinition } from '../../src/definition/definition';

export interface Size {
  /** Inputs of the network, then the units of each layer. */
  readonly sizes: readonly number[];
  readonly batchSize: number;
}

export interface Sweep {
  /** What grows. */
  readonly what: string;
  readonly title: string;
  readonly points: readonly (Size & { readonly at: number })[];
}

/** What stays where it does not grow. */
const [WIDTH, DEPTH, BATCH, CLASSES] = [64, 2, 32, 10];

function size(width: number, depth: number, batchSize: number): Size {
  return { sizes: [width, ...Array.from({ length: depth }, () => width), CLASSES], batchSize };
}

export const SWEEPS: readonly Sweep[] = [
  {
    what: 'width',
    title: `Width: w-w-w-${CLASSES}, batches of ${BATCH}`,
    points: [8, 16, 32, 64, 128, 256, 512, 1024].map((at) => ({ at, ...size(at, DEPTH, BATCH) })),
  },
  {
    what: 'depth',
    title: `Depth: hidden layers of ${WIDTH} units, batches of ${BATCH}`,
    points: [1, 2, 4, 8, 16].map((at) => ({ at, ...size(WIDTH, at, BATCH) })),
  },
  {
    what: 'batch',
    title: `Batch: ${size(WIDTH, DEPTH, BATCH).sizes.join('-')}`,
    points: [1, 2, 8, 32, 128, 512].map((at) => ({ at, ...size(WIDTH, DEPTH, at) })),
  },
];

/** Run for 100,000 batch steps. */
export const SMALL: Size = { sizes: [2, 8, 8, 1], batchSize: 4 };
/** 1.9 million weights. */
export const LARGE: Size = { sizes: [784, 1024, 1024, 10], batchSize: 64 };

/** More than any measurement takes. */
const EPOCHS = 1_000_000_000;
const SEED = 7;
const SGD: OptimizerDefinition = { type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false };

/** Random data for so many batches, and initial weights by the engine: as a definition file would give it. */
export function programOf({ sizes, batchSize }: Size, batches = 4, optimizer = SGD): Program {
  const samples = batches * batchSize;
  const [inputs = 0, units = 0] = [sizes[0], sizes.at(-1)];
  const { uniform } = random(SEED, 'data');
  const names = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${letter}${index}`);
  return {
    definition: {
      data: {
        source: { kind: 'inline', inputs: [], targets: [] },
        batchSize,
        shuffle: true,
        validationSplit: 0,
        standardize: false,
      },
      layers: sizes.slice(1).map((count, index) => ({
        name: `layer${index + 1}`,
        units: count,
        activation: { type: 'tanh', alpha: 0 },
        useBias: true,
        kernelInitializer: { type: 'glorotUniform', scale: 0 },
        weights: null,
        biases: null,
      })),
      loss: 'meanSquaredError',
      optimizer,
      epochs: EPOCHS,
      seed: SEED,
    },
    dataset: {
      training: {
        inputs: { shape: [samples, inputs], data: Float32Array.from({ length: samples * inputs }, uniform) },
        targets: {
          shape: [samples, units],
          data: Float32Array.from({ length: samples * units }, () => 1.6 * uniform() - 0.8),
        },
      },
      validation: null,
      inputNames: names('x', inputs),
      targetNames: names('y', units),
      classification: false,
    },
  };
}
