/** The runs of the course's first two lessons, worked out by hand: one linear layer, one sample, sgd. */
import type { Tensor } from '../../src/protocol/tensor';
import type { QuantityName } from '../../src/protocol/vocabulary';
import type { Numbers } from './fakeRun';

type Rows = readonly (readonly number[])[];

interface LinearFile {
  readonly data: { readonly inputs: Rows; readonly targets: Rows };
  readonly layers: readonly { readonly name: string; readonly units: number; readonly weights: Rows }[];
  readonly optimizer: { readonly type: string; readonly learningRate: number };
}

/** As examples/course/01-guess-the-number.mlp.json; JSON with comments cannot be imported. */
export const GUESS: LinearFile = {
  data: { inputs: [[1]], targets: [[7]] },
  layers: [{ name: 'guess', units: 1, weights: [[2]] }],
  optimizer: { type: 'sgd', learningRate: 0.25 },
};

/** As examples/course/02-outer-product.mlp.json. */
export const OUTER: LinearFile = {
  data: { inputs: [[0.5, -1, 2]], targets: [[0.5, 0.5]] },
  layers: [
    {
      name: 'output',
      units: 2,
      weights: [
        [0.5, -0.5],
        [0.25, 0.75],
        [0.5, 0.25],
      ],
    },
  ],
  optimizer: { type: 'sgd', learningRate: 0.1 },
};

interface Step {
  readonly loss: number;
  readonly before: Rows;
  readonly after: Rows;
  readonly output: readonly number[];
  readonly delta: readonly number[];
  readonly gradient: Rows;
}

/** What half the squared error of a linear layer makes of one sample, step by step. */
export function linearSteps({ data, layers, optimizer }: LinearFile, count: number): Step[] {
  const [x, y] = [data.inputs[0]!, data.targets[0]!];
  const steps: Step[] = [];
  let weights = layers[0]!.weights;
  for (let step = 0; step < count; step++) {
    const before = weights;
    const output = y.map((_, unit) =>
      x.reduce((sum, value, input) => sum + value * before[input]![unit]!, 0),
    );
    const delta = output.map((value, unit) => value - y[unit]!);
    const gradient = x.map((value) => delta.map((one) => value * one));
    weights = before.map((row, j) => row.map((w, i) => w - optimizer.learningRate * gradient[j]![i]!));
    const loss = delta.reduce((sum, one) => sum + (one * one) / 2, 0);
    steps.push({ loss, before, after: weights, output, delta, gradient });
  }
  return steps;
}

function linear(file: LinearFile): Numbers {
  const steps = linearSteps(file, 20);
  const [x, y, layer] = [file.data.inputs[0]!, file.data.targets[0]!, file.layers[0]!];
  const tensor = (rows: Rows): Tensor => ({
    shape: [rows.length, rows[0]!.length],
    data: Float32Array.from(rows.flat()),
  });
  return {
    description: {
      layers: [
        { name: layer.name, inputs: x.length, units: layer.units, activation: 'linear', hasBias: false },
      ],
      epochs: 20,
      batchesPerEpoch: 1,
      trainingSamples: 1,
      validationSamples: 0,
      classification: false,
      loss: 'halfSquaredError',
      optimizer: 'sgd',
    },
    optimizer: { ...file.optimizer, momentum: 0 },
    batchSteps: steps.map(({ loss }, epoch) => ({ epoch, batch: 0, loss })),
    target: () => tensor([y]),
    tensor: (at, _layer, quantity, updated) => {
      const { before, after, output, delta, gradient } = steps[at]!;
      const all: Readonly<Record<QuantityName, Rows | null>> = {
        input: [x],
        weights: updated ? after : before,
        bias: null,
        preActivation: [output],
        output: [output],
        gradient: [delta],
        activationDerivative: [delta.map(() => 1)],
        gradientOutput: [delta],
        gradientWeights: gradient,
        gradientBias: null,
        gradientPrev: [before.map((row) => row.reduce((sum, w, i) => sum + w * delta[i]!, 0))],
      };
      const rows = all[quantity];
      return rows === null ? null : tensor(rows);
    },
  };
}

export const COURSE_CASES: Readonly<Record<string, () => Numbers>> = {
  guess: () => linear(GUESS),
  outer: () => linear(OUTER),
};
