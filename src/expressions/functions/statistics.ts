/** Sums, extremes and other things told of many numbers. NaN among them shows in the result. */
import * as l10n from '@vscode/l10n';
import { each, reduction, reductionOfMany, type Run } from './reductions';
import type { FunctionEntry } from './entry';

function sum({ data, start, step, count }: Run): number {
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += step) total += data[at] ?? NaN;
  return total;
}

const mean = (run: Run): number => sum(run) / run.count;

/** With n - 1 below, as in mathjs; of a single number there is none. */
function variance(run: Run): number {
  const center = mean(run);
  let total = 0;
  each(run, (x) => (total += (x - center) ** 2));
  return total / (run.count - 1);
}

/** The place, within the run, of the first NaN, or of the number that `isBetter` than all before it. */
function placeOf({ data, start, step, count }: Run, isBetter: (x: number, best: number) => boolean): number {
  let place = 0;
  for (let i = 0; i < count; i++) {
    const x = data[start + i * step] ?? NaN;
    if (Number.isNaN(x)) return i;
    if (isBetter(x, data[start + place * step] ?? NaN)) place = i;
  }
  return place;
}
const larger = (x: number, best: number): boolean => x > best;
const smaller = (x: number, best: number): boolean => x < best;
const at = ({ data, start, step }: Run, place: number): number => data[start + place * step] ?? NaN;

/** The middle one in order; the mean of the two middle ones where the count is even. */
function median(run: Run): number {
  const sorted = new Float64Array(run.count);
  let filled = 0;
  each(run, (x) => (sorted[filled++] = x));
  sorted.sort();
  // NaN is sorted to the end.
  if (Number.isNaN(sorted.at(-1))) return NaN;
  const low = sorted[Math.floor((run.count - 1) / 2)] ?? NaN;
  return (low + (sorted[Math.floor(run.count / 2)] ?? NaN)) / 2;
}

function count(run: Run, counts: (x: number) => boolean): number {
  let found = 0;
  each(run, (x) => (found += Number(counts(x))));
  return found;
}

// NaN is neither true nor false: it counts as nothing here, as it does in mathjs.
const truths = (run: Run): number => count(run, Boolean);

export const STATISTICS: readonly FunctionEntry[] = [
  reduction('sum', () => l10n.t('The sum of all elements, or along an axis.'), sum, { empty: true }),
  reductionOfMany('mean', () => l10n.t('The mean of all elements, or along an axis.'), mean),
  reductionOfMany(
    'max',
    () => l10n.t('The largest element, or the largest along an axis.'),
    (run) => at(run, placeOf(run, larger)),
  ),
  reductionOfMany(
    'min',
    () => l10n.t('The smallest element, or the smallest along an axis.'),
    (run) => at(run, placeOf(run, smaller)),
  ),
  reduction('median', () => l10n.t('The middle element in order, or along an axis.'), median),
  reduction('variance', () => l10n.t('The mean squared distance from the mean, divided by n - 1.'), variance),
  reduction(
    'std',
    () => l10n.t('The standard deviation: the root of the variance, divided by n - 1.'),
    (run) => Math.sqrt(variance(run)),
  ),
  reduction(
    'argmax',
    () => l10n.t('Where the largest element is, counted from 0, row by row or along an axis.'),
    (run) => placeOf(run, larger),
  ),
  reduction(
    'argmin',
    () => l10n.t('Where the smallest element is, counted from 0, row by row or along an axis.'),
    (run) => placeOf(run, smaller),
  ),
  reduction('count', () => l10n.t('How many elements are not 0, as in count(output > 0.5).'), truths, {
    empty: true,
  }),
  reduction(
    'any',
    () => l10n.t('Whether any element is not 0, as in any(output > 1).'),
    (run) => Number(truths(run) > 0),
    {
      question: true,
      empty: true,
    },
  ),
  reduction(
    'all',
    () => l10n.t('Whether no element is 0, as in all(output > 0).'),
    (run) => Number(truths(run) === run.count),
    {
      question: true,
      empty: true,
    },
  ),
  reduction(
    'hasNaN',
    () => l10n.t('Whether any element is NaN.'),
    (run) => Number(count(run, Number.isNaN) > 0),
    {
      question: true,
      empty: true,
    },
  ),
];
