/** How each optimizer changes a parameter, in symbols and words. */
import * as l10n from '@vscode/l10n';
import type { OptimizerSettings } from '../../protocol/engine';

export interface UpdateRule {
  readonly name: string;
  /** The right side of `parameter = …`, for the parameter and its gradient by their names. */
  readonly formula: (parameter: string, gradient: string) => string;
  readonly why: readonly string[];
}

const uphill = (): string =>
  l10n.t(
    'The gradient points to where the loss grows. The update goes the other way, by the learning rate times the gradient.',
  );
const memory = (): string =>
  l10n.t('It remembers the gradients before, which are not shown here: so the number cannot be written out.');

export function updateRule({ type, momentum = 0, nesterov = false }: OptimizerSettings): UpdateRule {
  switch (type) {
    case 'sgd':
      if (momentum === 0) {
        return {
          name: 'sgd',
          formula: (w, g) => l10n.t('{0} before − learningRate · {1}', w, g),
          why: [uphill()],
        };
      }
      return {
        name: nesterov ? l10n.t('sgd with Nesterov momentum') : l10n.t('sgd with momentum'),
        formula: (w, g) => {
          const along = nesterov ? `(${g} + ${String(momentum)} · v)` : 'v';
          return l10n.t('{0} before − learningRate · {1}, with v ← {2} · v + {3}', w, along, momentum, g);
        },
        why: [
          `${uphill()} ${l10n.t('With momentum it goes along v, which keeps a part of the gradients before.')}`,
          memory(),
        ],
      };
    case 'adam':
      return {
        name: 'adam',
        formula: (w, g) =>
          l10n.t(
            '{0} before − learningRate · mean / (√squares + epsilon), with corrected running means of {1} and of its square',
            w,
            g,
          ),
        why: [
          l10n.t('adam goes against a running mean of the gradient, in steps measured by its usual size.'),
          memory(),
        ],
      };
    case 'rmsprop':
      return {
        name: 'rmsprop',
        formula: (w, g) =>
          l10n.t(
            '{0} before − learningRate · {1} / (√squares + epsilon), with a running mean of its square',
            w,
            g,
          ),
        why: [l10n.t('rmsprop divides each gradient by its usual size.'), memory()],
      };
    default:
      return { name: type, formula: (w, g) => l10n.t('{0}({1} before, {2})', type, w, g), why: [memory()] };
  }
}

/** What the numbers of the step are, below the picture of the update. */
export function stepWords({ type, momentum = 0 }: OptimizerSettings): string {
  if (type === 'sgd' && momentum === 0)
    return l10n.t(
      'The step is the gradient itself, so each of these numbers can be worked out from the other two.',
    );
  const name = type === 'sgd' ? l10n.t('sgd with momentum') : type;
  return l10n.t(
    'With {0} the step also depends on the gradients before, which are not kept in view. So η · step is shown as what the update did: the parameter before it minus the parameter after it.',
    name,
  );
}

export function changedSinceUpdate(): string {
  return l10n.t(
    'These numbers do not make one another: a number, or the learning rate, was changed by hand after the update was computed.',
  );
}
