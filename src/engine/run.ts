/** One training run: where it is, the numbers of the batch step at hand, and the next operation. */
import * as l10n from '@vscode/l10n';
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
import type { Tensor } from '../protocol/tensor';
import {
  isQuantity,
  operationsOfBatchStep,
  type OperationKey,
  type Position,
  type QuantityName,
  type ReadableName,
} from '../protocol/vocabulary';
import type { Backend } from './backends';
import { BatchRecord, type LayerState } from './batchRecord';
import type { Compute } from './compute';
import { edited } from './edits';
import { epochReport } from './epochReport';
import { evaluate, type Breathe } from './evaluation';
import type { Ahead } from './free/ahead';
import type { Passage } from './free/passage';
import { healthFindingIn } from './health';
import { inputsOf } from './inputs';
import { pairingIn } from './loss';
import { lossTrendAt } from './lossTrend';
import { nonFiniteAdvice } from './nonFiniteAdvice';
import { predict, sampleSet } from './prediction';
import { nonFiniteIn } from './numbers';
import { runOperation } from './operations';
import { withoutMemory } from './optimizer';
import { Schedule } from './schedule';
import { learningOfOutcome, type LayerLearning } from './strips';
import { describe, firstStates } from './setup';
import { summariesOf } from './summaries';
import {
  beginning,
  cursorAfter,
  NOTHING_YET,
  statesAfter,
  standingAt,
  totalsAfter,
  withDefinition,
  type Checkpoint,
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
  /** Of all epochs that were ever reported; going back only lowers how many of them count. */
  private readonly reports: EpochReport[] = [];
  private stand: Standing;
  private furthest = 0;
  private stepping = false;

  /** A run before its first operation. Rejects when the program's shapes do not fit together. */
  static async create(program: Program, backend: Backend): Promise<Run> {
    return Promise.resolve(new Run(program, backend, describe(program), firstStates(program)));
  }

  private constructor(
    program: Program,
    readonly backend: Backend,
    readonly description: RunDescription,
    states: readonly LayerState[],
  ) {
    this.operations = operationsOfBatchStep(program.definition.layers.length);
    this.stand = beginning(program, states);
  }

  state(): RunState {
    const { record } = this.stand;
    // Nothing but the sums is left of a batch step that was passed.
    const latest = record ?? this.stand.passed;
    const { optimizer } = this.stand.program.definition;
    return {
      moment: this.stand.moment,
      position: this.stand.at,
      epochs: this.stand.program.definition.epochs,
      batchesPerEpoch: this.stand.schedule.batchesPerEpoch,
      loss: latest?.loss ?? null,
      lossIsStale: record?.lossIsStale ?? false,
      accuracy: latest?.accuracy ?? null,
      N: latest?.N ?? 0,
      steps: this.stand.stepsDone,
      newest: this.furthest,
      newestSteps: Math.floor(this.furthest / this.operations.length),
      lastEpoch: this.reports[this.stand.reported - 1] ?? null,
      learningRate: optimizer.learningRate,
      settings: settingsOf(this.stand.program.definition),
      lossName: this.lossName,
      ended: this.ended,
      backend: this.backend.report,
    };
  }

  /** Just after this operation; null before the first. */
  get position(): Position | null {
    return this.stand.at;
  }

  /** What the last operation did to its layer's weights; null when it was no update. */
  lastUpdate(): (LayerLearning & { readonly layer: number }) | null {
    return learningOfOutcome(this.stand.outcome);
  }

  /** Finished batch steps since the start. */
  get steps(): number {
    return this.stand.stepsDone;
  }

  /** Batch steps until the end of training, as many as there are in an epoch now. */
  get stepsLeft(): number {
    const { epoch, batch } = this.stand.cursor;
    return (this.stand.program.definition.epochs - epoch) * this.stand.schedule.batchesPerEpoch - batch;
  }

  /** What `step` would run; null when all epochs are done. */
  nextOperation(): OperationKey | null {
    return this.ended ? null : (this.operations[this.stand.cursor.operation] ?? null);
  }

  /** Whether the run stands just after the last update of an epoch. */
  get atEpochEnd(): boolean {
    return this.stand.moment > 0 && this.atEpochStart;
  }

  /**
   * Runs exactly one operation; after an epoch's last also its validation, between whose pieces `breathe` is
   * called. Rejects when all epochs are done, while another step runs, and when no backend is left that works;
   * the run then stands where it stood.
   */
  async step(breathe: Breathe = NEVER_BREATHE): Promise<void> {
    const key = this.nextOperation();
    if (key === null) throw new Error(l10n.t('Training has ended: all epochs are done.'));
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
    if (this.stand.record !== null) return this.stand.record.quantity(layer, name);
    const state = this.states[layer];
    if (state === undefined) throw new RangeError(`There is no layer ${layer}.`);
    if (name === 'weights') return state.weights;
    return name === 'bias' ? state.bias : null;
  }

  /** The same for what a quantity can come from; before the first operation of a batch step there is no batch yet. */
  readable(layer: number, name: ReadableName): Tensor | null {
    return isQuantity(name) ? this.quantity(layer, name) : (this.stand.record?.source(layer, name) ?? null);
  }

  /** A few numbers for every quantity of a layer; null for the absent ones. */
  summaries(layer: number): LayerSummaries {
    return summariesOf(layer, this.stand.record, (name) => this.quantity(layer, name));
  }

  /** The update ratio ‖ΔW‖ / ‖W‖ of a layer; null until its update in this batch step. */
  updateRatio(layer: number): number | null {
    return this.stand.record?.updateRatio(layer) ?? null;
  }

  /** The finished epochs so far. */
  history(): readonly EpochReport[] {
    return this.reports.slice(0, this.stand.reported);
  }

  /** The first NaN or infinity in what the last operation computed. */
  nonFinite(): NonFiniteFinding | null {
    const { outcome, at } = this.stand;
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
    const { outcome, record } = this.stand;
    if (outcome === null || record === null) return null;
    const { definition } = this.stand.network;
    return healthFindingIn(outcome, checks, {
      layer: (layer) => {
        const activation = definition.layers[layer]?.activation.type ?? 'linear';
        const isPaired = pairingIn(definition, layer) !== 'apart';
        return { activation, isPaired, weightsBefore: record.before(layer).weights };
      },
      lossTrend: (mean) =>
        lossTrendAt(losses, this.stand.stepsDone, mean, this.stand.schedule.batchesPerEpoch),
      inputs: () => this.inputs(),
    });
  }

  /** Loss and accuracy of the whole training and validation split with the weights as they are. */
  evaluate(breathe: Breathe = NEVER_BREATHE): Promise<Evaluation> {
    return evaluate(this.backend, this.stand.network, this.states, this.stand.program.dataset, breathe);
  }

  /** What the network gives for these inputs with the weights as they are. */
  predict(inputs: Tensor, breathe: Breathe = NEVER_BREATHE): Promise<Tensor> {
    return predict(this.backend, this.stand.network, this.states, inputs, breathe);
  }

  /** At most `most` samples of a split, or of the batch at hand. */
  samples(split: Split, most: number): SampleSet | null {
    return sampleSet(this.stand.program, this.stand.record, split, most);
  }

  /** Counts the operations that ran. */
  get now(): number {
    return this.stand.moment;
  }

  /** The newest moment that was reached, however far back the run stands now. */
  get newest(): number {
    return this.furthest;
  }

  /** What was reached after this moment no longer counts: it would be reached with other numbers. */
  forgetAfter(moment: number): void {
    this.furthest = Math.min(this.furthest, Math.max(moment, this.stand.moment));
  }

  /** What it takes to come back here; null in the middle of a batch step. */
  checkpoint(): Checkpoint | null {
    if (this.stand.cursor.operation !== 0) return null;
    return {
      moment: this.stand.moment,
      steps: this.stand.stepsDone,
      states: this.states,
      cursor: this.stand.cursor,
      totals: this.stand.totals,
      reported: this.stand.reported,
      definition: this.stand.program.definition,
      schedule: this.stand.schedule,
    };
  }

  /** Goes back (or ahead) to a checkpoint of this run: before the first operation of its batch step. */
  restore(checkpoint: Checkpoint): void {
    this.putBack(standingAt(checkpoint, this.stand));
  }

  /** What comes next, as free running needs it; null in the middle of a batch step. */
  ahead(): Ahead | null {
    const from = this.checkpoint();
    if (from === null || this.ended) return null;
    const { backend } = this;
    const { program, schedule } = this.stand;
    const network = { ...this.stand.network, definition: program.definition };
    const operationsPerStep = this.operations.length;
    return { from, network, dataset: program.dataset, schedule, backend, operationsPerStep };
  }

  /** Takes over what a stretch of batch steps, run from here as one, has come to. */
  pass({ end, steps, reports }: Passage): void {
    this.refuseWhileStepping();
    for (const [index, report] of reports.entries()) this.reports[this.stand.reported + index] = report;
    this.restore(end);
    this.furthest = Math.max(this.furthest, this.stand.moment);
    this.move({ passed: steps.at(-1) ?? null });
  }

  /** Where the run stands, in full. */
  hold(): Standing {
    return this.stand;
  }

  /** Stands there again, after a look at an earlier moment from a checkpoint. */
  putBack(standing: Standing): void {
    this.refuseWhileStepping();
    this.stand = standing;
  }

  /** Of all epochs that were reported before the newest moment. */
  get everReported(): readonly EpochReport[] {
    return [...this.reports];
  }

  /** Stands where a run of the same program once stood; `reports` and `newest` are all that it knew. */
  reopen(standing: Standing, reports: readonly EpochReport[], newest: number): void {
    this.putBack(standing);
    this.reports.splice(0, this.reports.length, ...reports);
    this.furthest = newest;
  }

  /** Computes something beside the run, with what it runs on. Rejects in the middle of an operation. */
  async compute<T>(work: (compute: Compute) => Promise<T>): Promise<T> {
    this.refuseWhileStepping();
    return work(this.backend);
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
    if (old === null) throw new Error(l10n.t('{0} is absent here: there is nothing to change.', quantity));
    const tensor = edited(old, edit);
    if (this.stand.record !== null) {
      this.stand.record.replace(
        layer,
        quantity,
        tensor,
        this.operationsDone(),
        this.stand.network.definition,
      );
      return;
    }
    const name = quantity === 'bias' ? 'bias' : 'weights';
    this.move({
      firstStates: this.states.map((state, index) =>
        index === layer ? { ...state, [name]: tensor } : state,
      ),
    });
  }

  /**
   * Goes on with other settings: the optimizer's from the next update, the batch size from the next epoch. Another
   * loss function is that of the batch step at hand only if its loss is not computed yet, since its gradients must
   * all be of one function. An epoch that has begun is finished, however few epochs there are to be.
   */
  configure(settings: RunSettings): void {
    this.refuseWhileStepping();
    const before = this.stand.program.definition;
    const computedLoss = (this.stand.record?.loss ?? null) === null ? null : this.lossName;
    this.stand = withDefinition(this.stand, withSettings(before, settings));
    if (computedLoss !== null) this.useLoss(computedLoss);
    const { program, firstStates: states, record } = this.stand;
    if (this.atEpochStart) this.move({ schedule: new Schedule(program) });
    if (program.definition.optimizer.type === before.optimizer.type) return;
    // What one optimizer remembers means nothing to another.
    this.move({ firstStates: states.map(withoutMemory) });
    record?.mapStates(withoutMemory);
  }

  /** Ends the run and frees what its backend holds. */
  dispose(): void {
    this.backend.dispose();
  }

  private get ended(): boolean {
    return this.atEpochStart && this.stand.cursor.epoch >= this.stand.program.definition.epochs;
  }

  private get atEpochStart(): boolean {
    return this.stand.cursor.batch === 0 && this.stand.cursor.operation === 0;
  }

  /** The layers' parameters as they are at this position. */
  private get states(): readonly LayerState[] {
    return this.stand.record?.states ?? this.stand.firstStates;
  }

  /** Computes first and takes over afterwards, so that a failure leaves the run as it was. */
  private async runNext(key: OperationKey, breathe: Breathe): Promise<void> {
    const record = this.recordForNext();
    const { cursor, schedule, program, network, reported, ...at } = this.stand;
    const outcome = await runOperation(this.backend, network, record, key);
    const endsBatch = cursor.operation === this.operations.length - 1;
    const totals = totalsAfter(cursor.batch === 0 ? NOTHING_YET : at.totals, record, this.lossName);
    const endsEpoch = endsBatch && cursor.batch === schedule.batchesPerEpoch - 1;
    const report = endsEpoch
      ? await epochReport(this.backend, network, program.dataset, totals, {
          epoch: cursor.epoch,
          states: statesAfter(record, outcome),
          breathe,
        })
      : null;
    record.add(outcome);
    if (report !== null) this.reports[reported] = report;
    this.move({
      record,
      outcome,
      passed: null,
      at: { ...key, epoch: cursor.epoch, batch: cursor.batch },
      moment: at.moment + 1,
      cursor: cursorAfter(cursor, endsBatch, endsEpoch),
      ...(endsBatch && { totals, stepsDone: at.stepsDone + 1 }),
      ...(report !== null && { reported: reported + 1 }),
      ...(endsEpoch && schedule.serves !== program && { schedule: new Schedule(program) }),
    });
    this.furthest = Math.max(this.furthest, this.stand.moment);
  }

  private move(changes: Partial<Standing>): void {
    this.stand = { ...this.stand, ...changes };
  }

  /** What the last operation has read. */
  private inputs(): OperationInput[] {
    const { record, at } = this.stand;
    return record === null || at === null ? [] : inputsOf(record, at, this.stand.network.definition);
  }

  /** The loss function of the batch step at hand; the next one takes that of the definition. */
  private useLoss(loss: Definition['loss']): void {
    if (loss === this.lossName) return;
    const { network } = this.stand;
    this.move({ network: { ...network, definition: { ...network.definition, loss } } });
  }

  private get lossName(): Definition['loss'] {
    return this.stand.network.definition.loss;
  }

  private refuseWhileStepping(): void {
    if (this.stepping) throw new Error('The run is in the middle of an operation.');
  }

  /** The operations of the batch step at hand that have run. */
  private operationsDone(): readonly OperationKey[] {
    const { operation } = this.stand.cursor;
    return operation === 0 ? this.operations : this.operations.slice(0, operation);
  }

  /** The record of the batch step at hand, or a new one when the next operation is the first of its own. */
  private recordForNext(): BatchRecord {
    const { epoch, batch, operation } = this.stand.cursor;
    if (this.stand.record !== null && operation > 0) return this.stand.record;
    this.stand = withDefinition(this.stand, this.stand.program.definition);
    return new BatchRecord(epoch, batch, this.stand.schedule.batchAt(epoch, batch), this.states);
  }
}
