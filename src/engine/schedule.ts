/** Which samples belong to which batch of which epoch. */
import { batchOrder, batchSizeOf, samplesAt } from '../data/batches';
import type { Samples } from '../data/dataset';
import type { Program } from '../data/program';
import { rowsOf } from './batchRecord';

export class Schedule {
  readonly batchesPerEpoch: number;
  private readonly batchSize: number;
  /** The order of the epoch that was asked for last. */
  private order: { readonly epoch: number; readonly rows: Uint32Array } | null = null;

  constructor(private readonly program: Program) {
    this.batchSize = batchSizeOf(program.dataset, program.definition);
    this.batchesPerEpoch = Math.ceil(this.samples / this.batchSize);
  }

  /** The program whose order and batch size this is. */
  get serves(): Program {
    return this.program;
  }

  /** The samples of a batch: put into `room`, or as arrays of their own. */
  batchAt(epoch: number, batch: number, room?: Samples): Samples {
    const span = { from: batch * this.batchSize, count: this.sizeOf(batch) };
    return samplesAt(this.program.dataset.training, this.orderOf(epoch), span, room);
  }

  /** Which of the training samples these are, in their order. */
  rowsAt(epoch: number, batch: number): Uint32Array {
    const start = batch * this.batchSize;
    return this.orderOf(epoch).subarray(start, start + this.batchSize);
  }

  /** How many samples a batch has: the last one of an epoch may have fewer. */
  sizeOf(batch: number): number {
    return Math.min(this.batchSize, this.samples - batch * this.batchSize);
  }

  private get samples(): number {
    return rowsOf(this.program.dataset.training.inputs);
  }

  private orderOf(epoch: number): Uint32Array {
    const { definition } = this.program;
    // Without shuffling every epoch has that of the first.
    const drawn = definition.data.shuffle ? epoch : 0;
    if (this.order?.epoch !== drawn)
      this.order = { epoch: drawn, rows: batchOrder(definition, this.samples, drawn) };
    return this.order.rows;
  }
}
