/** What usually helps where a number is not finite. */
import type { OperationInput } from '../protocol/cause';
import type { OperationName } from '../protocol/vocabulary';

/** By the operation that has computed it, unless one of its inputs is to blame. */
export function nonFiniteAdvice(operation: OperationName, inputs: readonly OperationInput[]): string {
  const culprit = inputs.find(({ nonFinite }) => nonFinite !== null);
  if (culprit === undefined) return ADVICE[operation];
  return `The operation has only passed on what stands in ${culprit.quantity}: look there first.`;
}

const TOO_LARGE = 'float32 ends at 3.4e38';

const ADVICE: Readonly<Record<OperationName, string>> = {
  preActivation:
    `input · weights has become too large (${TOO_LARGE}): standardize the data, start from smaller weights, or, ` +
    'if the weights have grown in training, lower the learning rate.',
  output:
    `The activation function has left the range of numbers (${TOO_LARGE}): look for large values in preActivation, ` +
    'and start from smaller weights or lower the learning rate.',
  loss:
    'The outputs are too far from the targets, or a logarithm has met a 0: lower the learning rate, and with a ' +
    'crossentropy end in sigmoid (binaryCrossentropy) or softmax (categoricalCrossentropy), which are computed as a pair.',
  activationDerivative:
    'The slope of the activation function has left the range of numbers: look for large values in preActivation, and ' +
    'start from smaller weights or lower the learning rate.',
  gradientOutput:
    `gradient times activationDerivative has become too large (${TOO_LARGE}): the gradient explodes on its way back, ` +
    'so lower the learning rate or start from smaller weights.',
  gradientWeights:
    `The sum over the batch has become too large (${TOO_LARGE}): standardize the data, lower the learning rate, or ` +
    'start from smaller weights.',
  gradientPrev:
    `gradientOutput · weightsᵀ has become too large (${TOO_LARGE}): the gradient explodes on its way back, so start ` +
    'from smaller weights or lower the learning rate.',
  update: 'The step is too large: lower the learning rate, and look at the size of gradientWeights.',
};
