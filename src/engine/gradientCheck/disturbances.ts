import type { CheckedQuantity, Disturbance } from '../../protocol/gradientCheck';
import { QUANTITIES, QUANTITY_NAMES, type QuantityName } from '../../protocol/vocabulary';
import type { BatchRecord } from '../batchRecord';

/**
 * The quantities behind a gradient that were changed by hand in this batch step, or computed from such. Parameters
 * are not among them: the check goes forward with the changed ones, and what was computed before the change is stale.
 */
export function disturbancesOf(
  record: BatchRecord,
  layers: number,
  layer: number,
  quantity: CheckedQuantity,
): Disturbance[] {
  return Array.from({ length: layers }, (_, index) => index).flatMap((index) =>
    QUANTITY_NAMES.filter((name) => leadsTo(name, index, layer, quantity)).flatMap((name) => {
      const mark = isAlias(record, name, index, layers) ? null : record.markOf(index, name);
      return mark === null ? [] : [{ layer: index, quantity: name, mark }];
    }),
  );
}

function leadsTo(name: QuantityName, index: number, layer: number, quantity: CheckedQuantity): boolean {
  switch (QUANTITIES[name].group) {
    case 'Parameters':
      return false;
    case 'Forward':
      return true;
    case 'Backward':
      if (name === 'gradientWeights' || name === 'gradientBias') return index === layer && name === quantity;
      return name === 'gradientPrev' ? index > layer : index >= layer;
  }
}

/** The same matrix under the name that it has in the layer beside, told there. */
function isAlias(record: BatchRecord, name: QuantityName, index: number, layers: number): boolean {
  const shared = (name === 'input' && index > 0) || (name === 'gradient' && index < layers - 1);
  return shared && !record.isEdited(index, name);
}
