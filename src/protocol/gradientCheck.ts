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

/** Every so-manieth of an axis: `first`, `first + every`, …, `count` of them. */
export interface Stretch {
  readonly first: number;
  readonly every: number;
  readonly count: number;
}

/** Elements of a gradient, row by row; of a bias, whose gradient is one row, the columns. */
export interface CheckedElements {
  readonly layer: number;
  readonly quantity: CheckedQuantity;
  readonly rows: Stretch;
  readonly columns: Stretch;
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
      /** One number for each element that was asked for, row by row. */
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

/** Rows and columns of a gradient; a bias is one row. Null where the layer has none. */
export function sizeOfChecked(
  { inputs, units, hasBias }: LayerShape,
  quantity: CheckedQuantity,
): { readonly rows: number; readonly columns: number } | null {
  if (quantity === 'gradientWeights') return { rows: inputs, columns: units };
  return hasBias ? { rows: 1, columns: units } : null;
}

/** Multiply-adds in a piece of a check: some hundredths of a second. */
const PIECE_WORK = 20_000_000;
/** Every piece begins with the whole batch going forward: it is worth so many times that. */
const WORTH_ITS_START = 4;

/**
 * Elements to ask for at once, so that progress is seen and a person who has enough is heard.
 * @param N samples of the batch
 */
export function elementsInPiece(layers: readonly LayerShape[], layer: number, N: number): number {
  const work = (some: readonly LayerShape[]): number =>
    some.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
  const ofElement = 2 * (work(layers.slice(layer + 1)) + (layers[layer]?.units ?? 0));
  const wanted = Math.max(PIECE_WORK / Math.max(1, N), WORTH_ITS_START * work(layers));
  return Math.max(1, Math.min(4096, Math.floor(wanted / ofElement)));
}

/** All of an axis. */
export function allOf(length: number): Stretch {
  return { first: 0, every: 1, count: length };
}

/** At most `most` of an axis, evenly spread from its beginning. */
export function someOf(length: number, most: number): Stretch {
  const every = Math.max(1, Math.ceil(length / most));
  return { first: 0, every, count: Math.ceil(length / every) };
}

/** The pieces in which elements are asked for, in order: whole rows, or parts of one where a row is too long. */
export function piecesOf(elements: CheckedElements, size: number): CheckedElements[] {
  const { rows, columns } = elements;
  const rowsAtOnce = Math.max(1, Math.floor(size / columns.count));
  return cut(rows, rowsAtOnce).flatMap((some) =>
    cut(columns, Math.max(size, 1)).map((part) => ({ ...elements, rows: some, columns: part })),
  );
}

function cut({ first, every, count }: Stretch, size: number): Stretch[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    first: first + i * size * every,
    every,
    count: Math.min(size, count - i * size),
  }));
}

/** The places on an axis that a stretch means. */
export function placesOf({ first, every, count }: Stretch): number[] {
  return Array.from({ length: count }, (_, i) => first + i * every);
}

/** What came of a check so far, in a few numbers. */
export interface CheckSummary {
  readonly checked: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of the elements that can be compared; an edge of the loss is no error. Null when there are none. */
  readonly largest: CheckedElement | null;
  /** The worst of those that do not agree, edges left out: at most `MOST_LISTED`, the largest error first. */
  readonly worst: readonly CheckedElement[];
}

export interface CheckedElement {
  readonly row: number;
  readonly column: number;
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
  for (const element of elements) {
    const { error, verdict } = element;
    counts[verdict]++;
    const counted = verdict === 'agrees' || verdict === 'differs';
    if (counted && (largest === null || error > largest.error)) largest = element;
  }
  const worst = worstOf(elements.filter(({ verdict }) => verdict === 'differs' || verdict === 'notFinite'));
  return { checked: elements.length, counts, largest, worst };
}

/** What came of two parts of a check. */
export function merged(a: CheckSummary, b: CheckSummary): CheckSummary {
  const { counts } = b;
  return {
    checked: a.checked + b.checked,
    counts: {
      agrees: a.counts.agrees + counts.agrees,
      kink: a.counts.kink + counts.kink,
      differs: a.counts.differs + counts.differs,
      notFinite: a.counts.notFinite + counts.notFinite,
    },
    largest: (a.largest?.error ?? -1) >= (b.largest?.error ?? -1) ? a.largest : b.largest,
    worst: worstOf([...a.worst, ...b.worst]),
  };
}

function worstOf(elements: readonly CheckedElement[]): CheckedElement[] {
  return elements.toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST_LISTED);
}

/** NaN would leave any order undone. */
function rank({ error }: CheckedElement): number {
  return Number.isNaN(error) ? Number.MAX_VALUE : error;
}

/** The answer to a piece, element by element. */
export function elementsIn(
  { rows, columns }: CheckedElements,
  { analytic, numeric, errors, verdicts }: Extract<GradientCheck, { kind: 'checked' }>,
): CheckedElement[] {
  const [downwards, across] = [placesOf(rows), placesOf(columns)];
  return verdicts.map((verdict, i) => ({
    row: downwards[Math.floor(i / across.length)] ?? 0,
    column: across[i % across.length] ?? 0,
    analytic: analytic[i] ?? NaN,
    numeric: numeric[i] ?? NaN,
    error: errors[i] ?? NaN,
    verdict,
  }));
}

/** The indices of an element of this gradient: `[row, column]`, or `[column]` of a bias. */
export function indexOf(
  quantity: CheckedQuantity,
  { row, column }: Pick<CheckedElement, 'row' | 'column'>,
): number[] {
  return quantity === 'gradientBias' ? [column] : [row, column];
}

/** Whether a check has found a mistake, or something that cannot be compared. */
export function findsFault({ counts }: CheckSummary): boolean {
  return counts.differs > 0 || counts.notFinite > 0;
}
