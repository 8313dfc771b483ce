/** The comparison with the oracle must reject each classic mistake, or it proves nothing. */
import assert from 'node:assert/strict';
import type { OptimizerDefinition } from '../../../src/definition/definition';
import { Run } from '../../../src/engine/run';
import { backendOf } from './backend';
import { differencesOfStep, networkProgram, type NetworkSketch } from './networks';
import { FORMULAS, LOSS, type Formulas, type Matrix, type OracleMemory } from './oracle';

const SGD: OptimizerDefinition = { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true };
/** Square weights, so that a wrong transpose still has the right shape; batches of more than one sample. */
const SQUARE: NetworkSketch = {
  seed: 3,
  inputs: 3,
  layers: [
    { units: 3, activation: 'tanh', alpha: 0, useBias: true },
    { units: 3, activation: 'softmax', alpha: 0, useBias: true },
    { units: 3, activation: 'gelu', alpha: 0, useBias: true },
  ],
  loss: 'meanSquaredError',
  optimizer: SGD,
  samples: 8,
  batchSize: 4,
};

const transposed = (matrix: Matrix): Matrix => matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));
const scaled = (matrix: Matrix, factor: number): Matrix =>
  matrix.map((row) => row.map((value) => value * factor));

const MISTAKES: Record<string, Partial<Formulas>> = {
  'gradientWeights not divided by N': {
    gradientWeights: (a, d) => scaled(FORMULAS.gradientWeights(a, d), a.length),
  },
  'gradientWeights transposed': {
    gradientWeights: (a, d) => transposed(FORMULAS.gradientWeights(a, d)),
  },
  'gradientBias as a sum': {
    gradientBias: (d) => FORMULAS.gradientBias(d).map((value) => value * d.length),
  },
  'gradientPrev without the transpose': {
    gradientPrev: (d, w) => FORMULAS.gradientPrev(d, transposed(w)),
  },
  'gradientPrev divided by N': {
    gradientPrev: (d, w) => scaled(FORMULAS.gradientPrev(d, w), 1 / d.length),
  },
  'activationDerivative at the output instead of z': {
    activationDerivative: (z, activation) =>
      FORMULAS.activationDerivative(FORMULAS.output(z, activation), activation),
  },
  'the diagonal of the Jacobian alone': {
    gradientOutput: (g, derivative) =>
      g.map((row, b) =>
        row.map((value, j) => {
          const ofSample = derivative[b]!;
          const own = ofSample[j]!;
          return value * (typeof own === 'number' ? own : own[j]!);
        }),
      ),
  },
  'preActivation without the bias': {
    preActivation: (a, w) => FORMULAS.preActivation(a, w, null),
  },
  'preActivation with the weights transposed': {
    preActivation: (a, w, b) => FORMULAS.preActivation(a, transposed(w), b),
  },
  'the loss as a sum over the units': {
    loss: (a, y, name) => LOSS[name].value(a, y) * a.length,
  },
  'the gradient of the loss without its 2': {
    lossGradient: (a, y, name) => LOSS[name].gradient(a, y).map((value) => value / 2),
  },
  'the gradient of the loss with its sign turned': {
    lossGradient: (a, y, name) => LOSS[name].gradient(a, y).map((value) => -value),
  },
};

async function differences(
  formulas: Formulas,
  optimizer: OptimizerDefinition = SGD,
  sketch: NetworkSketch = SQUARE,
): Promise<string[]> {
  const program = networkProgram(sketch);
  const run = await Run.create(program, await backendOf('webasm'));
  const memory = new Map<string, OracleMemory>();
  const first = await differencesOfStep(run, program, memory, formulas, optimizer);
  const second = await differencesOfStep(run, program, memory, formulas, optimizer);
  run.dispose();
  return [...first, ...second];
}

describe('the comparison with the oracle', () => {
  it('finds nothing wrong with the right formulas', async () => {
    assert.deepEqual(await differences(FORMULAS), []);
  });

  for (const [mistake, formulas] of Object.entries(MISTAKES)) {
    it(`notices ${mistake}`, async () => {
      assert.notDeepEqual(await differences({ ...FORMULAS, ...formulas }), []);
    });
  }

  it('notices gradientPrev with the weights after the update', async () => {
    const program = networkProgram(SQUARE);
    const run = await Run.create(program, await backendOf('webasm'));
    const formulas: Formulas = {
      ...FORMULAS,
      gradientPrev: (d, w) => {
        // The oracle is asked when the step is done, so these are the weights after it.
        const layer = [0, 1, 2].find((l) => near(run.quantity(l, 'weights')!.data, w))!;
        const { data } = run.quantity(layer, 'weights')!;
        return FORMULAS.gradientPrev(
          d,
          [0, 1, 2].map((i) => Array.from(data.subarray(3 * i, 3 * i + 3))),
        );
      },
    };
    const found = await differencesOfStep(run, program, new Map<string, OracleMemory>(), formulas);
    assert.ok(found.some((difference) => difference.includes('gradientPrev')));
    run.dispose();
  });

  const adam: OptimizerDefinition = {
    type: 'adam',
    learningRate: 0.1,
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 0.01,
  };
  const wrong: [string, OptimizerDefinition, OptimizerDefinition][] = [
    ['a learning rate that is off', SGD, { ...SGD, learningRate: 0.1001 }],
    ['momentum forgotten', SGD, { ...SGD, momentum: 0 }],
    ['momentum without Nesterov', SGD, { ...SGD, nesterov: false }],
    ['the betas exchanged', adam, { ...adam, beta1: 0.99, beta2: 0.9 }],
    ['another epsilon', adam, { ...adam, epsilon: 0.02 }],
    ['adam taken for rmsprop', adam, { type: 'rmsprop', learningRate: 0.1, rho: 0.99, epsilon: 0.01 }],
  ];
  for (const [mistake, right, mistaken] of wrong) {
    it(`notices ${mistake}`, async () => {
      const sketch = { ...SQUARE, optimizer: right };
      assert.deepEqual(await differences(FORMULAS, right, sketch), []);
      assert.notDeepEqual(await differences(FORMULAS, mistaken, sketch), []);
    });
  }
});

/** The same weights but for one update. */
function near(data: Float32Array, weights: Matrix): boolean {
  return weights.flat().every((value, i) => Math.abs(value - data[i]!) < 0.2);
}
