/** Moments of a run by their batch step: a moment counts the operations that ran, and belongs to the last of them. */
import type { Place } from './lesson';
import { operationsOfBatchStep } from './vocabulary';

export interface MomentParts {
  /** The batch step, counted from 0 over the whole run. */
  readonly step: number;
  /** The operation of the batch step that has just run, counted from 0. Before the first operation it is the first. */
  readonly operation: number;
  /** How many operations a batch step has. */
  readonly each: number;
}

export function partsOf(moment: number, layerCount: number): MomentParts {
  const each = operationsOfBatchStep(layerCount).length;
  const last = Math.max(0, moment - 1);
  return { step: Math.floor(last / each), operation: last % each, each };
}

/** The moment just after a place; null when the network has no such operation. `batchStep` stands in for the one at hand. */
export function momentAt(
  place: Place,
  layers: readonly { readonly name: string }[],
  batchStep: number,
): number | null {
  const layer = place.layer === null ? null : layers.findIndex(({ name }) => name === place.layer);
  const operations = operationsOfBatchStep(layers.length);
  const index = operations.findIndex((key) => key.layer === layer && key.operation === place.operation);
  return index < 0 ? null : (place.batchStep ?? batchStep) * operations.length + index + 1;
}
