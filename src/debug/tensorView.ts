/**
 * A quantity of a layer, or a part of it chosen by indices and slices: what stands behind every expandable
 * value. Nothing is read until it is looked at, and then only the part on show.
 */
import type { EngineClient } from '../protocol/engine';
import type { TensorSlice, Window } from '../protocol/tensor';
import type { QuantityName } from '../protocol/vocabulary';

/** One axis of the quantity: a single index, or the indices from `start` on. */
export type AxisPart = number | { readonly start: number; readonly length: number };

export interface TensorView {
  readonly layer: number;
  readonly quantity: QuantityName;
  /** One entry for each axis of the quantity: 1, 2 or 3 of them. */
  readonly axes: readonly AxisPart[];
  /** The expression that means this view. */
  readonly name: string;
}

/** A part of a view: from `start`, so many along its first axis, and at most so many of each axis after it. */
export interface Part {
  readonly start: number;
  readonly count: number;
  readonly others: number;
}

export const WHOLE: Part = { start: 0, count: Infinity, others: Infinity };

/** All of a quantity of this shape. */
export function wholeView(
  layer: number,
  quantity: QuantityName,
  shape: readonly number[],
  name: string,
): TensorView {
  return { layer, quantity, axes: shape.map((length) => ({ start: 0, length })), name };
}

/** The lengths of the axes that are not fixed to an index. A view of a single element has none. */
export function shapeOf(view: TensorView): number[] {
  return view.axes.flatMap((axis) => (typeof axis === 'number' ? [] : [axis.length]));
}

/** The view with its first free axis fixed to `index`, counted within the view. */
export function elementOf(view: TensorView, index: number): TensorView {
  const first = view.axes.findIndex((axis) => typeof axis !== 'number');
  const axes = view.axes.map((axis, i) =>
    i === first && typeof axis !== 'number' ? axis.start + index : axis,
  );
  return { ...view, axes, name: `${view.name}[${index}]` };
}

/** The view cut to a part of it. */
function cut(view: TensorView, part: Part): TensorView {
  const first = view.axes.findIndex((axis) => typeof axis !== 'number');
  const axes = view.axes.map((axis, i) => {
    if (typeof axis === 'number') return axis;
    const start = i === first ? Math.min(part.start, axis.length) : 0;
    const length = Math.min(i === first ? part.count : part.others, axis.length - start);
    return { start: axis.start + start, length };
  });
  return { ...view, axes };
}

/**
 * The elements of a part of a view of one or two free axes, or of a single element, row-major.
 * null when the quantity is absent.
 */
export async function readView(
  engine: EngineClient,
  view: TensorView,
  part: Part = WHOLE,
): Promise<Float32Array | null> {
  const { axes, layer, quantity } = cut(view, part);
  const [sample, row, column] = windowAxes(axes);
  const samples = span(sample);
  const pieces: Float32Array[] = [];
  for (let i = 0; i < samples.length; i++) {
    const window: Window = {
      sample: samples.start + i,
      row: span(row).start,
      rows: span(row).length,
      column: span(column).start,
      columns: span(column).length,
    };
    const slice: TensorSlice | null = await engine.read(layer, quantity, window);
    if (slice === null) return null;
    pieces.push(slice.data);
  }
  return joined(pieces);
}

/** The shape of a quantity as it is now; null when it is absent. */
export async function currentShape(
  engine: EngineClient,
  layer: number,
  quantity: QuantityName,
): Promise<readonly number[] | null> {
  const corner: Window = { sample: 0, row: 0, rows: 1, column: 0, columns: 1 };
  return (await engine.read(layer, quantity, corner))?.shape ?? null;
}

/** The axes as a window sees them: sample, row, column. A vector is one row; a matrix has no sample axis. */
function windowAxes(axes: readonly AxisPart[]): [AxisPart, AxisPart, AxisPart] {
  const padded = [...Array<AxisPart>(Math.max(0, 3 - axes.length)).fill(0), ...axes];
  return [padded[0] ?? 0, padded[1] ?? 0, padded[2] ?? 0];
}

function span(axis: AxisPart): { readonly start: number; readonly length: number } {
  return typeof axis === 'number' ? { start: axis, length: 1 } : axis;
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  if (pieces.length === 1 && pieces[0]) return pieces[0];
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
