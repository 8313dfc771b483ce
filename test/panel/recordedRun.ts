/** A run that the engine really made, written down for a page of the harness: what crosses over is plain JSON. */
import type { OptimizerSettings, RunDescription } from '../../src/protocol/engine';
import type { Tensor } from '../../src/protocol/tensor';
import type { QuantityName } from '../../src/protocol/vocabulary';
import type { Numbers } from './fakeRun';

/** Words stand for what JSON has no number for: NaN and the infinities. */
type Written = number | string;

export interface WrittenTensor {
  readonly shape: readonly number[];
  readonly data: readonly Written[];
}

export interface RecordedRun {
  readonly description: RunDescription;
  readonly optimizer: OptimizerSettings;
  readonly batchSteps: readonly { readonly epoch: number; readonly batch: number; readonly loss: Written }[];
  /** By `tensorKey`; what is not here was not recorded, or there is no such thing. */
  readonly tensors: Readonly<Record<string, WrittenTensor>>;
}

declare global {
  interface Window {
    readonly recordedRun?: RecordedRun;
  }
}

export function tensorKey(step: number, layer: number, quantity: QuantityName, updated: boolean): string {
  return `${step} ${layer} ${quantity}${updated ? ' updated' : ''}`;
}

export function written(value: number): Written {
  return Number.isFinite(value) ? value : String(value);
}

/** Of the run that the test gave to the page. */
export function recordedNumbers(): Numbers {
  const { recordedRun } = window;
  if (recordedRun === undefined) throw new Error('The test gave no recorded run to this page.');
  const { description, optimizer, batchSteps, tensors } = recordedRun;
  const known = new Map<string, Tensor>();
  return {
    description,
    optimizer,
    batchSteps: batchSteps.map(({ epoch, batch, loss }) => ({ epoch, batch, loss: Number(loss) })),
    target: () => null,
    tensor: (step, layer, quantity, updated) => {
      const changes = quantity === 'weights' || quantity === 'bias';
      const key = tensorKey(step, layer, quantity, updated && changes);
      const found = tensors[key];
      if (found === undefined) return null;
      const tensor = known.get(key) ?? {
        shape: found.shape,
        data: Float32Array.from(found.data, Number),
      };
      known.set(key, tensor);
      return tensor;
    },
  };
}
