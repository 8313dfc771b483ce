/** What the gradient check says in words. */
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

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  agrees: '✓ agrees',
  kink: '∠ at an edge of the loss',
  differs: '✗ differs',
  notFinite: '✗ not finite',
};

/** What it comes to. `wanted`: when all of it is done. */
export function outcomeWords(
  quantity: CheckedQuantity,
  summary: CheckSummary,
  wanted: number,
): { readonly verdict: string; readonly rest: string } {
  const { counts, checked, largest } = summary;
  const done = checked === wanted;
  const verdict = findsFault(summary)
    ? `✗ ${quantity} does not agree.`
    : done
      ? `✓ ${quantity} agrees.`
      : `${quantity} agrees so far.`;
  const parts = [
    `${formatCount(counts.agrees)} of ${formatCount(checked)} elements agree`,
    counts.differs > 0 ? `${formatCount(counts.differs)} differ` : '',
    counts.notFinite > 0 ? `${formatCount(counts.notFinite)} are not finite` : '',
    counts.kink > 0 ? `${formatCount(counts.kink)} lie at an edge of the loss` : '',
  ].filter((part) => part !== '');
  const most =
    largest === null
      ? ''
      : ` The largest relative error is ${formatCell(largest.error)}, at ${checkedName(quantity, largest)}.`;
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
      .map(({ layer, quantity }) => `${quantity} of ${layers[layer]?.name ?? String(layer)}`)
      .join(', ');
  const [edited, stale] = [named('edited'), named('stale')];
  const parts = [
    edited === '' ? '' : `Changed by hand: ${edited}.`,
    stale === '' ? '' : `Computed before a change by hand: ${stale}.`,
  ].filter((part) => part !== '');
  return `${parts.join(' ')} The finite difference goes forward anew and knows nothing of the old numbers, so the two need not agree in this batch step.`;
}

/** What one element's verdict rests on. */
export function verdictWords(check: ElementCheck): string {
  const { verdict, left, right, analytic, numeric, floor, resolution } = check;
  switch (verdict) {
    case 'agrees':
      return Math.max(Math.abs(analytic), Math.abs(numeric)) < resolution
        ? `Both are smaller than ${formatCell(resolution)}, below which a difference of losses is nothing but rounding: they cannot be told from 0, nor from each other.`
        : `The relative error is at most ${TOLERANCE_WORDS}: the formulas of the backward pass give the slope that one finds by trying.`;
    case 'kink':
      return `To the left the slope is ${formatCell(left)}, to the right ${formatCell(right)}: within the step the loss has an edge, as relu, leakyRelu, elu and meanAbsoluteError have one. The finite difference is the mean of both sides; the backward pass has to choose. This is no mistake.`;
    case 'differs':
      return `The relative error is more than ${TOLERANCE_WORDS}, and there is no edge that would explain it${
        Math.abs(analytic - numeric) < floor ? '' : ': one of the two is wrong'
      }. A factor of N says that the division by N is missing; the same numbers at other places, a transpose; the right sign but the wrong size, a derivative taken at the wrong point.`;
    case 'notFinite':
      return 'One of the two is NaN or infinite, so there is nothing to compare.';
  }
}

/** What the error over the step shows. */
export function plotWords({ verdict }: ElementCheck): string {
  switch (verdict) {
    case 'differs':
      return 'The error is large whatever the step: no finite difference comes near a gradient that is wrong.';
    case 'kink':
      return 'The error does not fall with the step: however near one looks, the edge is there.';
    case 'notFinite':
      return 'There is no error to draw.';
    case 'agrees':
      return 'To the right the step is so long that the loss curves within it; to the left so short that the two losses share nearly all their digits, and what is left of their difference is rounding. The level part between is the float32 of the backward pass.';
  }
}

export function worstName(quantity: CheckedQuantity, element: CheckedElement): string {
  return `${checkedName(quantity, element)}: ${formatCell(element.analytic)}, not ${formatCell(element.numeric)}`;
}

/** A number with as many digits as it takes to see two losses part; both cut where they begin to differ. */
export function digitsApart(a: number, b: number): readonly [common: string, a: string, b: string] {
  const [left, right] = [a, b].map((value) => value.toPrecision(14).replaceAll('-', '−')) as [string, string];
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  return [left.slice(0, same), left.slice(same), right.slice(same)];
}
