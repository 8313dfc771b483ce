/** What an exercise at a pause says in words. */
import type { Prediction } from '../../protocol/lesson';
import type { Practice } from '../../protocol/practice';
import type { Extent } from '../state/practice';
import { cellsWords } from './lesson';

export function practiceTitle(exercise: Practice['exercise']): string {
  const what = cellsWords(exercise.of);
  return exercise.kind === 'predict' ? `Predict ${what}` : `Write the formula of ${what}`;
}

export const EXTENT_WORDS: Readonly<Record<Extent, string>> = {
  number: 'this number',
  row: 'its row',
  all: 'the whole matrix',
};

export const ASK_WORDS: Readonly<Record<Prediction, string>> = {
  value: 'value',
  sign: 'sign',
  shape: 'shape',
};
