/** In one word, what a change by hand has made of a number; `markWords` says it at length. */
import * as l10n from '@vscode/l10n';

export function markWord(mark: 'edited' | 'stale'): string {
  return mark === 'edited' ? l10n.t('edited') : l10n.t('stale');
}
