/** How each optimizer changes a parameter, in symbols and words. */
import type { OptimizerSettings } from '../../protocol/engine';

export interface UpdateRule {
  readonly name: string;
  /** The right side of `parameter = …`, for the parameter and its gradient by their names. */
  readonly formula: (parameter: string, gradient: string) => string;
  readonly why: readonly string[];
}

const UPHILL =
  'The gradient points to where the loss grows. The update goes the other way, by the learning rate times the gradient.';
const MEMORY =
  'It remembers the gradients before, which are not shown here: so the number cannot be written out.';

export function updateRule({ type, momentum = 0, nesterov = false }: OptimizerSettings): UpdateRule {
  switch (type) {
    case 'sgd':
      if (momentum === 0) {
        return {
          name: 'sgd',
          formula: (w, g) => `${w} before − learningRate · ${g}`,
          why: [UPHILL],
        };
      }
      return {
        name: nesterov ? 'sgd with Nesterov momentum' : 'sgd with momentum',
        formula: (w, g) => {
          const along = nesterov ? `(${g} + ${String(momentum)} · v)` : 'v';
          return `${w} before − learningRate · ${along}, with v ← ${String(momentum)} · v + ${g}`;
        },
        why: [`${UPHILL} With momentum it goes along v, which keeps a part of the gradients before.`, MEMORY],
      };
    case 'adam':
      return {
        name: 'adam',
        formula: (w, g) =>
          `${w} before − learningRate · mean / (√squares + epsilon), with corrected running means of ${g} and of its square`,
        why: [
          'adam goes against a running mean of the gradient, in steps measured by its usual size.',
          MEMORY,
        ],
      };
    case 'rmsprop':
      return {
        name: 'rmsprop',
        formula: (w, g) =>
          `${w} before − learningRate · ${g} / (√squares + epsilon), with a running mean of its square`,
        why: ['rmsprop divides each gradient by its usual size.', MEMORY],
      };
    default:
      return { name: type, formula: (w, g) => `${type}(${w} before, ${g})`, why: [MEMORY] };
  }
}

/** What the numbers of the step are, below the picture of the update. */
export function stepWords({ type, momentum = 0 }: OptimizerSettings): string {
  if (type === 'sgd' && momentum === 0)
    return 'The step is the gradient itself, so each of these numbers can be worked out from the other two.';
  const name = type === 'sgd' ? 'sgd with momentum' : type;
  return `With ${name} the step also depends on the gradients before, which are not kept in view. So η · step is shown as what the update did: the parameter before it minus the parameter after it.`;
}

export const changedSinceUpdate =
  'These numbers do not make one another: a number, or the learning rate, was changed by hand after the update was computed.';
