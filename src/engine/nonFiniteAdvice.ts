/** What usually helps where a number is not finite. */
import * as l10n from '@vscode/l10n';
import type { OperationInput } from '../protocol/cause';
import type { OperationName } from '../protocol/vocabulary';

/** By the operation that has computed it, unless one of its inputs is to blame. */
export function nonFiniteAdvice(operation: OperationName, inputs: readonly OperationInput[]): string {
  const culprit = inputs.find(({ nonFinite }) => nonFinite !== null);
  if (culprit === undefined) return adviceFor()[operation];
  return l10n.t('The operation has only passed on what stands in {0}: look there first.', culprit.quantity);
}

const adviceFor = (): Readonly<Record<OperationName, string>> => ({
  preActivation: l10n.t(
    'input · weights has become too large (float32 ends at 3.4e38): standardize the data, start from smaller weights, or, if the weights have grown in training, lower the learning rate.',
  ),
  output: l10n.t(
    'The activation function has left the range of numbers (float32 ends at 3.4e38): look for large values in preActivation, and start from smaller weights or lower the learning rate.',
  ),
  loss: l10n.t(
    'The outputs are too far from the targets, or a logarithm has met a 0: lower the learning rate, and with a crossentropy end in sigmoid (binaryCrossentropy) or softmax (categoricalCrossentropy), which are computed as a pair.',
  ),
  activationDerivative: l10n.t(
    'The slope of the activation function has left the range of numbers: look for large values in preActivation, and start from smaller weights or lower the learning rate.',
  ),
  gradientOutput: l10n.t(
    'gradient times activationDerivative has become too large (float32 ends at 3.4e38): the gradient explodes on its way back, so lower the learning rate or start from smaller weights.',
  ),
  gradientWeights: l10n.t(
    'The sum over the batch has become too large (float32 ends at 3.4e38): standardize the data, lower the learning rate, or start from smaller weights.',
  ),
  gradientPrev: l10n.t(
    'gradientOutput · weightsᵀ has become too large (float32 ends at 3.4e38): the gradient explodes on its way back, so start from smaller weights or lower the learning rate.',
  ),
  update: l10n.t('The step is too large: lower the learning rate, and look at the size of gradientWeights.'),
});
