/** What a run starts with: its description, the weight of its work, its first parameters. */
import * as l10n from '@vscode/l10n';
import { batchSizeOf } from '../data/batches';
import { layerShapes } from '../data/layerShapes';
import type { Program } from '../data/program';
import { random } from '../data/random';
import type { RunDescription } from '../protocol/engine';
import type { Work } from './backends';
import { columnsOf, rowsOf, type LayerState } from './batchRecord';
import { initialState } from './initializers';

/** Throws when data and layers do not fit together. */
export function describe(program: Program): RunDescription {
  const { definition, dataset } = program;
  const { training, validation } = dataset;
  const trainingSamples = rowsOf(training.inputs);
  if (trainingSamples === 0) throw new Error(l10n.t('There are no training samples.'));
  const layers = layerShapes(program);
  const outputs = layers.at(-1)?.units ?? 0;
  if (columnsOf(training.targets) !== outputs) {
    throw new Error(
      l10n.t(
        'The last layer has {0} units, but each sample has {1} targets.',
        outputs,
        columnsOf(training.targets),
      ),
    );
  }
  return {
    layers,
    epochs: definition.epochs,
    batchesPerEpoch: Math.ceil(trainingSamples / batchSizeOf(dataset, definition)),
    trainingSamples,
    validationSamples: validation === null ? 0 : rowsOf(validation.inputs),
    classification: dataset.classification,
    loss: definition.loss,
    optimizer: definition.optimizer.type,
  };
}

/** The layers as they are before the first batch step: as the file gives them, or drawn from its seed. */
export function firstStates(program: Program): LayerState[] {
  const shapes = layerShapes(program);
  return program.definition.layers.map((layer, index) =>
    initialState(layer, shapes[index]?.inputs ?? 0, random(program.definition.seed, 'weights', index)),
  );
}

/** How heavy a batch step of this program is. */
export function workOf(program: Program): Work {
  const samples = batchSizeOf(program.dataset, program.definition);
  const products = layerShapes(program).map(({ inputs, units }) => samples * inputs * units);
  return { largestProduct: Math.max(0, ...products) };
}
