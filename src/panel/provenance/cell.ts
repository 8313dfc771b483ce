/** One number of a run: which quantity of which layer it belongs to, and where it stands there. */
import type { LayerShape, RunDescription } from '../../protocol/engine';
import {
  QUANTITIES,
  SOURCE_NAMES,
  isQuantity,
  type Axis,
  type ReadableName,
} from '../../protocol/vocabulary';
import { axesOf, existsIn } from '../../protocol/text/shapes';

/** Beside what can be read: the loss, and the loss of one sample, which is worked out here. */
export type CellQuantity = ReadableName | 'loss' | 'sampleLoss';

export interface CellRef {
  /** Counts from 0; the loss and the targets belong to the last layer. */
  readonly layer: number;
  readonly quantity: CellQuantity;
  /** As many as the quantity has axes; none for the loss. */
  readonly index: readonly number[];
}

export function cell(layer: number, quantity: CellQuantity, ...index: number[]): CellRef {
  return { layer, quantity, index };
}

export function sameCell(a: CellRef, b: CellRef): boolean {
  return cellKey(a) === cellKey(b);
}

/** Tells cells apart: `1 gradientWeights 2 1`. */
export function cellKey({ layer, quantity, index }: CellRef): string {
  return [layer, quantity, ...index].join(' ');
}

export function isReadable(quantity: CellQuantity): quantity is ReadableName {
  return isQuantity(quantity) || SOURCE_NAMES.some((name) => name === quantity);
}

/** What the indices of a cell count, outermost first. */
export function axesOfCell(shape: LayerShape, quantity: CellQuantity): readonly Axis[] {
  switch (quantity) {
    case 'loss':
      return [];
    case 'sampleLoss':
      return ['sample'];
    case 'target':
      return ['sample', 'unit'];
    case 'weightsBefore':
      return QUANTITIES.weights.axes;
    case 'biasBefore':
      return QUANTITIES.bias.axes;
    default:
      return axesOf(shape, quantity);
  }
}

/** Whether a network has this cell. How many samples the batch has changes, so any sample will do. */
export function fitsRun(ref: CellRef, { layers }: RunDescription): boolean {
  const shape = layers[ref.layer];
  if (shape === undefined) return false;
  const { quantity, index } = ref;
  const ofLoss = quantity === 'loss' || quantity === 'sampleLoss' || quantity === 'target';
  if (ofLoss && ref.layer !== layers.length - 1) return false;
  if (quantity === 'biasBefore' ? !shape.hasBias : isQuantity(quantity) && !existsIn(shape, quantity))
    return false;
  const axes = axesOfCell(shape, quantity);
  return axes.length === index.length && axes.every((axis, i) => (index[i] ?? 0) < lengthOf(axis, shape));
}

function lengthOf(axis: Axis, shape: LayerShape): number {
  switch (axis) {
    case 'sample':
      return Infinity;
    case 'input':
      return shape.inputs;
    case 'unit':
      return shape.units;
  }
}

/** The sample of the batch that a cell belongs to; null when it belongs to none, as a weight does. */
export function sampleOf(ref: CellRef, shape: LayerShape): number | null {
  return axesOfCell(shape, ref.quantity)[0] === 'sample' ? (ref.index[0] ?? null) : null;
}

/** Where a cell is drawn: the last two axes of its quantity. A vector is one row. */
export function placeOfCell({ index }: CellRef): {
  readonly sample: number;
  readonly row: number;
  readonly column: number;
} {
  return {
    sample: index.length === 3 ? (index[0] ?? 0) : 0,
    row: index.length < 2 ? 0 : (index.at(-2) ?? 0),
    column: index.at(-1) ?? 0,
  };
}

/** The cell at a place of a drawn matrix: the other way round. */
export function cellAt(
  shape: LayerShape,
  layer: number,
  quantity: ReadableName,
  place: { readonly sample: number; readonly row: number; readonly column: number },
): CellRef {
  const { sample, row, column } = place;
  const axes = axesOfCell(shape, quantity).length;
  return cell(
    layer,
    quantity,
    ...(axes === 3 ? [sample, row, column] : axes === 2 ? [row, column] : [column]),
  );
}
