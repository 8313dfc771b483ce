/** Each common mistake in words: what it is, and why it is one. */
import type { Mistake } from '../../protocol/exercise';

export const MISTAKE_WORDS: Readonly<Record<Mistake, string>> = {
  missingTranspose:
    'A transpose is missing, or there is one too many: the axis that is summed over has to be the columns of the left matrix and the rows of the right one.',
  wrongOrder:
    'The factors are in the wrong order: a product of matrices is another one the other way round, and its rows and columns count something else.',
  missingN:
    'The division by N is missing: the loss is the mean over the batch, so what is summed over its N samples is divided by N.',
  extraN:
    'There is a division by N too many: it happens once, in gradientWeights and gradientBias, and nowhere else.',
  wrongPoint:
    'The derivative is taken at the wrong point: this formula of it is one of the output a, not of preActivation z (and the other way round).',
  sumForMean: 'A sum in place of a mean: the loss is the mean over the batch, so the N samples are averaged.',
  missingDerivative:
    'The derivative of the activation is missing: gradient arrives behind the activation function, and gradientOutput = gradient ∘ activationDerivative lies before it.',
  missingBias: 'The bias is missing: it is added to every row of input · weights.',
  missingActivation: 'The activation function is missing: this is still preActivation.',
  matrixForHadamard:
    'This is the product of matrices (*); here every number is multiplied by the one at its own place (.*).',
};
