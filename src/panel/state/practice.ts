/** The exercise that a person has set at a pause: what it is about, and whether it is still on. */
import type { LayerShape } from '../../protocol/engine';
import type { Cells, Prediction } from '../../protocol/lesson';
import { isOn, type Practice, type PracticeTask } from '../../protocol/practice';
import type { QuantityName } from '../../protocol/vocabulary';
import type { PanelState } from './model';

/** Null when the run has left it behind. */
export function practiceOnShow({ practice, run }: Pick<PanelState, 'practice' | 'run'>): Practice | null {
  return practice !== null && isOn(practice, run) ? practice : null;
}

/** Whether the card of a matrix is on show, and has the exercise in it. */
export function isOnCard(
  { exercise: { of } }: Practice,
  layer: string | undefined,
  quantity: QuantityName | null,
): boolean {
  return of.layer === layer && (quantity === null || of.quantity === quantity);
}

/** How much of a matrix is to be predicted at once. */
export const EXTENTS = ['number', 'row', 'column', 'all'] as const;
export type Extent = (typeof EXTENTS)[number];

/** One number of a quantity. `place` is its sample, row and column; `axes` are as many as the quantity has. */
export function cellsAround(
  layer: string,
  quantity: QuantityName,
  place: readonly [sample: number, row: number, column: number],
  axes: number,
): Cells {
  return { layer, quantity, index: place.slice(3 - axes) };
}

/** How much of its quantity an exercise is about. */
export function extentOf({ index }: Cells): Extent {
  if (index.length === 0) return 'all';
  if (index.at(-1) === null) return 'row';
  return index.at(-2) === null ? 'column' : 'number';
}

/** What can be hidden around a number. A vector is its own row; of a whole matrix no number is known. */
export function extentsOf({ index }: Cells): readonly Extent[] {
  if (index.length === 0) return ['all'];
  return index.length === 1 ? ['number', 'all'] : EXTENTS;
}

/** The same exercise about more or less of its matrix, around the number at which it was begun. */
export function widened(task: PracticeTask, begun: Cells, extent: Extent): PracticeTask {
  const index = {
    number: begun.index,
    row: [...begun.index.slice(0, -1), null],
    column: [...begun.index.slice(0, -2), null, begun.index.at(-1) ?? null],
    all: [],
  }[extent];
  // Only a whole matrix has a shape to ask for.
  const ask = extent !== 'all' && task.ask === 'shape' ? 'value' : task.ask;
  return { ...task, ask, of: { ...task.of, index } };
}

/** What can be asked about so much of a matrix, or about the loss. */
export function asksAbout({ of, next }: Pick<PracticeTask, 'of' | 'next'>): readonly Prediction[] {
  if (of.quantity === 'loss') return next ? ['value', 'direction'] : ['value'];
  return extentOf(of) === 'all' ? ['value', 'sign', 'shape'] : ['value', 'sign'];
}

/** As the numbers are where the run stands, or as they will be when they are made next. */
export const WHENS = ['now', 'next'] as const;
export type When = (typeof WHENS)[number];

/** When these numbers can be asked for: parameters change once in a batch step, what is not computed yet comes. */
export function whensOf({ quantity }: Cells, isThere: boolean): readonly When[] {
  if (!isThere) return ['next'];
  return quantity === 'weights' || quantity === 'bias' || quantity === 'loss' ? WHENS : ['now'];
}

/** The same exercise about another time. */
export function moved(task: PracticeTask, when: When): PracticeTask {
  const next = when === 'next';
  // What the loss is now has no direction to ask for.
  return { ...task, next, ask: !next && task.ask === 'direction' ? 'value' : task.ask };
}

/** Whether an operation makes this quantity of nothing but quantities that an expression can name. */
export function hasFormula(quantity: QuantityName, { activation }: LayerShape): boolean {
  switch (quantity) {
    case 'preActivation':
    case 'output':
    case 'gradientWeights':
    case 'gradientBias':
    case 'gradientPrev':
      return true;
    case 'activationDerivative':
    case 'gradientOutput':
      // A Jacobian for each sample is no expression over matrices.
      return activation !== 'softmax';
    default:
      return false;
  }
}
