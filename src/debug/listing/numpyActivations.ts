/** The activation functions and their derivatives in NumPy. */
import type { ActivationDefinition } from '../../definition/definition';
import type { ActivationName } from '../../definition/names';

interface ActivationCode {
  /** Makes `output` of `preActivation`. */
  readonly forward: readonly string[];
  /** Makes `activationDerivative` of `output`, or of `preActivation` where the output does not tell it. */
  readonly derivative: readonly string[];
}

const LOGISTIC = 'sigmoid = 1 / (1 + np.exp(-preActivation))';
const NORMAL_DISTRIBUTION = 'Phi = (1 + erf(preActivation / np.sqrt(2))) / 2';
const FALLS_FIRST = (name: string): string =>
  `# ${name} falls before it rises: output alone does not tell the slope, preActivation does.`;

/** `alpha` comes to life only in leakyRelu and elu. With a negative one, output does not tell the sign of z. */
export function activationCode({ type, alpha }: ActivationDefinition): ActivationCode {
  const side = alpha < 0 ? 'preActivation' : 'output';
  const codes: Readonly<Record<ActivationName, ActivationCode>> = {
    linear: {
      forward: ['output = preActivation'],
      derivative: ['activationDerivative = np.ones_like(output)'],
    },
    sigmoid: {
      forward: ['output = 1 / (1 + np.exp(-preActivation))'],
      derivative: ['activationDerivative = output * (1 - output)'],
    },
    tanh: {
      forward: ['output = np.tanh(preActivation)'],
      derivative: ['activationDerivative = 1 - output ** 2'],
    },
    relu: {
      forward: ['output = np.maximum(preActivation, 0)'],
      derivative: ['activationDerivative = np.where(output > 0, 1.0, 0.0)'],
    },
    leakyRelu: {
      forward: [`output = np.where(preActivation > 0, preActivation, ${alpha} * preActivation)`],
      derivative: [`activationDerivative = np.where(${side} > 0, 1.0, ${alpha})`],
    },
    elu: {
      forward: [`output = np.where(preActivation > 0, preActivation, ${alpha} * np.expm1(preActivation))`],
      derivative: [`activationDerivative = np.where(${side} > 0, 1.0, output + ${inSum(alpha)})`],
    },
    softplus: {
      forward: ['output = np.logaddexp(0, preActivation)'],
      derivative: ['activationDerivative = 1 - np.exp(-output)'],
    },
    swish: {
      forward: [LOGISTIC, 'output = preActivation * sigmoid'],
      derivative: [
        FALLS_FIRST('swish'),
        LOGISTIC,
        'activationDerivative = sigmoid + preActivation * sigmoid * (1 - sigmoid)',
      ],
    },
    gelu: {
      forward: [NORMAL_DISTRIBUTION, 'output = preActivation * Phi'],
      derivative: [
        FALLS_FIRST('gelu'),
        NORMAL_DISTRIBUTION,
        'phi = np.exp(-preActivation ** 2 / 2) / np.sqrt(2 * np.pi)',
        'activationDerivative = Phi + preActivation * phi',
      ],
    },
    softmax: {
      forward: [
        '# Less the largest of the row: the same quotient, but nothing can overflow.',
        'exponentials = np.exp(preActivation - preActivation.max(axis=1, keepdims=True))',
        'output = exponentials / exponentials.sum(axis=1, keepdims=True)',
      ],
      derivative: [
        '# Each output depends on every preActivation of its sample: one Jacobian per sample, N x m x m.',
        'activationDerivative = np.stack([np.diag(a) - np.outer(a, a) for a in output])',
      ],
    },
  };
  return codes[type];
}

function inSum(alpha: number): string {
  return alpha < 0 ? `(${alpha})` : String(alpha);
}
