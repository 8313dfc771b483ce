/** A run in its past, in the words that the Call Stack and the panel share. */
import * as l10n from '@vscode/l10n';
import type { RunState } from './engine';

/** `12 batch steps before the newest`: how far a run stands in its past; empty in its present. */
export function pastWords({ moment, newest, steps, newestSteps }: RunState): string {
  if (moment >= newest) return '';
  const behind = newestSteps - steps;
  if (behind === 1) return l10n.t('1 batch step before the newest');
  if (behind > 0) return l10n.t('{0} batch steps before the newest', behind);
  const operations = newest - moment;
  return operations === 1
    ? l10n.t('1 operation before the newest')
    : l10n.t('{0} operations before the newest', operations);
}
