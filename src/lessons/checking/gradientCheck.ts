/** The gradient check of a lesson: the parameters that it names are moved a little, and the loss tells of each. */
import * as l10n from '@vscode/l10n';
import type { Verdict } from '../../protocol/exercise';
import {
  elementsIn,
  elementsInPiece,
  indexOf,
  piecesOf,
  sizeOfChecked,
  someOf,
  type CheckedElement,
  type CheckedElements,
  type CheckedQuantity,
  type Stretch,
} from '../../protocol/gradientCheck';
import type { Cells, Exercise } from '../../protocol/lesson';
import { asNumbers, layerOfCells, type Ground } from './ground';
import { numberText } from './numberText';

export type GradientCheckExercise = Extract<Exercise, { kind: 'gradient-check' }>;

/** Rows and columns of a large matrix that are moved. */
const MOST = 32;

/** The gradient of the parameters that the exercise is about. */
export function gradientOf({ layer, quantity }: Cells): Cells & { readonly quantity: CheckedQuantity } {
  return { layer, quantity: checkedQuantity(quantity), index: [] };
}

function checkedQuantity(parameters: string): CheckedQuantity {
  return parameters === 'bias' ? 'gradientBias' : 'gradientWeights';
}

export async function checkGradients(
  { of, tolerance }: Pick<GradientCheckExercise, 'of' | 'tolerance'>,
  ground: Ground,
): Promise<Verdict> {
  const quantity = checkedQuantity(of.quantity);
  const layer = layerOfCells(of, ground);
  const wanted = layer === null ? null : elementsOf(of, layer, ground);
  if (layer === null || wanted === null) return verdict('unread', l10n.t('This run has no such parameters.'));
  const samples = asNumbers(await ground.evaluate('N', layer));
  const size = elementsInPiece(ground.layers, layer, 'trouble' in samples ? 1 : (samples.data[0] ?? 1));
  const elements: CheckedElement[] = [];
  let isDisturbed = false;
  for (const piece of piecesOf(wanted, size)) {
    const check = await ground.check(piece);
    if (check.kind === 'absent') return verdict('unread', check.reason);
    isDisturbed ||= check.disturbances.length > 0;
    elements.push(...elementsIn(piece, check));
  }
  const [worst] = elements.filter((one) => !agrees(one, tolerance)).toSorted(worstFirst);
  if (worst === undefined) return verdict('right', agreement(quantity, elements));
  return verdict('wrong', disagreement(quantity, worst, isDisturbed));
}

/** Null when there are none. */
function elementsOf({ quantity, index }: Cells, layer: number, { layers }: Ground): CheckedElements | null {
  const shape = layers[layer];
  const gradient = checkedQuantity(quantity);
  const size = shape === undefined ? null : sizeOfChecked(shape, gradient);
  if (size === null) return null;
  const along = (length: number, at: number | null): Stretch =>
    at === null ? someOf(length, MOST) : { first: at, every: 1, count: 1 };
  const row = index.length < 2 ? null : (index[0] ?? null);
  return {
    layer,
    quantity: gradient,
    rows: along(size.rows, row),
    columns: along(size.columns, index.at(-1) ?? null),
  };
}

/** At an edge of the loss there is no one slope: that is no mistake. */
function agrees({ verdict: found, error }: CheckedElement, tolerance: number): boolean {
  return found === 'kink' || error <= tolerance;
}

function worstFirst(a: CheckedElement, b: CheckedElement): number {
  const rank = ({ error }: CheckedElement): number => (Number.isNaN(error) ? Infinity : error);
  return rank(b) === rank(a) ? 0 : rank(b) - rank(a);
}

function agreement(quantity: CheckedQuantity, elements: readonly CheckedElement[]): string {
  const compared = elements.filter((one) => one.verdict !== 'kink');
  const largest = compared.reduce((most, { error }) => Math.max(most, error), 0);
  const edges = elements.length - compared.length;
  // An error has a size, and no digits that mean anything.
  const size = String(Number(largest.toPrecision(2)));
  const found =
    elements.length === 1
      ? l10n.t('{0} agrees with the finite difference: the relative error is {1}.', quantity, size)
      : l10n.t(
          '{0} agrees with the finite differences in all {1} elements that were moved: the largest relative error is {2}.',
          quantity,
          elements.length,
          size,
        );
  return edges === 0
    ? found
    : `${found} ${l10n.t('At an edge of the loss, where there is no one slope: {0}.', edges)}`;
}

function disagreement(quantity: CheckedQuantity, worst: CheckedElement, isDisturbed: boolean): string {
  const place = `[${indexOf(quantity, worst).join(', ')}]`;
  const found = l10n.t(
    '{0} is {1}, the finite difference {2}.',
    quantity + place,
    numberText(worst.analytic),
    numberText(worst.numeric),
  );
  return isDisturbed
    ? `${found} ${l10n.t('Numbers of this batch step were changed by hand, so the two need not agree.')}`
    : found;
}

function verdict(outcome: Verdict['outcome'], message: string): Verdict {
  return { outcome, message, mistake: null };
}
