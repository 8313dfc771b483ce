/** Programs for the tests of the engine host, as they come out of a definition file. */
import type { Program } from '../../../src/data/program';
import type { LayerDefinition } from '../../../src/definition/definition';

const INITIALIZER = { type: 'glorotUniform', scale: 0 } as const;

function layer(name: string, units: number, type: 'tanh' | 'sigmoid' | 'softmax'): LayerDefinition {
  const activation = { type, alpha: 0 };
  const rest = { useBias: true, kernelInitializer: INITIALIZER, weights: null, biases: null };
  return { name, units, activation, ...rest };
}

/** Exclusive or, 2-3-1, four samples in batches of two. */
export function xorProgram(epochs = 3): Program {
  const inputs = [0, 0, 0, 1, 1, 0, 1, 1];
  const targets = [0, 1, 1, 0];
  return {
    definition: {
      data: {
        source: { kind: 'dataset', dataset: 'xor' },
        batchSize: 2,
        shuffle: false,
        validationSplit: 0,
        standardize: false,
      },
      layers: [layer('hidden', 3, 'tanh'), layer('output', 1, 'sigmoid')],
      loss: 'binaryCrossentropy',
      optimizer: { type: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false },
      epochs,
      seed: 1,
    },
    dataset: {
      training: {
        inputs: { shape: [4, 2], data: Float32Array.from(inputs) },
        targets: { shape: [4, 1], data: Float32Array.from(targets) },
      },
      validation: null,
      inputNames: ['a', 'b'],
      targetNames: ['a xor b'],
      classification: true,
    },
  };
}
