/** Networks at random, the same for the same seed, and their comparison with the oracle. */
import type { OptimizerDefinition } from '../../../src/definition/definition';
import type { ActivationName, LossName } from '../../../src/definition/names';
import type { Program } from '../../../src/data/program';
import type { Run } from '../../../src/engine/run';
import type { Tensor } from '../../../src/protocol/tensor';
import { programOf } from './programs';
import {
  FORMULAS,
  oracleStep,
  oracleUpdate,
  type Formulas,
  type Matrix,
  type OracleLayer,
  type OracleLayerStep,
  type OracleMemory,
} from './oracle';

export interface NetworkSketch {
  readonly seed: number;
  readonly inputs: number;
  readonly layers: readonly {
    readonly units: number;
    readonly activation: ActivationName;
    readonly alpha: number;
    readonly useBias: boolean;
  }[];
  readonly loss: LossName;
  readonly optimizer: OptimizerDefinition;
  readonly samples: number;
  readonly batchSize: number;
}

/** Numbers uniform in [0, 1) (mulberry32). */
export function noise(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Weights and data within ±1, targets within 0 … 1: what every loss can be computed for. */
export function networkProgram(sketch: NetworkSketch): Program {
  const next = noise(sketch.seed);
  const random = (n: number, m: number): Matrix =>
    Array.from({ length: n }, () => Array.from({ length: m }, () => 2 * next() - 1));
  let n = sketch.inputs;
  const layers = sketch.layers.map(({ units, activation, alpha, useBias }) => {
    const layer = {
      units,
      activation: { type: activation, alpha },
      useBias,
      weights: random(n, units),
      ...(useBias ? { biases: random(1, units)[0]! } : {}),
    };
    n = units;
    return layer;
  });
  return programOf({
    inputs: random(sketch.samples, sketch.inputs),
    targets: random(sketch.samples, n).map((row) => row.map(Math.abs)),
    batchSize: sketch.batchSize,
    layers,
    loss: sketch.loss,
    optimizer: sketch.optimizer,
    epochs: 3,
  });
}

const COMPARED = [
  'input',
  'preActivation',
  'output',
  'gradient',
  'activationDerivative',
  'gradientOutput',
  'gradientWeights',
  'gradientBias',
  'gradientPrev',
] as const satisfies readonly (keyof OracleLayerStep)[];

/**
 * Runs one batch step and says what does not agree with the oracle, which starts from the same parameters and
 * the same batch. `memory` is kept by the caller from step to step.
 */
export async function differencesOfStep(
  run: Run,
  program: Program,
  memory: Map<string, OracleMemory>,
  formulas: Formulas = FORMULAS,
  optimizer: OptimizerDefinition = program.definition.optimizer,
): Promise<string[]> {
  const { layers: definitions, loss } = program.definition;
  const layers = definitions.map(({ activation }, l): OracleLayer => {
    const bias = run.quantity(l, 'bias');
    return {
      activation,
      weights: rows(run.quantity(l, 'weights')!),
      bias: bias && Array.from(bias.data),
    };
  });
  const before = run.steps;
  while (run.steps === before) await run.step();
  const { batch } = run.position!;
  const targets = rows(program.dataset.training.targets);
  const N = run.state().N;
  const start = batch * (program.definition.data.batchSize ?? targets.length);
  const expected = oracleStep(
    layers,
    loss,
    rows(run.quantity(0, 'input')!),
    targets.slice(start, start + N),
    formulas,
  );
  return [
    ...differences('loss', [run.state().loss!], [expected.loss]),
    ...expected.layers.flatMap((layer, l) => [
      ...COMPARED.flatMap((name) => compareQuantity(run, l, name, layer[name])),
      ...compareUpdate(run, l, layers[l]!, optimizer, memory),
    ]),
  ];
}

function compareQuantity(
  run: Run,
  layer: number,
  name: (typeof COMPARED)[number],
  expected: Matrix | Matrix[] | number[] | null,
): string[] {
  const actual = run.quantity(layer, name);
  const what = `layer ${layer} ${name}`;
  if (expected === null || actual === null) return expected === actual ? [] : [what];
  return differences(what, actual.data, expected.flat<(number | number[] | number[][])[], 3>(3));
}

/** The update is compared for the gradient that the engine found: Adam makes much of the least difference. */
function compareUpdate(
  run: Run,
  layer: number,
  before: OracleLayer,
  optimizer: OptimizerDefinition,
  memory: Map<string, OracleMemory>,
): string[] {
  const compare = (name: 'weights' | 'bias', old: number[], gradient: Tensor): string[] => {
    const expected = old.map((parameter, i) => {
      const key = `${layer} ${name} ${i}`;
      const remembered = memory.get(key) ?? { first: 0, second: 0, updates: 0 };
      memory.set(key, remembered);
      return oracleUpdate(optimizer, parameter, gradient.data[i]!, remembered);
    });
    return differences(`layer ${layer} ${name} after`, run.quantity(layer, name)!.data, expected);
  };
  return [
    ...compare('weights', before.weights.flat(), run.quantity(layer, 'gradientWeights')!),
    ...(before.bias ? compare('bias', before.bias, run.quantity(layer, 'gradientBias')!) : []),
  ];
}

/** 1e-4 relative; 1e-6 absolute, of the largest number around where that is more than 1. */
function differences(what: string, actual: ArrayLike<number>, expected: readonly number[]): string[] {
  if (actual.length !== expected.length) return [`${what}: ${actual.length} instead of ${expected.length}`];
  const scale = Math.max(1, ...expected.map(Math.abs));
  const at = expected.findIndex(
    (value, i) => !(Math.abs(actual[i]! - value) <= 1e-6 * scale + 1e-4 * Math.abs(value)),
  );
  return at < 0 ? [] : [`${what}[${at}] is ${String(actual[at])}, should be ${String(expected[at])}`];
}

function rows({ shape, data }: Tensor): Matrix {
  const columns = shape[1]!;
  return Array.from({ length: shape[0]! }, (_, i) =>
    Array.from(data.subarray(i * columns, (i + 1) * columns)),
  );
}
