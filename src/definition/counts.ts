/** How many there are of something, in words: `1 row`, `3 rows`. */
import * as l10n from '@vscode/l10n';

export const rows = (count: number): string => (count === 1 ? l10n.t('1 row') : l10n.t('{0} rows', count));

export const columns = (count: number): string =>
  count === 1 ? l10n.t('1 column') : l10n.t('{0} columns', count);

export const numbers = (count: number): string =>
  count === 1 ? l10n.t('1 number') : l10n.t('{0} numbers', count);

export const units = (count: number): string => (count === 1 ? l10n.t('1 unit') : l10n.t('{0} units', count));

export const inputs = (count: number): string =>
  count === 1 ? l10n.t('1 input') : l10n.t('{0} inputs', count);

export const targets = (count: number): string =>
  count === 1 ? l10n.t('1 target') : l10n.t('{0} targets', count);

export const trainingRows = (count: number): string =>
  count === 1 ? l10n.t('1 training row') : l10n.t('{0} training rows', count);
