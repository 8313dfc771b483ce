/** Moments of a run by their batch step: a moment counts the operations that ran, and belongs to the last of them. */
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
