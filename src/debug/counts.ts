/** How many there are of something, in words. */
import * as l10n from '@vscode/l10n';

export const epochs = (count: number): string =>
  count === 1 ? l10n.t('1 epoch') : l10n.t('{0} epochs', count);

export const batchSteps = (count: number): string =>
  count === 1 ? l10n.t('1 batch step') : l10n.t('{0} batch steps', count);

export const samples = (count: number): string =>
  count === 1 ? l10n.t('1 sample') : l10n.t('{0} samples', count);
