/** Training on real data until so many samples are told right. */
import { join } from 'node:path';
import { programFiles } from '../src/cli/files';
import { samplesAt } from '../src/data/batches';
import { loadProgram } from '../src/data/program';
import { random } from '../src/data/random';
import type { Task } from './contestants/contestant';
import { initialParameters } from './networks';
import { ROOT } from './places';

export interface DatasetGoal {
  readonly name: 'iris' | 'digits';
  readonly hidden: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly accuracy: number;
  readonly mostEpochs: number;
}

export const DATASET_GOALS: readonly DatasetGoal[] = [
  { name: 'iris', hidden: 8, batchSize: 16, learningRate: 0.2, accuracy: 0.95, mostEpochs: 400 },
  { name: 'digits', hidden: 32, batchSize: 32, learningRate: 0.5, accuracy: 0.95, mostEpochs: 200 },
];

/** All samples of the dataset, standardised, in an order that is drawn once. */
export async function datasetTask({ name, hidden, batchSize, learningRate }: DatasetGoal): Promise<Task> {
  const definition = {
    data: { dataset: name, standardize: name === 'iris' },
    layers: [{ units: UNITS[name] }],
  };
  const files = programFiles(join(ROOT, `${name}.mlp.json`), join(ROOT, 'data'));
  const readText = (): Promise<string> => Promise.resolve(JSON.stringify(definition));
  const { program } = await loadProgram({ ...files, readText });
  if (program === null) throw new Error(`The dataset ${name} could not be loaded.`);
  const { training } = program.dataset;
  const samples = training.inputs.shape[0] ?? 0;
  const { inputs, targets } = samplesAt(training, random(7, 'shuffle').permutation(samples));
  const sizes = [inputs.shape[1] ?? 0, hidden, UNITS[name]];
  return {
    sizes,
    batchSize,
    learningRate,
    samples,
    inputs: inputs.data,
    targets: targets.data,
    initial: initialParameters(sizes),
  };
}

const UNITS = { iris: 3, digits: 10 } as const;
