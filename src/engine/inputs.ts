/** What an operation has read, for whoever is told that its result is bad. */
import type { Definition } from '../definition/definition';
import type { OperationInput } from '../protocol/cause';
import type { Tensor } from '../protocol/tensor';
import type { OperationKey, QuantityName } from '../protocol/vocabulary';
import type { BatchRecord } from './batchRecord';
import { readsOf } from './dependencies';
import { summaryOf } from './numbers';

/** The matrices that the operation, which is done, was computed from; a bias only where there is one. */
export function inputsOf(record: BatchRecord, key: OperationKey, definition: Definition): OperationInput[] {
  return readsOf(key, definition).flatMap((cell) => {
    if (cell.layer === null) return [];
    const { layer, name: quantity } = cell;
    const tensor = asItWasRead(record, layer, quantity);
    return tensor === null ? [] : [{ layer, quantity, ...described(tensor) }];
  });
}

/** An update has replaced the parameters that it has read. */
function asItWasRead(record: BatchRecord, layer: number, quantity: QuantityName): Tensor | null {
  const { weights, bias } = record.before(layer);
  if (quantity === 'weights') return weights;
  return quantity === 'bias' ? bias : record.quantity(layer, quantity);
}

function described(tensor: Tensor): Omit<OperationInput, 'layer' | 'quantity'> {
  const { shape, min, max, firstNonFinite } = summaryOf(tensor);
  const largest = min === null || max === null ? null : Math.max(Math.abs(min), Math.abs(max));
  const nonFinite =
    firstNonFinite === null ? null : { index: firstNonFinite, value: elementAt(tensor, firstNonFinite) };
  return { shape, largest, nonFinite };
}

function elementAt({ shape, data }: Tensor, index: readonly number[]): number {
  return data[index.reduce((at, i, axis) => at * (shape[axis] ?? 1) + i, 0)] ?? Number.NaN;
}
