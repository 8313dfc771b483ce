/** What is hidden while a learner predicts it: in the panel, in the editor's views and in the file. */
import { isSettled, type ExerciseRecord, type ExerciseRecords } from './exercise';
import type { Cells, Exercise, Page } from './lesson';
import type { ReadableName } from './vocabulary';

export type Predict = Extract<Exercise, { kind: 'predict' }>;

/** Numbers that are to be predicted; empty: nothing is hidden. */
export type Veil = readonly Cells[];

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

/** Whether any number of a quantity is hidden; of the loss, `layer` does not count. */
export function isVeiled(
  veil: Veil,
  layers: readonly { readonly name: string }[],
  layer: number,
  quantity: ReadableName | 'loss',
): boolean {
  return veil.some((cells) => {
    if (cells.quantity === 'loss' || quantity === 'loss') return cells.quantity === quantity;
    const index = layers.findIndex(({ name }) => name === cells.layer);
    if (index < 0) return false;
    // What the parameters were before the update is no quantity that the editor's views show.
    return placesOf({ layer: index, quantity: cells.quantity }, layers.length, true).some(
      (one) => one.layer === layer && one.quantity === quantity,
    );
  });
}
