/**
 * The mathematics of a batch step once more, in float64 and plain loops, written from the formulas and not from
 * the kernels. Each formula can be replaced by a wrong one, to see that a comparison notices it.
 */
import type { ActivationDefinition, OptimizerDefinition } from '../../../src/definition/definition';
import type { LossName } from '../../../src/definition/names';

export type Matrix = number[][];

export interface OracleLayer {
  readonly activation: ActivationDefinition;
  readonly weights: Matrix;
  readonly bias: number[] | null;
}

export interface OracleLayerStep {
  input: Matrix;
  preActivation: Matrix;
  output: Matrix;
  gradient: Matrix;
  activationDerivative: Matrix | Matrix[];
  gradientOutput: Matrix;
  gradientWeights: Matrix;
  gradientBias: number[] | null;
  gradientPrev: Matrix;
}

export interface OracleStep {
  readonly loss: number;
  readonly layers: OracleLayerStep[];
}

// --- activations, each with its derivative taken at z

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** erf by its Taylor series, and by the continued fraction of erfc where the series is long. */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let k = 1; Math.abs(term) > 1e-18; k++) {
      term *= -(x * x) / k;
      sum += term / (2 * k + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return 1 - Math.exp(-x * x) / fraction / Math.sqrt(Math.PI);
}

/** Φ with all digits in its lower tail, where 1 + erf has none. */
function normalDistribution(z: number): number {
  if (z > -4) return (1 + erf(z / Math.SQRT2)) / 2;
  const x = -z / Math.SQRT2;
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / fraction / Math.sqrt(Math.PI) / 2;
}

type Elementwise = Exclude<ActivationDefinition['type'], 'softmax'>;
export const ACTIVATION: Record<
  Elementwise,
  { value: (z: number, alpha: number) => number; slope: (z: number, alpha: number) => number }
> = {
  linear: { value: (z) => z, slope: () => 1 },
  sigmoid: { value: sigmoid, slope: (z) => sigmoid(z) * sigmoid(-z) },
  tanh: { value: Math.tanh, slope: (z) => 1 / Math.cosh(z) ** 2 },
  relu: { value: (z) => (z > 0 ? z : 0), slope: (z) => (z > 0 ? 1 : 0) },
  leakyRelu: { value: (z, alpha) => (z > 0 ? z : alpha * z), slope: (z, alpha) => (z > 0 ? 1 : alpha) },
  elu: {
    value: (z, alpha) => (z > 0 ? z : alpha * Math.expm1(z)),
    slope: (z, alpha) => (z > 0 ? 1 : alpha * Math.exp(z)),
  },
  softplus: { value: (z) => (z > 30 ? z : Math.log1p(Math.exp(z))), slope: sigmoid },
  swish: {
    value: (z) => z * sigmoid(z),
    slope: (z) => sigmoid(z) + z * sigmoid(z) * sigmoid(-z),
  },
  gelu: {
    value: (z) => z * normalDistribution(z),
    slope: (z) => normalDistribution(z) + (z * Math.exp(-(z ** 2) / 2)) / Math.sqrt(2 * Math.PI),
  },
};

function softmaxRow(z: number[]): number[] {
  const max = Math.max(...z);
  const powers = z.map((each) => Math.exp(each - max));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}

// --- losses of one sample, with their gradients

const times = (factor: number, value: number): number => (factor === 0 ? 0 : factor * value);
const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

export const LOSS: Record<
  LossName,
  { value: (a: number[], y: number[]) => number; gradient: (a: number[], y: number[]) => number[] }
> = {
  meanSquaredError: {
    value: (a, y) => total(a.map((each, j) => (each - y[j]!) ** 2)) / a.length,
    gradient: (a, y) => a.map((each, j) => (2 * (each - y[j]!)) / a.length),
  },
  halfSquaredError: {
    value: (a, y) => total(a.map((each, j) => (each - y[j]!) ** 2)) / 2,
    gradient: (a, y) => a.map((each, j) => each - y[j]!),
  },
  meanAbsoluteError: {
    value: (a, y) => total(a.map((each, j) => Math.abs(each - y[j]!))) / a.length,
    gradient: (a, y) => a.map((each, j) => Math.sign(each - y[j]!) / a.length),
  },
  huber: {
    value: (a, y) =>
      total(
        a.map((each, j) => {
          const error = Math.abs(each - y[j]!);
          return error < 1 ? error ** 2 / 2 : error - 0.5;
        }),
      ) / a.length,
    gradient: (a, y) => a.map((each, j) => Math.max(-1, Math.min(1, each - y[j]!)) / a.length),
  },
  binaryCrossentropy: {
    value: (a, y) =>
      -total(a.map((each, j) => times(y[j]!, Math.log(each)) + times(1 - y[j]!, Math.log(1 - each)))) /
      a.length,
    gradient: (a, y) =>
      a.map((each, j) => (times(1 - y[j]!, 1 / (1 - each)) - times(y[j]!, 1 / each)) / a.length),
  },
  categoricalCrossentropy: {
    value: (a, y) => -total(a.map((each, j) => times(y[j]!, Math.log(each)))),
    gradient: (a, y) => a.map((each, j) => -times(y[j]!, 1 / each)),
  },
};

// --- the formulas of a layer, each replaceable

export interface Formulas {
  preActivation(input: Matrix, weights: Matrix, bias: number[] | null): Matrix;
  output(z: Matrix, activation: ActivationDefinition): Matrix;
  activationDerivative(z: Matrix, activation: ActivationDefinition): Matrix | Matrix[];
  loss(a: number[], y: number[], name: LossName): number;
  lossGradient(a: number[], y: number[], name: LossName): number[];
  gradientOutput(gradient: Matrix, derivative: Matrix | Matrix[]): Matrix;
  gradientWeights(input: Matrix, gradientOutput: Matrix): Matrix;
  gradientBias(gradientOutput: Matrix): number[];
  gradientPrev(gradientOutput: Matrix, weights: Matrix): Matrix;
}

export const FORMULAS: Formulas = {
  preActivation: (input, weights, bias) =>
    input.map((row) =>
      weights[0]!.map((_, j) => total(row.map((a, i) => a * weights[i]![j]!)) + (bias ? bias[j]! : 0)),
    ),
  output: (z, { type, alpha }) =>
    type === 'softmax'
      ? z.map(softmaxRow)
      : z.map((row) => row.map((each) => ACTIVATION[type].value(each, alpha))),
  activationDerivative: (z, { type, alpha }) =>
    type === 'softmax'
      ? z.map((row) => {
          const a = softmaxRow(row);
          return a.map((ai, i) => a.map((aj, j) => (i === j ? ai - ai * aj : -ai * aj)));
        })
      : z.map((row) => row.map((each) => ACTIVATION[type].slope(each, alpha))),
  loss: (a, y, name) => LOSS[name].value(a, y),
  lossGradient: (a, y, name) => LOSS[name].gradient(a, y),
  gradientOutput: (gradient, derivative) =>
    gradient.map((row, b) =>
      row.map((each, j) => {
        const ofSample = derivative[b]!;
        const jacobian = ofSample as Matrix;
        return typeof ofSample[0] === 'number'
          ? each * (ofSample as number[])[j]!
          : total(row.map((g, i) => g * jacobian[i]![j]!));
      }),
    ),
  gradientWeights: (input, gradientOutput) =>
    input[0]!.map((_, i) =>
      gradientOutput[0]!.map(
        (_unit, j) => total(input.map((row, b) => row[i]! * gradientOutput[b]![j]!)) / input.length,
      ),
    ),
  gradientBias: (gradientOutput) =>
    gradientOutput[0]!.map((_, j) => total(gradientOutput.map((row) => row[j]!)) / gradientOutput.length),
  gradientPrev: (gradientOutput, weights) =>
    gradientOutput.map((row) => weights.map((ofInput) => total(row.map((d, j) => d * ofInput[j]!)))),
};

/** Forward, loss and backward of one batch. */
export function oracleStep(
  layers: readonly OracleLayer[],
  lossName: LossName,
  inputs: Matrix,
  targets: Matrix,
  formulas: Formulas = FORMULAS,
): OracleStep {
  const steps = forward(layers, inputs, formulas);
  const last = steps.at(-1)!.output;
  const loss = total(last.map((a, b) => formulas.loss(a, targets[b]!, lossName))) / inputs.length;
  let gradient = last.map((a, b) => formulas.lossGradient(a, targets[b]!, lossName));
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l]!;
    const step = steps[l]!;
    step.gradient = gradient;
    step.activationDerivative = formulas.activationDerivative(step.preActivation, layer.activation);
    step.gradientOutput = formulas.gradientOutput(gradient, step.activationDerivative);
    step.gradientWeights = formulas.gradientWeights(step.input, step.gradientOutput);
    step.gradientBias = layer.bias && formulas.gradientBias(step.gradientOutput);
    step.gradientPrev = formulas.gradientPrev(step.gradientOutput, layer.weights);
    gradient = step.gradientPrev;
  }
  return { loss, layers: steps };
}

function forward(layers: readonly OracleLayer[], inputs: Matrix, formulas: Formulas): OracleLayerStep[] {
  let input = inputs;
  return layers.map(({ weights, bias, activation }) => {
    const preActivation = formulas.preActivation(input, weights, bias);
    const output = formulas.output(preActivation, activation);
    const step = { input, preActivation, output } as OracleLayerStep;
    input = output;
    return step;
  });
}

// --- optimizers, for one parameter

/** What an optimizer remembers of one number. */
export interface OracleMemory {
  first: number;
  second: number;
  updates: number;
}

/** The parameter after an update with gradient g, as PyTorch's documentation writes it. */
export function oracleUpdate(
  optimizer: OptimizerDefinition,
  parameter: number,
  g: number,
  memory: OracleMemory,
): number {
  memory.updates++;
  switch (optimizer.type) {
    case 'sgd': {
      const { learningRate, momentum, nesterov } = optimizer;
      memory.first = memory.updates > 1 ? momentum * memory.first + g : g;
      if (momentum === 0) return parameter - learningRate * g;
      return parameter - learningRate * (nesterov ? g + momentum * memory.first : memory.first);
    }
    case 'adam': {
      const { learningRate, beta1, beta2, epsilon } = optimizer;
      memory.first = beta1 * memory.first + (1 - beta1) * g;
      memory.second = beta2 * memory.second + (1 - beta2) * g * g;
      const mean = memory.first / (1 - beta1 ** memory.updates);
      const squares = memory.second / (1 - beta2 ** memory.updates);
      return parameter - (learningRate * mean) / (Math.sqrt(squares) + epsilon);
    }
    case 'rmsprop': {
      const { learningRate, rho, epsilon } = optimizer;
      memory.second = rho * memory.second + (1 - rho) * g * g;
      return parameter - (learningRate * g) / (Math.sqrt(memory.second) + epsilon);
    }
  }
}
