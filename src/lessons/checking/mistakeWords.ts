/** Each common mistake in words: what it is, and why it is one. */
import * as l10n from '@vscode/l10n';
import type { Mistake } from '../../protocol/exercise';

export const mistakeWords = (): Readonly<Record<Mistake, string>> => ({
  missingTranspose: l10n.t(
    'A transpose is missing, or there is one too many: the axis that is summed over has to be the columns of the left matrix and the rows of the right one.',
  ),
  wrongOrder: l10n.t(
    'The factors are in the wrong order: a product of matrices is another one the other way round, and its rows and columns count something else.',
  ),
  missingN: l10n.t(
    'The division by N is missing: the loss is the mean over the batch, so what is summed over its N samples is divided by N.',
  ),
  extraN: l10n.t(
    'There is a division by N too many: it happens once, in gradientWeights and gradientBias, and nowhere else.',
  ),
  wrongPoint: l10n.t(
    'The derivative is taken at the wrong point: this formula of it is one of the output a, not of preActivation z (and the other way round).',
  ),
  sumForMean: l10n.t(
    'A sum in place of a mean: the loss is the mean over the batch, so the N samples are averaged.',
  ),
  missingDerivative: l10n.t(
    'The derivative of the activation is missing: gradient arrives behind the activation function, and gradientOutput = gradient ∘ activationDerivative lies before it.',
  ),
  missingBias: l10n.t('The bias is missing: it is added to every row of input · weights.'),
  missingActivation: l10n.t('The activation function is missing: this is still preActivation.'),
  matrixForHadamard: l10n.t(
    'This is the product of matrices (*); here every number is multiplied by the one at its own place (.*).',
  ),
});
