/** What is hidden while a learner predicts it: in the panel, in the editor's views and in the file. */
import { isSettled, type ExerciseRecord, type ExerciseRecords } from './exercise';
import type { Cells, Exercise, Page } from './lesson';
import { momentAt } from './moments';
import type { QuantityName, ReadableName } from './vocabulary';

export type Predict = Extract<Exercise, { kind: 'predict' }>;

/** Numbers that are to be predicted. */
export interface HiddenCells extends Cells {
  /** They are hidden from this moment of the run on, where they are made; absent: at any. */
  readonly from?: number;
}

/** All that is hidden; empty: nothing is. */
export type Veil = readonly HiddenCells[];

/** Whether any number of a quantity is hidden; of the loss, the layer does not count. */
export type Hides = (layer: number, quantity: QuantityName | 'loss') => boolean;
export const HIDES_NOTHING: Hides = () => false;

/** What a prediction hides in a run of these layers. */
export function cellsHiddenBy(
  { of, after }: Pick<Predict, 'of' | 'after'>,
  layers: readonly { readonly name: string }[],
): HiddenCells {
  const from = after === null ? null : momentAt(after, layers, 0);
  return from === null ? of : { ...of, from };
}

/** The exercise, if it is a prediction that is still waited for. */
export function pendingIn(exercise: Exercise, record: ExerciseRecord | null): Predict[] {
  return exercise.kind === 'predict' && !isSettled(record ?? undefined) ? [exercise] : [];
}

/** The predictions that a page still waits for. */
export function pendingOn({ blocks }: Pick<Page, 'blocks'>, records: ExerciseRecords): Predict[] {
  return blocks.flatMap((block) =>
    block.kind === 'exercise' ? pendingIn(block.exercise, records[block.exercise.id] ?? null) : [],
  );
}

export interface QuantityOf {
  /** Counted from 0. */
  readonly layer: number;
  readonly quantity: ReadableName;
}

/**
 * A quantity, and where else the same numbers stand.
 * @param isUpdated the run has come to the update: the parameters before it are other numbers then, from which the
 * new ones are to be worked out
 */
export function placesOf(of: QuantityOf, layers: number, isUpdated: boolean): QuantityOf[] {
  const { layer, quantity } = of;
  const also = (at: number, name: ReadableName): QuantityOf[] =>
    at < 0 || at >= layers ? [of] : [of, { layer: at, quantity: name }];
  switch (quantity) {
    case 'output':
      return also(layer + 1, 'input');
    case 'input':
      return also(layer - 1, 'output');
    case 'gradient':
      return also(layer + 1, 'gradientPrev');
    case 'gradientPrev':
      return also(layer - 1, 'gradient');
    case 'weights':
      return isUpdated ? [of] : also(layer, 'weightsBefore');
    case 'bias':
      return isUpdated ? [of] : also(layer, 'biasBefore');
    default:
      return [of];
  }
}

/** Where a run stands that may have something to hide. */
export interface VeiledRun {
  readonly layers: readonly { readonly name: string }[];
  readonly moment: number;
}

/** Whether any number of a quantity is hidden; of the loss, `layer` does not count. Everything that tells numbers asks this. */
export function isVeiled(
  veil: Veil,
  { layers, moment }: VeiledRun,
  layer: number,
  quantity: ReadableName | 'loss',
): boolean {
  return veil.some((cells) => {
    if (moment < (cells.from ?? 0)) return false;
    if (cells.quantity === 'loss' || quantity === 'loss') return cells.quantity === quantity;
    const index = layers.findIndex(({ name }) => name === cells.layer);
    if (index < 0) return false;
    // What the parameters were before the update is no quantity that the editor's views show.
    return placesOf({ layer: index, quantity: cells.quantity }, layers.length, true).some(
      (one) => one.layer === layer && one.quantity === quantity,
    );
  });
}
