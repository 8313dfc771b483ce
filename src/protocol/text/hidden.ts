/** What stands in place of a number while a learner predicts it, wherever it would be written. */
import * as l10n from '@vscode/l10n';
import type { QuantityName } from '../vocabulary';

export function hiddenText(): string {
  return l10n.t('hidden until you answer');
}

/** Why something is refused that would tell it. `layer` is its name; of the loss it does not count. */
export function hiddenSentence(layer: string, quantity: QuantityName | 'loss'): string {
  const name = quantity === 'loss' ? quantity : l10n.t("{0} of '{1}'", quantity, layer);
  return l10n.t('{0} is hidden until you answer.', name);
}
