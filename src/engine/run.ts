/** One training run: where it is, the numbers of the batch step at hand, and the next operation. */
import type { Definition } from '../definition/definition';
import { settingsOf, withSettings } from '../definition/settings';
import type { Program } from '../data/program';
import type {
  Edit,
  EpochReport,
  Evaluation,
  LayerSummaries,
  NonFiniteFinding,
  RunDescription,
  RunSettings,
  RunState,
  SampleSet,
  Split,
} from '../protocol/engine';
import type { OperationInput } from '../protocol/cause';
import type { HealthCheck, HealthFinding } from '../protocol/health';
import type { Tensor, TensorSummary } from '../protocol/tensor';
import {
  isQuantity,
  operationsOfBatchStep,
  QUANTITY_NAMES,
  type OperationKey,
  type Position,
  type QuantityName,
  type ReadableName,
} from '../protocol/vocabulary';
import type { Backend } from './backends';
import { BatchRecord, type LayerState, type Outcome } from './batchRecord';
import { edited } from './edits';
import { epochReport } from './epochReport';
import { evaluate, type Breathe } from './evaluation';
import { healthFindingIn } from './health';
import { inputsOf } from './inputs';
import { pairingOf } from './loss';
import { lossTrendAt } from './lossTrend';
import { nonFiniteAdvice } from './nonFiniteAdvice';
import { predict, sampleSet } from './prediction';
import { nonFiniteIn, summaryOf } from './numbers';
import { runOperation, type Network } from './operations';
import { Schedule } from './schedule';
import { layerUpdateIn, type LayerUpdate } from './strips';
import { describe, firstStates } from './setup';
import {
  cursorAfter,
  NOTHING_YET,
  statesAfter,
  totalsAfter,
  type Checkpoint,
  type Cursor,
  type Standing,
} from './standing';

export { workOf } from './setup';

const NEVER_BREATHE: Breathe = () => Promise.resolve();

/**
 * A run is always just after an operation, or before the first. `step` runs exactly one more; nothing that it
 * computed is ever changed afterwards, so tensors handed out stay true (and must not be written to).
 */
export class Run {
  private readonly operations: readonly OperationKey[];
  private network: Network;
  private schedule: Schedule;
  /** Of all epochs that were ever reported; going back only lowers how many of them count. */
  private readonly reports: EpochReport[] = [];
  private reported = 0;
  private cursor: Cursor = { epoch: 0, batch: 0, operation: 0 };
  private record: BatchRecord | null = null;
  private at: Position | null = null;
  private outcome: Outcome | null = null;
  private totals = NOTHING_YET;
  private moment = 0;
  private stepsDone = 0;
  private furthest = 0;
  private stepping = false;

  /** A run before its first operation. Rejects when the program's shapes do not fit together. */
  static async create(program: Program, backend: Backend): Promise<Run> {
    return Promise.resolve(new Run(program, backend, describe(program), firstStates(program)));
  }

  private constructor(
    private program: Program,
    private readonly backend: Backend,
    readonly description: RunDescription,
    private firstStates: readonly LayerState[],
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
      epochs: this.program.definition.epochs,
      batchesPerEpoch: this.schedule.batchesPerEpoch,
      loss: record?.loss ?? null,
      lossIsStale: record?.lossIsStale ?? false,
      accuracy: record?.accuracy ?? null,
      N: record?.N ?? 0,
      steps: this.stepsDone,
      newest: this.furthest,
      newestSteps: Math.floor(this.furthest / this.operations.length),
      lastEpoch: this.reports[this.reported - 1] ?? null,
      learningRate: optimizer.learningRate,
      settings: settingsOf(this.program.definition),
      lossName: this.lossName,
      ended: this.ended,
      backend: this.backend.report,
    };
  }

  /** Just after this operation; null before the first. */
  get position(): Position | null {
    return this.at;
  }

  /** What the last operation did to its layer's weights; null when it was no update. */
  lastUpdate(): LayerUpdate | null {
    return layerUpdateIn(this.record, this.outcome);
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
    return this.moment > 0 && this.atEpochStart;
  }

  /**
   * Runs exactly one operation; after an epoch's last also its validation, between whose pieces `breathe` is
   * called. Rejects when all epochs are done, while another step runs, and when no backend is left that works;
   * the run then stands where it stood.
   */
  async step(breathe: Breathe = NEVER_BREATHE): Promise<void> {
    const key = this.nextOperation();
    if (key === null) throw new Error('Training has ended: all epochs are done.');
    this.refuseWhileStepping();
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

  /** The same for what a quantity can come from; before the first operation of a batch step there is no batch yet. */
  readable(layer: number, name: ReadableName): Tensor | null {
    return isQuantity(name) ? this.quantity(layer, name) : (this.record?.source(layer, name) ?? null);
  }

  /** A few numbers for every quantity of a layer; null for the absent ones. */
  summaries(layer: number): LayerSummaries {
    const summarize = (name: QuantityName): TensorSummary | null => {
      const tensor = this.quantity(layer, name);
      if (tensor === null) return null;
      const mark = this.record?.markOf(layer, name) ?? null;
      return mark === null ? summaryOf(tensor) : { ...summaryOf(tensor), mark };
    };
    const entries = QUANTITY_NAMES.map((name) => [name, summarize(name)] as const);
    return Object.fromEntries(entries) as LayerSummaries;
  }

  /** The update ratio ‖ΔW‖ / ‖W‖ of a layer; null until its update in this batch step. */
  updateRatio(layer: number): number | null {
    return this.record?.updateRatio(layer) ?? null;
  }

  /** The finished epochs so far. */
  history(): readonly EpochReport[] {
    return this.reports.slice(0, this.reported);
  }

  /** The first NaN or infinity in what the last operation computed. */
  nonFinite(): NonFiniteFinding | null {
    const { outcome, at } = this;
    const found = outcome === null ? null : nonFiniteIn(outcome);
    if (found === null || at === null) return null;
    const inputs = this.inputs();
    return { ...found, inputs, advice: nonFiniteAdvice(at.operation, inputs) };
  }

  /**
   * What the first of these checks finds in what the last operation computed. `losses` are those of the finished
   * batch steps: without them nobody can tell whether the loss falls.
   */
  health(checks: readonly HealthCheck[], losses: readonly number[]): HealthFinding | null {
    const { outcome, record } = this;
    if (outcome === null || record === null) return null;
    const { layers, loss } = this.network.definition;
    return healthFindingIn(outcome, checks, {
      layer: (layer) => {
        const activation = layers[layer]?.activation.type ?? 'linear';
        const isPaired = layer === layers.length - 1 && pairingOf(loss, activation) !== 'apart';
        return { activation, isPaired, weightsBefore: record.before(layer).weights };
      },
      lossTrend: (mean) => lossTrendAt(losses, this.stepsDone, mean, this.schedule.batchesPerEpoch),
      inputs: () => this.inputs(),
    });
  }

  /** Loss and accuracy of the whole training and validation split with the weights as they are. */
  evaluate(breathe: Breathe = NEVER_BREATHE): Promise<Evaluation> {
    return evaluate(this.backend, this.network, this.states, this.program.dataset, breathe);
  }

  /** What the network gives for these inputs with the weights as they are. */
  predict(inputs: Tensor, breathe: Breathe = NEVER_BREATHE): Promise<Tensor> {
    return predict(this.backend, this.network, this.states, inputs, breathe);
  }

  /** At most `most` samples of a split, or of the batch at hand. */
  samples(split: Split, most: number): SampleSet | null {
    return sampleSet(this.program, this.record, split, most);
  }

  /** Counts the operations that ran. */
  get now(): number {
    return this.moment;
  }

  /** The newest moment that was reached, however far back the run stands now. */
  get newest(): number {
    return this.furthest;
  }

  /** What was reached after this moment no longer counts: it would be reached with other numbers. */
  forgetAfter(moment: number): void {
    this.furthest = Math.min(this.furthest, Math.max(moment, this.moment));
  }

  /** What it takes to come back here; null in the middle of a batch step. */
  checkpoint(): Checkpoint | null {
    if (this.cursor.operation !== 0) return null;
    return {
      moment: this.moment,
      steps: this.stepsDone,
      states: this.states,
      cursor: this.cursor,
      totals: this.totals,
      reported: this.reported,
      definition: this.program.definition,
      schedule: this.schedule,
    };
  }

  /** Goes back (or ahead) to a checkpoint of this run: before the first operation of its batch step. */
  restore({ states, steps, definition, ...rest }: Checkpoint): void {
    const { program, network } = this;
    const nowhere = { record: null, at: null, outcome: null };
    this.putBack({ ...rest, ...nowhere, firstStates: states, stepsDone: steps, program, network });
    this.useDefinition(definition);
  }

  /** Where the run stands, in full. */
  hold(): Standing {
    return {
      firstStates: this.firstStates,
      record: this.record,
      at: this.at,
      outcome: this.outcome,
      cursor: this.cursor,
      totals: this.totals,
      reported: this.reported,
      moment: this.moment,
      stepsDone: this.stepsDone,
      schedule: this.schedule,
      program: this.program,
      network: this.network,
    };
  }

  /** Stands there again, after a look at an earlier moment from a checkpoint. */
  putBack(standing: Standing): void {
    this.refuseWhileStepping();
    this.firstStates = standing.firstStates;
    this.record = standing.record;
    this.at = standing.at;
    this.outcome = standing.outcome;
    this.cursor = standing.cursor;
    this.totals = standing.totals;
    this.reported = standing.reported;
    this.moment = standing.moment;
    this.stepsDone = standing.stepsDone;
    this.schedule = standing.schedule;
    this.program = standing.program;
    this.network = standing.network;
  }

  /**
   * Changes a number, or all numbers, of a quantity. What comes later is computed from it; what was computed
   * from the old one in this batch step is marked stale. Throws when the quantity is absent here, or the
   * indices or the size do not fit.
   */
  edit(edit: Edit): void {
    this.refuseWhileStepping();
    const { layer, quantity } = edit;
    const old = this.quantity(layer, quantity);
    if (old === null) throw new Error(`${quantity} is absent here: there is nothing to change.`);
    const tensor = edited(old, edit);
    if (this.record !== null) {
      this.record.replace(layer, quantity, tensor, this.operationsDone(), this.network.definition);
      return;
    }
    const name = quantity === 'bias' ? 'bias' : 'weights';
    this.firstStates = this.firstStates.map((state, index) =>
      index === layer ? { ...state, [name]: tensor } : state,
    );
  }

  /**
   * Goes on with other settings: the optimizer's from the next update, the batch size from the next epoch. Another
   * loss function is that of the batch step at hand only if its loss is not computed yet, since its gradients must
   * all be of one function. An epoch that has begun is finished, however few epochs there are to be.
   */
  configure(settings: RunSettings): void {
    this.refuseWhileStepping();
    const before = this.program.definition;
    const computedLoss = (this.record?.loss ?? null) === null ? null : this.lossName;
    this.useDefinition(withSettings(before, settings));
    if (computedLoss !== null) this.useLoss(computedLoss);
    if (this.atEpochStart) this.schedule = new Schedule(this.program);
    if (this.program.definition.optimizer.type === before.optimizer.type) return;
    // What one optimizer remembers means nothing to another.
    const forget = (state: LayerState): LayerState => ({
      ...state,
      memory: { weights: [], bias: [] },
      updates: 0,
    });
    this.firstStates = this.firstStates.map(forget);
    this.record?.mapStates(forget);
  }

  /** Ends the run and frees what its backend holds. */
  dispose(): void {
    this.backend.dispose();
  }

  private get ended(): boolean {
    return this.atEpochStart && this.cursor.epoch >= this.program.definition.epochs;
  }

  private get atEpochStart(): boolean {
    return this.cursor.batch === 0 && this.cursor.operation === 0;
  }

  /** The layers' parameters as they are at this position. */
  private get states(): readonly LayerState[] {
    return this.record?.states ?? this.firstStates;
  }

  /** Computes first and takes over afterwards, so that a failure leaves the run as it was. */
  private async runNext(key: OperationKey, breathe: Breathe): Promise<void> {
    const record = this.recordForNext();
    const outcome = await runOperation(this.backend, this.network, record, key);
    const endsBatch = this.cursor.operation === this.operations.length - 1;
    const totals = totalsAfter(this.cursor.batch === 0 ? NOTHING_YET : this.totals, record, this.lossName);
    const endsEpoch = endsBatch && this.cursor.batch === this.schedule.batchesPerEpoch - 1;
    const report = endsEpoch
      ? await epochReport(this.backend, this.network, this.program.dataset, totals, {
          epoch: this.cursor.epoch,
          states: statesAfter(record, outcome),
          breathe,
        })
      : null;
    record.add(outcome);
    this.record = record;
    this.outcome = outcome;
    this.at = { ...key, epoch: this.cursor.epoch, batch: this.cursor.batch };
    this.moment++;
    this.furthest = Math.max(this.furthest, this.moment);
    if (endsBatch) {
      this.totals = totals;
      this.stepsDone++;
    }
    if (report !== null) this.reports[this.reported++] = report;
    this.cursor = cursorAfter(this.cursor, endsBatch, endsEpoch);
    if (endsEpoch && this.schedule.serves !== this.program) this.schedule = new Schedule(this.program);
  }

  /** What the last operation has read. */
  private inputs(): OperationInput[] {
    const { record, at } = this;
    return record === null || at === null ? [] : inputsOf(record, at, this.network.definition);
  }

  private useDefinition(definition: Definition): void {
    if (definition !== this.program.definition) this.program = { ...this.program, definition };
    if (definition !== this.network.definition) this.network = { ...this.network, definition };
  }

  /** The loss function of the batch step at hand; the next one takes that of the definition. */
  private useLoss(loss: Definition['loss']): void {
    if (loss === this.lossName) return;
    this.network = { ...this.network, definition: { ...this.network.definition, loss } };
  }

  private get lossName(): Definition['loss'] {
    return this.network.definition.loss;
  }

  private refuseWhileStepping(): void {
    if (this.stepping) throw new Error('The run is in the middle of an operation.');
  }

  /** The operations of the batch step at hand that have run. */
  private operationsDone(): readonly OperationKey[] {
    const { operation } = this.cursor;
    return operation === 0 ? this.operations : this.operations.slice(0, operation);
  }

  /** The record of the batch step at hand, or a new one when the next operation is the first of its own. */
  private recordForNext(): BatchRecord {
    const { epoch, batch, operation } = this.cursor;
    if (this.record !== null && operation > 0) return this.record;
    this.useDefinition(this.program.definition);
    return new BatchRecord(epoch, batch, this.schedule.batchAt(epoch, batch), this.states);
  }
}
