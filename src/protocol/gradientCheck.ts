/**
 * The gradient check: what the backward pass says of a weight, beside what one finds by moving the weight a little
 * and looking at the loss. Both are slopes of the batch's mean loss, so gradientWeights and gradientBias, which hold
 * the division by N, are compared as they are.
 */
import type { LayerShape } from './engine';
import type { QuantityName } from './vocabulary';

export const CHECKED_QUANTITIES = ['gradientWeights', 'gradientBias'] as const;
export type CheckedQuantity = (typeof CHECKED_QUANTITIES)[number];

export function isChecked(quantity: string): quantity is CheckedQuantity {
  return CHECKED_QUANTITIES.some((checked) => checked === quantity);
}

/** Up to this relative error the two agree. float32 leaves some 1e-6, a wrong formula hardly less than 1e-1. */
export const TOLERANCE = 1e-3;

/**
 * `kink`: the loss has an edge within the step, so that its slopes to the left and to the right differ, and the
 * analytic gradient is one of them or lies between. `notFinite`: one of the two is NaN or infinite.
 */
export type Verdict = 'agrees' | 'kink' | 'differs' | 'notFinite';

/** Elements of a gradient by their place in row-major order: `first`, `first + every`, …, `count` of them. */
export interface CheckedElements {
  readonly layer: number;
  readonly quantity: CheckedQuantity;
  readonly first: number;
  readonly every: number;
  readonly count: number;
}

/** A quantity that a hand has touched: what the backward pass computed from it is no slope of this loss. */
export interface Disturbance {
  readonly layer: number;
  readonly quantity: QuantityName;
  readonly mark: 'edited' | 'stale';
}

/** The gradient is absent at this moment, and so is its check. */
export interface NothingToCheck {
  readonly kind: 'absent';
  readonly reason: string;
}

export type GradientCheck =
  | NothingToCheck
  | {
      readonly kind: 'checked';
      /** Of the gradient: n × m, or m. */
      readonly shape: readonly number[];
      /** One number for each element that was asked for, in that order. */
      readonly analytic: Float64Array;
      readonly numeric: Float64Array;
      /** The relative errors; NaN where one of the two is not finite. */
      readonly errors: Float64Array;
      readonly verdicts: readonly Verdict[];
      readonly disturbances: readonly Disturbance[];
    };

/** One element, with all that its verdict rests on. */
export interface ElementCheck {
  readonly kind: 'checked';
  readonly index: readonly number[];
  /** The weight, or bias, as it was in the forward pass. */
  readonly parameter: number;
  /** How far it was moved, h. */
  readonly step: number;
  /** The batch's mean loss with the parameter moved down, as it is, and moved up. */
  readonly lossBelow: number;
  readonly lossAt: number;
  readonly lossAbove: number;
  readonly analytic: number;
  /** (lossAbove − lossBelow) / 2h. */
  readonly numeric: number;
  /** The slopes to the one side: (lossAt − lossBelow) / h and (lossAbove − lossAt) / h. */
  readonly left: number;
  readonly right: number;
  /** |analytic − numeric| is divided by the larger of the two, but not by less than this. */
  readonly floor: number;
  /** Of a slope, what rounding may make of it at this step: no smaller one can be told from 0. */
  readonly resolution: number;
  readonly error: number;
  readonly verdict: Verdict;
  /** The relative error of other steps, from large ones to small ones. */
  readonly steps: Float64Array;
  readonly errors: Float64Array;
  readonly disturbances: readonly Disturbance[];
}

/** How many elements a gradient has; null without a bias. */
export function elementsOf(shape: LayerShape, quantity: CheckedQuantity): number | null {
  if (quantity === 'gradientWeights') return shape.inputs * shape.units;
  return shape.hasBias ? shape.units : null;
}

/** Multiply-adds in a piece of a check: some hundredths of a second. */
const PIECE_WORK = 20_000_000;

/**
 * Elements to ask for at once, so that progress is seen and a person who has enough is heard.
 * @param N samples of the batch
 */
export function elementsInPiece(layers: readonly LayerShape[], layer: number, N: number): number {
  const ahead = layers.slice(layer + 1).reduce((sum, { inputs, units }) => sum + inputs * units, 0);
  const ofElement = 3 * Math.max(1, N) * (ahead + (layers[layer]?.units ?? 0));
  return Math.max(1, Math.min(4096, Math.floor(PIECE_WORK / ofElement)));
}

/**
 * Which elements to look at where there are too many: about `most`, spread evenly over rows and columns.
 * All of them when there are no more than that.
 */
export function spread(total: number, columns: number, most: number): { every: number; count: number } {
  let every = Math.max(1, Math.ceil(total / Math.max(1, most)));
  // A stride that shares a factor with the columns would come by the same columns only.
  while (every > 1 && commonDivisor(every, columns) > 1) every++;
  return { every, count: Math.ceil(total / every) };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** The pieces in which so many elements are asked for, in order. */
export function piecesOf(
  layer: number,
  quantity: CheckedQuantity,
  { every, count }: { readonly every: number; readonly count: number },
  size: number,
): CheckedElements[] {
  const pieces: CheckedElements[] = [];
  for (let done = 0; done < count; done += size)
    pieces.push({ layer, quantity, first: done * every, every, count: Math.min(size, count - done) });
  return pieces;
}

/** What came of a check so far, in a few numbers. */
export interface CheckSummary {
  readonly checked: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of the elements that can be compared; an edge of the loss is no error. Null when there are none. */
  readonly largest: { readonly offset: number; readonly error: number } | null;
  /** The worst of those that do not agree, edges left out: at most `MOST_LISTED`, the largest error first. */
  readonly worst: readonly CheckedElement[];
}

export interface CheckedElement {
  readonly offset: number;
  readonly analytic: number;
  readonly numeric: number;
  readonly error: number;
  readonly verdict: Verdict;
}

export const MOST_LISTED = 10;

/** The elements that one or several answers tell of. */
export function summaryOf(elements: readonly CheckedElement[]): CheckSummary {
  const counts: Record<Verdict, number> = { agrees: 0, kink: 0, differs: 0, notFinite: 0 };
  let largest: CheckSummary['largest'] = null;
  for (const { offset, error, verdict } of elements) {
    counts[verdict]++;
    const counted = verdict === 'agrees' || verdict === 'differs';
    if (counted && (largest === null || error > largest.error)) largest = { offset, error };
  }
  const worst = elements
    .filter(({ verdict }) => verdict === 'differs' || verdict === 'notFinite')
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, MOST_LISTED);
  return { checked: elements.length, counts, largest, worst };
}

/** NaN would leave any order undone. */
function rank({ error }: CheckedElement): number {
  return Number.isNaN(error) ? Number.MAX_VALUE : error;
}

/** The answer to a piece, element by element. */
export function elementsIn(
  { first, every }: CheckedElements,
  { analytic, numeric, errors, verdicts }: Extract<GradientCheck, { kind: 'checked' }>,
): CheckedElement[] {
  return verdicts.map((verdict, i) => ({
    offset: first + i * every,
    analytic: analytic[i] ?? NaN,
    numeric: numeric[i] ?? NaN,
    error: errors[i] ?? NaN,
    verdict,
  }));
}

/** The indices of an element by its place in row-major order. */
export function indexAt(shape: readonly number[], offset: number): number[] {
  const [, columns] = shape;
  return columns === undefined ? [offset] : [Math.floor(offset / columns), offset % columns];
}

/** Whether a check has found a mistake, or something that cannot be compared. */
export function findsFault({ counts }: CheckSummary): boolean {
  return counts.differs > 0 || counts.notFinite > 0;
}
