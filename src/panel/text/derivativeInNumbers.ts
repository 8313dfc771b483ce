/** The derivative of an activation at one element, with its numbers. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../../protocol/engine';
import { derivativeOf } from '../../protocol/text/derivatives';
import { formatExact } from './format';

/** The derivative at one element, written out with its numbers: `1 − output² = 1 − 0.7616²`. */
export function derivativeInNumbers(layer: LayerShape, preActivation: number, output: number): string {
  const [z, a] = [formatExact(preActivation), formatExact(output)];
  const alpha = formatExact(layer.alpha ?? 0);
  const flank = l10n.t('1, since output {0} > 0', a);
  switch (layer.activation) {
    case 'linear':
      return '1';
    case 'sigmoid':
      return `output · (1 − output) = ${a} · (1 − ${a})`;
    case 'tanh':
      return `1 − output² = 1 − (${a})²`;
    case 'relu':
      return output > 0 ? flank : l10n.t('0, since output {0} is not above 0', a);
    case 'leakyRelu':
      return output > 0 ? flank : l10n.t('alpha {0}, since output {1} is not above 0', alpha, a);
    case 'elu':
      return output > 0 ? flank : `output + alpha = ${a} + ${alpha}`;
    case 'softplus':
      return `1 − exp(−output) = 1 − exp(−(${a}))`;
    default:
      return l10n.t('{0}, at preActivation {1}', derivativeOf(layer).formula, z);
  }
}
