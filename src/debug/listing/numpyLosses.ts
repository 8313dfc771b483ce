/** The losses and their gradients in NumPy, and the short cuts that go through them. */
import type { LossName } from '../../definition/names';
import type { ShortCut } from '../../protocol/text/derivatives';

interface LossCode {
  /** Makes `losses`, one per sample. */
  readonly losses: readonly string[];
  /** Makes `gradient`, row by row, not divided by N. */
  readonly gradient: readonly string[];
}

const ZERO_TERM = '# A term whose factor is 0 counts as 0, whatever its logarithm or its quotient is.';

const LOSSES: Readonly<Record<LossName, LossCode>> = {
  meanSquaredError: {
    losses: ['losses = ((output - target) ** 2).mean(axis=1)'],
    gradient: ['gradient = 2 * (output - target) / m'],
  },
  halfSquaredError: {
    losses: ['losses = ((output - target) ** 2).sum(axis=1) / 2'],
    gradient: ['gradient = output - target'],
  },
  meanAbsoluteError: {
    losses: ['losses = np.abs(output - target).mean(axis=1)'],
    gradient: ['gradient = np.sign(output - target) / m'],
  },
  huber: {
    losses: [
      'error = output - target',
      'losses = np.where(np.abs(error) <= 1, error ** 2 / 2, np.abs(error) - 0.5).mean(axis=1)',
    ],
    gradient: ['gradient = np.clip(error, -1, 1) / m'],
  },
  binaryCrossentropy: {
    losses: [
      ZERO_TERM,
      'losses = -(target * np.log(output) + (1 - target) * np.log(1 - output)).mean(axis=1)',
    ],
    gradient: ['gradient = ((1 - target) / (1 - output) - target / output) / m'],
  },
  categoricalCrossentropy: {
    losses: [ZERO_TERM, 'losses = -(target * np.log(output)).sum(axis=1)'],
    gradient: ['gradient = -target / output'],
  },
};

const SHORT_CUTS: Readonly<Record<ShortCut, LossCode & { readonly gradientOutput: readonly string[] }>> = {
  'sigmoid + binaryCrossentropy': {
    losses: [
      '# From preActivation, since -ln(output) = ln(1 + exp(-preActivation)): exact when an output saturates.',
      'losses = (target * np.logaddexp(0, -preActivation) + (1 - target) * np.logaddexp(0, preActivation)).mean(axis=1)',
    ],
    gradient: [
      '# (1 - target) / (1 - output) - target / output, again from preActivation.',
      'gradient = ((1 - target) * (1 + np.exp(preActivation)) - target * (1 + np.exp(-preActivation))) / m',
    ],
    gradientOutput: [
      '# gradient * activationDerivative: with sigmoid + binaryCrossentropy the factors of output cancel.',
      'gradientOutput = (output - target) / m',
    ],
  },
  'softmax + categoricalCrossentropy': {
    losses: [
      '# ln(output) from preActivation: exact when an output saturates.',
      'shifted = preActivation - preActivation.max(axis=1, keepdims=True)',
      'logOutput = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))',
      'losses = -(target * logOutput).sum(axis=1)',
    ],
    gradient: ['# -target / output.', 'gradient = -target * np.exp(-logOutput)'],
    gradientOutput: [
      '# gradient times the Jacobian: with softmax + categoricalCrossentropy it comes to output - target,',
      '# where each row of target sums to 1.',
      'gradientOutput = output * target.sum(axis=1, keepdims=True) - target',
    ],
  },
};

export function lossCode(loss: LossName, shortCut: ShortCut | null): LossCode {
  return shortCut === null ? LOSSES[loss] : SHORT_CUTS[shortCut];
}

/** Makes `gradientOutput` where the loss and the activation are computed as one. */
export function shortCutCode(shortCut: ShortCut): readonly string[] {
  return SHORT_CUTS[shortCut].gradientOutput;
}
