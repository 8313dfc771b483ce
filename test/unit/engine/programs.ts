/** Programs built by hand, so that these tests need neither the parser nor the datasets. */
import type { Samples } from '../../../src/data/dataset';
import type { Program } from '../../../src/data/program';
import type { Definition, LayerDefinition, OptimizerDefinition } from '../../../src/definition/definition';
import type { ActivationName, LossName } from '../../../src/definition/names';
import type { Tensor } from '../../../src/protocol/tensor';

export type Rows = readonly (readonly number[])[];

/** A layer as a test writes it. */
export interface LayerSketch {
  readonly name?: string;
  readonly units: number;
  readonly activation?: ActivationName | { readonly type: ActivationName; readonly alpha: number };
  readonly useBias?: boolean;
  readonly weights?: Rows;
  readonly biases?: readonly number[];
}

export interface ProgramSketch {
  readonly inputs: Rows;
  readonly targets: Rows;
  readonly validation?: { readonly inputs: Rows; readonly targets: Rows };
  readonly batchSize?: number;
  readonly shuffle?: boolean;
  readonly layers: readonly LayerSketch[];
  readonly loss?: LossName;
  readonly optimizer?: OptimizerDefinition;
  readonly epochs?: number;
  readonly seed?: number;
  readonly classification?: boolean;
}

const SGD: OptimizerDefinition = { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false };
const DEFAULT_ALPHA: Partial<Record<ActivationName, number>> = { leakyRelu: 0.01, elu: 1 };

export function matrixOf(rows: Rows): Tensor {
  return { shape: [rows.length, rows[0]?.length ?? 0], data: Float32Array.from(rows.flat()) };
}

export function programOf(sketch: ProgramSketch): Program {
  const samples = (rows: { inputs: Rows; targets: Rows }): Samples => ({
    inputs: matrixOf(rows.inputs),
    targets: matrixOf(rows.targets),
  });
  const definition: Definition = {
    data: {
      source: { kind: 'inline', inputs: sketch.inputs, targets: sketch.targets },
      batchSize: sketch.batchSize ?? null,
      shuffle: sketch.shuffle ?? false,
      validationSplit: 0,
      standardize: false,
    },
    layers: sketch.layers.map(layerOf),
    loss: sketch.loss ?? 'meanSquaredError',
    optimizer: sketch.optimizer ?? SGD,
    epochs: sketch.epochs ?? 10,
    seed: sketch.seed ?? 0,
  };
  return {
    definition,
    dataset: {
      training: samples(sketch),
      validation: sketch.validation ? samples(sketch.validation) : null,
      inputNames: [],
      targetNames: [],
      classification: sketch.classification ?? false,
    },
  };
}

function layerOf(layer: LayerSketch, index: number): LayerDefinition {
  const { activation = 'linear' } = layer;
  return {
    name: layer.name ?? `layer${index + 1}`,
    units: layer.units,
    activation:
      typeof activation === 'string'
        ? { type: activation, alpha: DEFAULT_ALPHA[activation] ?? 0 }
        : activation,
    useBias: layer.useBias ?? true,
    kernelInitializer: { type: 'glorotUniform', scale: 0 },
    weights: layer.weights ?? null,
    biases: layer.biases ?? null,
  };
}

/** The optimizer of a definition file, with the defaults that the parser would fill in. */
export function optimizerOf(given: Partial<OptimizerDefinition> & { type: string }): OptimizerDefinition {
  const all = {
    sgd: SGD,
    adam: { type: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    rmsprop: { type: 'rmsprop', learningRate: 0.001, rho: 0.99, epsilon: 1e-8 },
  } as const;
  return { ...all[given.type], ...given } as OptimizerDefinition;
}
