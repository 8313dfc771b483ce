/** What the gradient check says in words. */
import * as l10n from '@vscode/l10n';
import type { RunDescription } from '../../protocol/engine';
import {
  findsFault,
  indexOf,
  TOLERANCE,
  type CheckedElement,
  type CheckedQuantity,
  type CheckSummary,
  type Disturbance,
  type ElementCheck,
  type Verdict,
} from '../../protocol/gradientCheck';
import { formatCell, formatCount } from './format';

export const TOLERANCE_WORDS = String(TOLERANCE);

/** `gradientWeights[2][1]`. */
export function checkedName(
  quantity: CheckedQuantity,
  place: { readonly row: number; readonly column: number },
): string {
  return (
    quantity +
    indexOf(quantity, place)
      .map((index) => `[${index}]`)
      .join('')
  );
}

/** The parameter of a gradient's element: `weights[2][1]`. */
export function parameterName(
  quantity: CheckedQuantity,
  place: { readonly row: number; readonly column: number },
): string {
  return checkedName(quantity, place).replace(/^gradient(Weights|Bias)/, (_, name: string) =>
    name.toLowerCase(),
  );
}

export function verdictName(verdict: Verdict): string {
  switch (verdict) {
    case 'agrees':
      return l10n.t('✓ agrees');
    case 'kink':
      return l10n.t('∠ at an edge of the loss');
    case 'differs':
      return l10n.t('✗ differs');
    case 'notFinite':
      return l10n.t('✗ not finite');
  }
}

/** What it comes to. `wanted`: when all of it is done. */
export function outcomeWords(
  quantity: CheckedQuantity,
  summary: CheckSummary,
  wanted: number,
): { readonly verdict: string; readonly rest: string } {
  const { counts, checked, largest } = summary;
  const done = checked === wanted;
  const verdict = findsFault(summary)
    ? l10n.t('✗ {0} does not agree.', quantity)
    : done
      ? l10n.t('✓ {0} agrees.', quantity)
      : l10n.t('{0} agrees so far.', quantity);
  const parts = [
    l10n.t('{0} of {1} elements agree', formatCount(counts.agrees), formatCount(checked)),
    counts.differs > 0 ? l10n.t('{0} differ', formatCount(counts.differs)) : '',
    counts.notFinite > 0 ? l10n.t('{0} are not finite', formatCount(counts.notFinite)) : '',
    counts.kink > 0 ? l10n.t('{0} lie at an edge of the loss', formatCount(counts.kink)) : '',
  ].filter((part) => part !== '');
  const most =
    largest === null
      ? ''
      : ` ${l10n.t('The largest relative error is {0}, at {1}.', formatCell(largest.error), checkedName(quantity, largest))}`;
  return { verdict, rest: `${parts.join(', ')}.${most}` };
}

/** Why the two need not agree here; null when no hand has touched anything. */
export function disturbanceWords(
  disturbances: readonly Disturbance[],
  { layers }: RunDescription,
): string | null {
  if (disturbances.length === 0) return null;
  const named = (mark: Disturbance['mark']): string =>
    disturbances
      .filter((one) => one.mark === mark)
      .map(({ layer, quantity }) => l10n.t('{0} of {1}', quantity, layers[layer]?.name ?? String(layer)))
      .join(', ');
  const [edited, stale] = [named('edited'), named('stale')];
  const parts = [
    edited === '' ? '' : l10n.t('Changed by hand: {0}.', edited),
    stale === '' ? '' : l10n.t('Computed before a change by hand: {0}.', stale),
  ].filter((part) => part !== '');
  const consequence = l10n.t(
    'The finite difference goes forward anew and knows nothing of the old numbers, so the two need not agree in this batch step.',
  );
  return `${parts.join(' ')} ${consequence}`;
}

/** What one element's verdict rests on. */
export function verdictWords(check: ElementCheck): string {
  const { verdict, left, right, analytic, numeric, floor, resolution } = check;
  switch (verdict) {
    case 'agrees':
      return Math.max(Math.abs(analytic), Math.abs(numeric)) < resolution
        ? l10n.t(
            'Both are smaller than {0}, below which a difference of losses is nothing but rounding: they cannot be told from 0, nor from each other.',
            formatCell(resolution),
          )
        : l10n.t(
            'The relative error is at most {0}: the formulas of the backward pass give the slope that one finds by trying.',
            TOLERANCE_WORDS,
          );
    case 'kink':
      return l10n.t(
        'To the left the slope is {0}, to the right {1}: within the step the loss has an edge, as relu, leakyRelu, elu and meanAbsoluteError have one. The finite difference is the mean of both sides; the backward pass has to choose. This is no mistake.',
        formatCell(left),
        formatCell(right),
      );
    case 'differs':
      return [
        Math.abs(analytic - numeric) < floor
          ? l10n.t(
              'The relative error is more than {0}, and there is no edge that would explain it.',
              TOLERANCE_WORDS,
            )
          : l10n.t(
              'The relative error is more than {0}, and there is no edge that would explain it: one of the two is wrong.',
              TOLERANCE_WORDS,
            ),
        l10n.t(
          'A factor of N says that the division by N is missing; the same numbers at other places, a transpose; the right sign but the wrong size, a derivative taken at the wrong point.',
        ),
      ].join(' ');
    case 'notFinite':
      return l10n.t('One of the two is NaN or infinite, so there is nothing to compare.');
  }
}

/** What the error over the step shows. */
export function plotWords({ verdict }: ElementCheck): string {
  switch (verdict) {
    case 'differs':
      return l10n.t(
        'The error is large whatever the step: no finite difference comes near a gradient that is wrong.',
      );
    case 'kink':
      return l10n.t('The error does not fall with the step: however near one looks, the edge is there.');
    case 'notFinite':
      return l10n.t('There is no error to draw.');
    case 'agrees':
      return l10n.t(
        'To the right the step is so long that the loss curves within it; to the left so short that the two losses share nearly all their digits, and what is left of their difference is rounding. The level part between is the float32 of the backward pass.',
      );
  }
}

export function worstName(quantity: CheckedQuantity, element: CheckedElement): string {
  return l10n.t(
    '{0}: {1}, not {2}',
    checkedName(quantity, element),
    formatCell(element.analytic),
    formatCell(element.numeric),
  );
}

/** A number with as many digits as it takes to see two losses part; both cut where they begin to differ. */
export function digitsApart(a: number, b: number): readonly [common: string, a: string, b: string] {
  const [left, right] = [a, b].map((value) => value.toPrecision(14).replaceAll('-', '−')) as [string, string];
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  return [left.slice(0, same), left.slice(same), right.slice(same)];
}
