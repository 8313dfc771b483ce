import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OptimizerDefinition } from '../../../src/definition/definition';
import { ACTIVATIONS, LOSSES, type ActivationName, type LossName } from '../../../src/definition/names';
import { Run } from '../../../src/engine/run';
import { backendOf } from './backend';
import { differencesOfStep, networkProgram, type NetworkSketch } from './networks';
import type { OracleMemory } from './oracle';

const activations = Object.keys(ACTIVATIONS) as ActivationName[];
const losses = Object.keys(LOSSES) as LossName[];

const optimizer: fc.Arbitrary<OptimizerDefinition> = fc.oneof(
  fc.record({
    type: fc.constant('sgd' as const),
    learningRate: fc.constantFrom(0.01, 0.1, 1),
    momentum: fc.constantFrom(0, 0.9),
    nesterov: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('adam' as const),
    learningRate: fc.constantFrom(0.001, 0.03),
    beta1: fc.constantFrom(0, 0.9),
    beta2: fc.constantFrom(0.9, 0.999),
    epsilon: fc.constant(1e-8),
  }),
  fc.record({
    type: fc.constant('rmsprop' as const),
    learningRate: fc.constantFrom(0.001, 0.01),
    rho: fc.constantFrom(0.9, 0.99),
    epsilon: fc.constant(1e-8),
  }),
);

/** A loss with a logarithm needs outputs between 0 and 1. */
const bounded = (loss: LossName): boolean =>
  loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy';

const network: fc.Arbitrary<NetworkSketch> = fc
  .record({
    seed: fc.integer(),
    inputs: fc.integer({ min: 1, max: 7 }),
    layers: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 9 }),
        activation: fc.constantFrom(...activations),
        alpha: fc.constantFrom(-0.3, 0, 0.01, 0.3, 1),
        useBias: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    lastActivation: fc.constantFrom('sigmoid' as const, 'softmax' as const),
    loss: fc.constantFrom(...losses),
    optimizer,
    samples: fc.integer({ min: 1, max: 11 }),
    batchSize: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ lastActivation, ...sketch }) => ({
    ...sketch,
    batchSize: Math.min(sketch.batchSize, sketch.samples),
    layers: sketch.layers.map((layer, l) =>
      l === sketch.layers.length - 1 && bounded(sketch.loss)
        ? { ...layer, activation: lastActivation }
        : layer,
    ),
  }));

describe('networks at random', () => {
  it('agree with the float64 oracle in every quantity, on webasm', async function () {
    this.timeout(120_000);
    // One backend for all: kernels of sizes that come again are not translated again.
    const backend = await backendOf('webasm');
    await fc.assert(
      fc.asyncProperty(network, async (sketch) => {
        const program = networkProgram(sketch);
        const run = await Run.create(program, backend);
        const memory = new Map<string, OracleMemory>();
        for (let step = 0; step < 4 && run.nextOperation() !== null; step++) {
          assert.deepEqual(await differencesOfStep(run, program, memory), []);
        }
      }),
      // The same networks every time: a unit within rounding of a kink would be no fault of the engine.
      { seed: 1986, numRuns: 60, endOnFailure: true },
    );
    backend.dispose();
  });
});
