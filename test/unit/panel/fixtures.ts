/** Small runs for the panel's tests. */
import type { LayerShape, LayerSummaries, RunDescription, RunSettings } from '../../../src/protocol/engine';
import type { LayerView, RunView } from '../../../src/protocol/panel';
import type { TensorSummary } from '../../../src/protocol/tensor';
import { QUANTITY_NAMES, type QuantityName } from '../../../src/protocol/vocabulary';

const SETTINGS: RunSettings = {
  loss: 'meanSquaredError',
  optimizer: { type: 'sgd', learningRate: 0.1 },
  epochs: 50,
  batchSize: 16,
};

export function layerShape(name: string, inputs: number, units: number, activation = 'tanh'): LayerShape {
  return { name, inputs, units, activation, hasBias: true };
}

export function describeRun(layers: readonly LayerShape[], loss = 'meanSquaredError'): RunDescription {
  return {
    layers,
    epochs: 50,
    batchesPerEpoch: 8,
    trainingSamples: 120,
    validationSamples: 0,
    classification: false,
    loss,
    optimizer: 'sgd',
  };
}

type LiveRun = Exclude<RunView, { kind: 'none' }>;

/** A run of two layers that stands at the output layer's backward step. */
export function stopped(moment: number, run = 'first', kind: LiveRun['kind'] = 'stopped'): LiveRun {
  return {
    kind,
    run,
    file: 'iris.mlp.json',
    description: describeRun([layerShape('hidden', 4, 80), layerShape('output', 80, 70)]),
    state: {
      moment,
      position: { epoch: 0, batch: 0, phase: 'backward', layer: 1, operation: 'gradientPrev' },
      loss: 0.25,
      accuracy: null,
      N: 16,
      steps: 0,
      lastEpoch: null,
      learningRate: 0.1,
      settings: SETTINGS,
      lossName: SETTINGS.loss,
      epochs: 50,
      batchesPerEpoch: 8,
      lossIsStale: false,
      newest: 1,
      newestSteps: 0,
      ended: false,
      backend: { name: 'webasm', reason: 'a test' },
    },
    reason: "backward step of 'output'",
  };
}

export function summary(...shape: number[]): TensorSummary {
  return {
    shape,
    min: -1,
    max: 1,
    mean: 0,
    norm: 1,
    largest: shape.map(() => 0),
    nonFinite: 0,
    firstNonFinite: null,
  };
}

/** A layer with these quantities present and all others absent. */
export function layerView(
  moment: number,
  present: Partial<Record<QuantityName, TensorSummary>>,
  layer = 1,
  run = 'first',
): LayerView {
  const entries = QUANTITY_NAMES.map((name) => [name, present[name] ?? null]);
  return { run, moment, layer, summaries: Object.fromEntries(entries) as LayerSummaries };
}
