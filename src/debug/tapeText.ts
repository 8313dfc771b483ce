/** How far apart the checkpoints of a run's past lie, and what they take, in a line. */
import * as l10n from '@vscode/l10n';
import type { TapeReport } from '../protocol/engine';
import { MB } from '../protocol/tape';
import { briefText } from './format';

export const tapeMeaning = (): string =>
  l10n.t('what going back takes of the memory: the past is kept to the very first operation');

/** `24.3 of 192 MB; a checkpoint at every batch step`. */
export function tapeText({ bytes, bound, longestGap }: TapeReport): string {
  const [taken, most] = [briefText(bytes / MB), briefText(bound / MB)];
  if (longestGap === 1) return l10n.t('{0} of {1} MB; a checkpoint at every batch step', taken, most);
  return l10n.t(
    '{0} of {1} MB; up to {2} batch steps between two checkpoints, run again to go back',
    taken,
    most,
    longestGap,
  );
}
