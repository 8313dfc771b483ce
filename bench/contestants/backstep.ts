/** Backstep itself, through the client that the debugger and the editor use. */
import type { Program } from '../../src/data/program';
import type { RunRequest } from '../../src/engine/host/client';
import { NO_STOPS, type BackendName, type EngineClient } from '../../src/protocol/engine';
import { operationsOfBatchStep } from '../../src/protocol/vocabulary';
import { batchesPerEpoch, type LayerParameters, type Task, type Trainer } from './contestant';

/** More than any measurement takes: a run must not end under the stopwatch. */
const EPOCHS = 1_000_000_000;

export interface BackstepOptions {
  readonly start: (request: RunRequest) => Promise<EngineClient>;
  readonly backend: BackendName;
  /** As someone steps: every operation asked for by itself, instead of whole stretches in free running. */
  readonly byOperation: boolean;
}

export async function backstep(task: Task, options: BackstepOptions): Promise<Trainer> {
  const { start, backend, byOperation } = options;
  const client = await start({ program: programOf(task), backend });
  // The engine falls back to another backend, at its start or later, when this one fails.
  const refuseOther = (ran: BackendName): void => {
    if (ran === backend) return;
    client.dispose();
    throw new Error(`${backend} does not work here: ${ran} ran instead.`);
  };
  refuseOther((await client.state()).backend.name);
  const operations = operationsOfBatchStep(task.initial.length).length;
  return {
    async train(epochs) {
      const steps = epochs * batchesPerEpoch(task);
      if (!byOperation) await client.advance({ to: 'steps', steps }, NO_STOPS);
      else for (let i = 0; i < steps * operations; i++) await client.advance({ to: 'operation' }, NO_STOPS);
      refuseOther((await client.state()).backend.name);
    },
    async reset() {
      for (const [layer, { weights, bias }] of task.initial.entries()) {
        await client.edit({ layer, quantity: 'weights', index: null, values: [...weights] });
        await client.edit({ layer, quantity: 'bias', index: null, values: [...bias] });
      }
    },
    async accuracy() {
      const { accuracy } = await client.evaluate();
      if (accuracy === null) throw new Error('This task has no classes.');
      return accuracy;
    },
    parameters: () => Promise.all(task.initial.map((_, layer) => parametersOf(client, layer))),
    dispose: () => client.dispose(),
  };
}

async function parametersOf(client: EngineClient, layer: number): Promise<LayerParameters> {
  const everything = { row: 0, rows: Infinity, column: 0, columns: Infinity };
  const weights = await client.read(layer, 'weights', everything);
  const bias = await client.read(layer, 'bias', everything);
  if (weights === null || bias === null) throw new Error(`Layer ${layer} has no parameters.`);
  return { weights: weights.data, bias: bias.data };
}

/** The task as a definition file and its data would give it. */
export function programOf(task: Task): Program {
  const { sizes, samples, inputs, targets, initial } = task;
  const [width = 0, classes = 0] = [sizes[0], sizes.at(-1)];
  return {
    definition: {
      data: {
        source: { kind: 'inline', inputs: [], targets: [] },
        batchSize: task.batchSize,
        shuffle: false,
        validationSplit: 0,
        standardize: false,
      },
      layers: initial.map(({ weights, bias }, index) => ({
        name: `layer${index + 1}`,
        units: bias.length,
        activation: { type: 'tanh', alpha: 0 },
        useBias: true,
        kernelInitializer: { type: 'zeros', scale: 0 },
        weights: nested(weights, bias.length),
        biases: [...bias],
      })),
      loss: 'meanSquaredError',
      optimizer: { type: 'sgd', learningRate: task.learningRate, momentum: 0, nesterov: false },
      epochs: EPOCHS,
      seed: 0,
    },
    dataset: {
      training: {
        inputs: { shape: [samples, width], data: inputs },
        targets: { shape: [samples, classes], data: targets },
      },
      validation: null,
      inputNames: Array.from({ length: width }, (_, index) => `x${index}`),
      targetNames: Array.from({ length: classes }, (_, index) => `y${index}`),
      classification: targets.every((value) => value === 0 || value === 1),
    },
  };
}

function nested(matrix: Float32Array, columns: number): number[][] {
  return Array.from({ length: matrix.length / columns }, (_, row) => [
    ...matrix.subarray(row * columns, (row + 1) * columns),
  ]);
}
