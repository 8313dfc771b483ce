/** Changing numbers by hand. */
import * as l10n from '@vscode/l10n';
import type { Edit } from '../protocol/engine';
import type { Tensor } from '../protocol/tensor';

/** A copy of the tensor with the edit made. Throws when indices or the number of values do not fit. */
export function edited(tensor: Tensor, { quantity, index, values }: Edit): Tensor {
  const data = Float32Array.from(tensor.data);
  if (index === null) {
    if (values.length !== data.length) {
      throw new Error(l10n.t('{0} has {1} elements, not {2}.', quantity, data.length, values.length));
    }
    data.set(values);
    return { shape: tensor.shape, data };
  }
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error(l10n.t('One element takes one number.'));
  data[offsetOf(tensor, quantity, index)] = value;
  return { shape: tensor.shape, data };
}

/** Where an element lies in row-major data. */
function offsetOf({ shape }: Tensor, name: string, index: readonly number[]): number {
  const fits =
    index.length === shape.length &&
    index.every((at, axis) => Number.isInteger(at) && at >= 0 && at < (shape[axis] ?? 0));
  if (!fits)
    throw new Error(
      l10n.t('{0}[{1}] is out of range: the shape is {2}.', name, index.join(']['), shape.join(' × ')),
    );
  return index.reduce((offset, at, axis) => offset * (shape[axis] ?? 0) + at, 0);
}
