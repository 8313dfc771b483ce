import type { LayerSummaries } from '../protocol/engine';
import type { Tensor, TensorSummary } from '../protocol/tensor';
import { QUANTITY_NAMES, type QuantityName } from '../protocol/vocabulary';
import type { BatchRecord } from './batchRecord';
import { summaryOf } from './numbers';

/** A few numbers for every quantity of a layer; null for the absent ones. */
export function summariesOf(
  layer: number,
  record: BatchRecord | null,
  quantity: (name: QuantityName) => Tensor | null,
): LayerSummaries {
  const summarize = (name: QuantityName): TensorSummary | null => {
    const tensor = quantity(name);
    if (tensor === null) return null;
    const mark = record?.markOf(layer, name) ?? null;
    return mark === null ? summaryOf(tensor) : { ...summaryOf(tensor), mark };
  };
  const entries = QUANTITY_NAMES.map((name) => [name, summarize(name)] as const);
  return Object.fromEntries(entries) as LayerSummaries;
}
