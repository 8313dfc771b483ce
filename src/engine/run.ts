/** One training run: where it is, the numbers of the batch step at hand, and the next operation. */
import type { Program } from '../data/program';
import type {
  EpochReport,
  Evaluation,
  LayerSummaries,
  NonFiniteFinding,
  RunDescription,
  RunState,
} from '../protocol/engine';
import type { Tensor, TensorSummary } from '../protocol/tensor';
import {
  operationsOfBatchStep,
  QUANTITY_NAMES,
  type OperationKey,
  type Position,
  type QuantityName,
} from '../protocol/vocabulary';
import type { Backend } from './backends';
import { BatchRecord, type LayerState, type Outcome } from './batchRecord';
import { evaluate, scoreOrNothing, type Breathe } from './evaluation';
import { nonFiniteIn, summaryOf } from './numbers';
import { runOperation, type Network } from './operations';
import { Schedule } from './schedule';
import { describe, firstStates } from './setup';

export { workOf } from './setup';

/** Sums over the batches of the epoch at hand, weighted by their samples. */
interface EpochTotals {
  readonly loss: number;
  readonly right: number;
}
const NOTHING_YET: EpochTotals = { loss: 0, right: 0 };
const NEVER_BREATHE: Breathe = () => Promise.resolve();

/** Where the next operation stands in the whole of training. */
interface Cursor {
  readonly epoch: number;
  readonly batch: number;
  readonly operation: number;
}

/**
 * A run is always just after an operation, or before the first. `step` runs exactly one more; nothing that it
 * computed is ever changed afterwards, so tensors handed out stay true (and must not be written to).
 */
export class Run {
  private readonly operations: readonly OperationKey[];
  private readonly network: Network;
  private readonly schedule: Schedule;
  private readonly reports: EpochReport[] = [];
  private cursor: Cursor = { epoch: 0, batch: 0, operation: 0 };
  private record: BatchRecord | null = null;
  private at: Position | null = null;
  private outcome: Outcome | null = null;
  private totals = NOTHING_YET;
  private moment = 0;
  private stepsDone = 0;
  private stepping = false;

  /** A run before its first operation. Rejects when the program's shapes do not fit together. */
  static async create(program: Program, backend: Backend): Promise<Run> {
    return Promise.resolve(new Run(program, backend, describe(program), firstStates(program)));
  }

  private constructor(
    private readonly program: Program,
    private readonly backend: Backend,
    readonly description: RunDescription,
    private readonly initialStates: readonly LayerState[],
  ) {
    this.operations = operationsOfBatchStep(program.definition.layers.length);
    this.network = {
      definition: program.definition,
      classification: program.dataset.classification,
    };
    this.schedule = new Schedule(program);
  }

  state(): RunState {
    const { record } = this;
    const { optimizer } = this.program.definition;
    return {
      moment: this.moment,
      position: this.at,
      loss: record?.loss ?? null,
      accuracy: record?.accuracy ?? null,
      N: record?.N ?? 0,
      steps: this.stepsDone,
      lastEpoch: this.reports.at(-1) ?? null,
      learningRate: optimizer.learningRate,
      ended: this.ended,
      backend: this.backend.report,
    };
  }

  /** Just after this operation; null before the first. */
  get position(): Position | null {
    return this.at;
  }

  /** Finished batch steps since the start. */
  get steps(): number {
    return this.stepsDone;
  }

  /** What `step` would run; null when all epochs are done. */
  nextOperation(): OperationKey | null {
    return this.ended ? null : (this.operations[this.cursor.operation] ?? null);
  }

  /** Whether the run stands just after the last update of an epoch. */
  get atEpochEnd(): boolean {
    return this.moment > 0 && this.cursor.operation === 0 && this.cursor.batch === 0;
  }

  /**
   * Runs exactly one operation; after an epoch's last also its validation, between whose pieces `breathe` is
   * called. Rejects when all epochs are done, while another step runs, and when no backend is left that works;
   * the run then stands where it stood.
   */
  async step(breathe: Breathe = NEVER_BREATHE): Promise<void> {
    const key = this.nextOperation();
    if (key === null) throw new Error('Training has ended: all epochs are done.');
    if (this.stepping) throw new Error('The run is in the middle of an operation.');
    this.stepping = true;
    try {
      await this.runNext(key, breathe);
    } finally {
      this.stepping = false;
    }
  }

  /** A whole quantity of a layer, null when it is absent: not computed yet in this batch step. */
  quantity(layer: number, name: QuantityName): Tensor | null {
    if (this.record !== null) return this.record.quantity(layer, name);
    const state = this.states[layer];
    if (state === undefined) throw new RangeError(`There is no layer ${layer}.`);
    if (name === 'weights') return state.weights;
    return name === 'bias' ? state.bias : null;
  }

  /** A few numbers for every quantity of a layer; null for the absent ones. */
  summaries(layer: number): LayerSummaries {
    const summarize = (name: QuantityName): TensorSummary | null => {
      const tensor = this.quantity(layer, name);
      return tensor === null ? null : summaryOf(tensor);
    };
    const entries = QUANTITY_NAMES.map((name) => [name, summarize(name)] as const);
    return Object.fromEntries(entries) as LayerSummaries;
  }

  /** The finished epochs so far. */
  history(): readonly EpochReport[] {
    return this.reports;
  }

  /** The first NaN or infinity in what the last operation computed. */
  nonFinite(): NonFiniteFinding | null {
    return this.outcome === null ? null : nonFiniteIn(this.outcome);
  }

  /** Loss and accuracy of the whole training and validation split with the weights as they are. */
  evaluate(breathe: Breathe = NEVER_BREATHE): Promise<Evaluation> {
    return evaluate(this.backend, this.network, this.states, this.program.dataset, breathe);
  }

  /** Ends the run and frees what its backend holds. */
  dispose(): void {
    this.backend.dispose();
  }

  private get ended(): boolean {
    return this.cursor.epoch >= this.program.definition.epochs;
  }

  /** The layers' parameters as they are at this position. */
  private get states(): readonly LayerState[] {
    return this.record?.states ?? this.initialStates;
  }

  /** Computes first and takes over afterwards, so that a failure leaves the run as it was. */
  private async runNext(key: OperationKey, breathe: Breathe): Promise<void> {
    const record = this.recordForNext();
    const outcome = await runOperation(this.backend, this.network, record, key);
    const endsBatch = this.cursor.operation === this.operations.length - 1;
    const totals = totalsAfter(this.cursor.batch === 0 ? NOTHING_YET : this.totals, record);
    const endsEpoch = endsBatch && this.cursor.batch === this.schedule.batchesPerEpoch - 1;
    const report = endsEpoch ? await this.reportEpoch(totals, statesAfter(record, outcome), breathe) : null;
    record.add(outcome);
    this.record = record;
    this.outcome = outcome;
    this.at = { ...key, epoch: this.cursor.epoch, batch: this.cursor.batch };
    this.moment++;
    if (endsBatch) {
      this.totals = totals;
      this.stepsDone++;
    }
    if (report !== null) this.reports.push(report);
    this.cursor = this.cursorAfter(endsBatch, endsEpoch);
  }

  /** The record of the batch step at hand, or a new one when the next operation is the first of its own. */
  private recordForNext(): BatchRecord {
    const { epoch, batch, operation } = this.cursor;
    if (this.record !== null && operation > 0) return this.record;
    return new BatchRecord(epoch, batch, this.schedule.batchAt(epoch, batch), this.states);
  }

  private cursorAfter(endsBatch: boolean, endsEpoch: boolean): Cursor {
    const { epoch, batch, operation } = this.cursor;
    if (endsEpoch) return { epoch: epoch + 1, batch: 0, operation: 0 };
    return endsBatch ? { epoch, batch: batch + 1, operation: 0 } : { epoch, batch, operation: operation + 1 };
  }

  private async reportEpoch(
    { loss, right }: EpochTotals,
    states: readonly LayerState[],
    breathe: Breathe,
  ): Promise<EpochReport> {
    const { classification } = this.network;
    const samples = this.description.trainingSamples;
    const { validation } = this.program.dataset;
    return {
      epoch: this.cursor.epoch,
      loss: loss / samples,
      accuracy: classification ? right / samples : null,
      ...(await scoreOrNothing(this.backend, this.network, states, validation, breathe)),
    };
  }
}

function totalsAfter(totals: EpochTotals, record: BatchRecord): EpochTotals {
  return {
    loss: totals.loss + (record.loss ?? Number.NaN) * record.N,
    right: totals.right + (record.accuracy ?? 0) * record.N,
  };
}

function statesAfter(record: BatchRecord, { update }: Outcome): LayerState[] {
  return record.states.map((state, layer) => (update?.layer === layer ? update.state : state));
}
