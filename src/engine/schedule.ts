/** Which samples belong to which batch of which epoch. */
import type { Samples } from '../data/dataset';
import type { Program } from '../data/program';
import { rowsOf } from './batchRecord';
import { rowsAt } from './samples';
import { shuffled } from './streams';

/** Samples per batch; the last batch of an epoch may be smaller. */
export function batchSizeOf({ definition, dataset }: Program): number {
  return definition.data.batchSize ?? rowsOf(dataset.training.inputs);
}

export class Schedule {
  readonly batchesPerEpoch: number;
  private readonly batchSize: number;
  private order: { readonly epoch: number; readonly indices: Uint32Array } | null = null;

  constructor(private readonly program: Program) {
    this.batchSize = batchSizeOf(program);
    this.batchesPerEpoch = Math.ceil(this.samples / this.batchSize);
  }

  /** The samples of a batch, as arrays of their own. */
  batchAt(epoch: number, batch: number): Samples {
    const start = batch * this.batchSize;
    const indices = this.orderOf(epoch).subarray(start, start + this.batchSize);
    return rowsAt(this.program.dataset.training, indices);
  }

  private get samples(): number {
    return rowsOf(this.program.dataset.training.inputs);
  }

  private orderOf(epoch: number): Uint32Array {
    if (this.order?.epoch !== epoch) this.order = { epoch, indices: this.draw(epoch) };
    return this.order.indices;
  }

  private draw(epoch: number): Uint32Array {
    const { data, seed } = this.program.definition;
    return data.shuffle
      ? shuffled(seed, epoch, this.samples)
      : Uint32Array.from({ length: this.samples }, (_, index) => index);
  }
}
