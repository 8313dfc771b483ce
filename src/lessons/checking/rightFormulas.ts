/**
 * The right formula of each quantity, and what it becomes by each of the common mistakes: expressions in the language
 * of src/expressions, as seen from the quantity's layer. The equations are those of `QUANTITIES`.
 */
import type { LayerShape } from '../../protocol/engine';
import type { Mistake } from '../../protocol/exercise';
import type { Cells } from '../../protocol/lesson';
import type { QuantityName } from '../../protocol/vocabulary';

export interface WrongFormula {
  readonly mistake: Mistake;
  readonly text: string;
}

export interface Formulas {
  /** Null: the expressions do not know what it is made of (the loss's gradient knows the targets, they do not). */
  readonly right: string | null;
  readonly wrong: readonly WrongFormula[];
}

const UNKNOWN: Formulas = { right: null, wrong: [] };

/** @param layer the layer of the quantity, counted from 0 */
export function formulasOf(
  quantity: QuantityName | 'loss',
  layer: number,
  layers: readonly LayerShape[],
): Formulas {
  const shape = layers[layer];
  if (shape === undefined) return UNKNOWN;
  switch (quantity) {
    case 'input':
      return layer === 0 ? UNKNOWN : { right: `layers[${layer - 1}].output`, wrong: [] };
    case 'preActivation':
      return preActivation(shape);
    case 'output':
      return {
        right: OUTPUT[shape.activation] ?? null,
        wrong: [wrong('missingActivation', 'preActivation')],
      };
    case 'activationDerivative':
      return derivative(shape);
    case 'gradientOutput':
      return gradientOutput(shape);
    case 'gradientWeights':
      return GRADIENT_WEIGHTS;
    case 'gradientBias':
      return GRADIENT_BIAS;
    case 'gradientPrev':
      return gradientPrev('');
    case 'gradient':
      return layer === layers.length - 1 ? UNKNOWN : gradientPrev(`layers[${layer + 1}].`);
    default:
      return UNKNOWN;
  }
}

/** Whether the numbers follow from an equation before their operation has run. */
export function hasEquation({ layer, quantity }: Cells, layers: readonly LayerShape[]): boolean {
  const index = layers.findIndex(({ name }) => name === layer);
  return index >= 0 && formulasOf(quantity, index, layers).right !== null;
}

function wrong(mistake: Mistake, text: string): WrongFormula {
  return { mistake, text };
}

function preActivation({ hasBias }: LayerShape): Formulas {
  if (!hasBias) {
    return {
      right: 'input * weights',
      wrong: [wrong('missingTranspose', "input * weights'"), wrong('wrongOrder', 'weights * input')],
    };
  }
  return {
    right: 'input * weights + bias',
    wrong: [
      wrong('missingBias', 'input * weights'),
      wrong('missingTranspose', "input * weights' + bias"),
      wrong('wrongOrder', 'weights * input + bias'),
      wrong('wrongOrder', "(weights' * input')"),
    ],
  };
}

const OUTPUT: Readonly<Record<string, string>> = {
  linear: 'preActivation',
  sigmoid: 'sigmoid(preActivation)',
  tanh: 'tanh(preActivation)',
  relu: 'relu(preActivation)',
  softmax: "(exp(preActivation)' ./ sum(exp(preActivation), 1))'",
};

interface DerivativeTexts {
  readonly right: string;
  /** The derivative's formula with the wrong number put into it. */
  readonly atWrongPoint: readonly string[];
}

/** σ′ = a(1 − a) and tanh′ = 1 − a² are formulas of the output: of preActivation they are something else. */
const DERIVATIVES: Readonly<Record<string, DerivativeTexts>> = {
  sigmoid: {
    right: 'output .* (1 - output)',
    atWrongPoint: [
      'preActivation .* (1 - preActivation)',
      'sigmoid(output) .* (1 - sigmoid(output))',
      'input .* (1 - input)',
    ],
  },
  tanh: {
    right: '1 - output .^ 2',
    atWrongPoint: ['1 - preActivation .^ 2', '1 - tanh(output) .^ 2', '1 - input .^ 2'],
  },
};

function derivative({ activation }: LayerShape): Formulas {
  const texts = DERIVATIVES[activation];
  if (texts === undefined) return UNKNOWN;
  return {
    right: texts.right,
    wrong: [
      ...texts.atWrongPoint.map((text) => wrong('wrongPoint', text)),
      wrong('missingDerivative', 'output'),
    ],
  };
}

function gradientOutput({ activation }: LayerShape): Formulas {
  // Softmax has a Jacobian for each sample: no product of matrices gives all of them.
  if (activation === 'softmax') return { right: null, wrong: [wrong('missingDerivative', 'gradient')] };
  const points = DERIVATIVES[activation]?.atWrongPoint ?? [];
  return {
    right: 'gradient .* activationDerivative',
    wrong: [
      wrong('missingDerivative', 'gradient'),
      wrong('missingDerivative', 'gradient .* output'),
      ...points.map((text) => wrong('wrongPoint', `gradient .* (${text})`)),
      wrong('matrixForHadamard', 'gradient * activationDerivative'),
      wrong('extraN', 'gradient .* activationDerivative / N'),
    ],
  };
}

const GRADIENT_WEIGHTS: Formulas = {
  right: "input' * gradientOutput / N",
  wrong: [
    wrong('missingN', "input' * gradientOutput"),
    wrong('extraN', "input' * gradientOutput / N / N"),
    wrong('missingDerivative', "input' * gradient / N"),
    wrong('missingDerivative', "input' * gradient"),
    wrong('missingTranspose', 'input * gradientOutput / N'),
    wrong('missingTranspose', 'input * gradientOutput'),
    wrong('wrongOrder', "gradientOutput' * input / N"),
    wrong('wrongOrder', "gradientOutput' * input"),
    wrong('wrongOrder', "gradientOutput * input' / N"),
    wrong('wrongOrder', "gradientOutput * input'"),
  ],
};

const GRADIENT_BIAS: Formulas = {
  right: 'mean(gradientOutput, 0)',
  wrong: [
    wrong('sumForMean', 'sum(gradientOutput, 0)'),
    wrong('extraN', 'mean(gradientOutput, 0) / N'),
    wrong('missingDerivative', 'mean(gradient, 0)'),
    wrong('missingDerivative', 'sum(gradient, 0)'),
    wrong('wrongOrder', 'mean(gradientOutput, 1)'),
  ],
};

/** δ · Wᵀ; `of` names the layer that it is read from. */
function gradientPrev(of: string): Formulas {
  const [delta, weights, gradient] = [`${of}gradientOutput`, `${of}weights`, `${of}gradient`];
  return {
    right: `${delta} * ${weights}'`,
    wrong: [
      wrong('missingTranspose', `${delta} * ${weights}`),
      wrong('wrongOrder', `${weights} * ${delta}'`),
      wrong('wrongOrder', `${weights}' * ${delta}`),
      wrong('missingDerivative', `${gradient} * ${weights}'`),
      wrong('extraN', `${delta} * ${weights}' / N`),
    ],
  };
}
