/** Indices and slices applied to a view, with NumPy's meaning. */
import { shapeText } from '../format';
import { ProtocolError } from '../protocolError';
import { shapeOf, type AxisPart, type TensorView } from '../tensorView';
import type { Subscript } from './parse';

/** Throws an `evaluate` error, naming the shape, for an index that is out of range or one too many. */
export function select(view: TensorView, parts: readonly Subscript[]): TensorView {
  const shape = shapeOf(view);
  if (parts.length > shape.length) {
    const what = shape.length === 0 ? 'is a single number' : `has the shape ${shapeText(shape)}`;
    throw fail(`Too many indices: ${view.name} ${what}.`);
  }
  let next = 0;
  const axes = view.axes.map((axis): AxisPart => {
    const part = typeof axis === 'number' ? undefined : parts[next++];
    return typeof axis === 'number' || part === undefined ? axis : selectAxis(axis, part, view);
  });
  return { ...view, axes, name: `${view.name}[${parts.map(subscriptText).join(', ')}]` };
}

function selectAxis(axis: Exclude<AxisPart, number>, part: Subscript, view: TensorView): AxisPart {
  const { start, length } = axis;
  if (part.kind === 'text') throw fail(`An index of ${view.name} is a number, not '${part.text}'.`);
  if (part.kind === 'index') {
    const index = fromEnd(part.index, length);
    if (index < 0 || index >= length) {
      const range = length === 0 ? 'it is empty' : `the indices are 0 … ${length - 1}`;
      throw fail(
        `Index ${part.index} is out of range: ${view.name} has the shape ${shapeText(shapeOf(view))}, ${range}.`,
      );
    }
    return start + index;
  }
  // As in NumPy, a slice that reaches beyond the end is cut.
  const from = clamp(fromEnd(part.from ?? 0, length), length);
  const to = clamp(fromEnd(part.to ?? length, length), length);
  return { start: start + from, length: Math.max(0, to - from) };
}

function fromEnd(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length);
}

function subscriptText(part: Subscript): string {
  if (part.kind === 'index') return String(part.index);
  if (part.kind === 'text') return `'${part.text}'`;
  return `${part.from ?? ''}:${part.to ?? ''}`;
}

function fail(message: string): ProtocolError {
  return new ProtocolError('evaluate', message);
}
