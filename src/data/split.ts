import type { DataDefinition } from '../definition/definition';
import { random } from './random';

/** Which rows are trained on and which are held back, each in the order of the data. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Holds back `validationSplit` of the rows (rounded): drawn by the seed when `shuffle` is true,
 * otherwise the last ones.
 */
export function splitRows(
  rows: number,
  data: Pick<DataDefinition, 'shuffle' | 'validationSplit'>,
  seed: number,
): Split {
  const held = Math.round(rows * data.validationSplit);
  const order = data.shuffle
    ? random(seed, 'split').permutation(rows)
    : Uint32Array.from({ length: rows }, (_, index) => index);
  return {
    training: order.slice(0, rows - held).sort(),
    validation: order.slice(rows - held).sort(),
  };
}
