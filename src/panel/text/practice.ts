/** What an exercise at a pause says in words. */
import * as l10n from '@vscode/l10n';
import type { Prediction } from '../../protocol/lesson';
import type { Practice } from '../../protocol/practice';
import type { Extent, When } from '../state/practice';
import { cellsWords } from './lesson';

export function practiceTitle(exercise: Practice['exercise']): string {
  const what = cellsWords(exercise.of);
  return exercise.kind === 'predict' ? l10n.t('Predict {0}', what) : l10n.t('Write the formula of {0}', what);
}

export const extentWords = (): Readonly<Record<Extent, string>> => ({
  number: l10n.t('this number'),
  row: l10n.t('its row'),
  column: l10n.t('its column'),
  all: l10n.t('the whole matrix'),
});

export const askWords = (): Readonly<Record<Prediction, string>> => ({
  value: l10n.t('value'),
  sign: l10n.t('sign'),
  shape: l10n.t('shape'),
  direction: l10n.t('higher or lower'),
});

export const whenWords = (): Readonly<Record<When, string>> => ({
  now: l10n.t('as it is now'),
  next: l10n.t('as it will be next'),
});
