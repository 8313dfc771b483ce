/** The derivative of an activation at one element, with its numbers. */
import type { LayerShape } from '../../protocol/engine';
import { derivativeOf } from '../../protocol/text/derivatives';
import { formatExact } from './format';

/** The derivative at one element, written out with its numbers: `1 − output² = 1 − 0.7616²`. */
export function derivativeInNumbers(layer: LayerShape, preActivation: number, output: number): string {
  const [z, a] = [formatExact(preActivation), formatExact(output)];
  const alpha = formatExact(layer.alpha ?? 0);
  switch (layer.activation) {
    case 'linear':
      return '1';
    case 'sigmoid':
      return `output · (1 − output) = ${a} · (1 − ${a})`;
    case 'tanh':
      return `1 − output² = 1 − (${a})²`;
    case 'relu':
      return output > 0 ? `1, since output ${a} > 0` : `0, since output ${a} is not above 0`;
    case 'leakyRelu':
      return output > 0 ? `1, since output ${a} > 0` : `alpha ${alpha}, since output ${a} is not above 0`;
    case 'elu':
      return output > 0 ? `1, since output ${a} > 0` : `output + alpha = ${a} + ${alpha}`;
    case 'softplus':
      return `1 − exp(−output) = 1 − exp(−(${a}))`;
    default:
      return `${derivativeOf(layer).formula}, at preActivation ${z}`;
  }
}
