/** Indices and slices applied to a view, with NumPy's meaning. */
import * as l10n from '@vscode/l10n';
import { shapeText } from '../format';
import { ProtocolError } from '../protocolError';
import { shapeOf, type AxisPart, type TensorView } from '../tensorView';
import type { Subscript } from './parse';

/** Throws an `evaluate` error, naming the shape, for an index that is out of range or one too many. */
export function select(view: TensorView, parts: readonly Subscript[]): TensorView {
  const shape = shapeOf(view);
  if (parts.length > shape.length) {
    throw fail(
      shape.length === 0
        ? l10n.t('Too many indices: {0} is a single number.', view.name)
        : l10n.t('Too many indices: {0} has the shape {1}.', view.name, shapeText(shape)),
    );
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
  if (part.kind === 'text')
    throw fail(l10n.t("An index of {0} is a number, not '{1}'.", view.name, part.text));
  if (part.kind === 'index') {
    const index = fromEnd(part.index, length);
    if (index < 0 || index >= length) {
      const shape = shapeText(shapeOf(view));
      throw fail(
        length === 0
          ? l10n.t(
              'Index {0} is out of range: {1} has the shape {2}, it is empty.',
              part.index,
              view.name,
              shape,
            )
          : l10n.t(
              'Index {0} is out of range: {1} has the shape {2}, the indices are 0 … {3}.',
              part.index,
              view.name,
              shape,
              length - 1,
            ),
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
