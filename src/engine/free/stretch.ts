/** Batch steps that have been compiled into one plan, run from where a run stands. */
import type { EpochReport } from '../../protocol/engine';
import type { HealthCheck } from '../../protocol/health';
import type { Samples } from '../../data/dataset';
import { rowsOf, type LayerState } from '../batchRecord';
import type { KernelPlan } from '../gpu';
import { lossOf, type Network } from '../operations';
import { lossTrendAt } from '../lossTrend';
import { NOTHING_YET, totalsAfter, type Checkpoint } from '../standing';
import { learningIn, type LayerLearning } from '../strips';
import { arraysOf, mayStop, type Lookouts, type LookoutPlan } from './lookouts';
import type { RecordedStep, Recording, ScoredPiece } from './recording';

/** What a finished batch step leaves behind beside the layers. */
export interface PassedStep {
  readonly N: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly learning: readonly LayerLearning[];
}

/** What a stretch came to. */
export interface Passage {
  /** Where the run stands after it: between two batch steps. */
  readonly end: Checkpoint;
  readonly steps: readonly PassedStep[];
  readonly reports: readonly EpochReport[];
}

/** Where a stretch begins. */
export interface Start {
  readonly from: Checkpoint;
  readonly network: Network;
  readonly batches: readonly Samples[];
  readonly trainingSamples: number;
  readonly batchesPerEpoch: number;
  readonly operationsPerStep: number;
}

/** What is looked out for on the way. */
export interface Watchfulness extends LookoutPlan {
  /** Of all finished batch steps; needed for `lossNotDecreasing` alone. */
  readonly losses: readonly number[];
  readonly lossBelow: number | null;
}

export class Stretch {
  /** Whether it has been run: the first time it is compiled. */
  hasRun = false;
  private readonly plan: KernelPlan;
  /** Where each array that comes out stands among the plan's results. */
  private readonly places: ReadonlyMap<Float32Array, number>;

  /** @param compile makes a plan of the recording's kernels */
  constructor(
    private readonly recording: Recording,
    compile: (
      calls: Recording['calls'],
      given: readonly Float32Array[],
      wanted: readonly Float32Array[],
    ) => KernelPlan,
  ) {
    const { steps, after, before, calls } = recording;
    const wanted = [
      ...steps.flatMap(({ losses, output, learning, lookouts, validation }) => [
        losses,
        output.data,
        ...learning,
        ...arraysOf(lookouts),
        ...(validation ?? []).flatMap((piece) => [piece.losses, piece.output.data]),
      ]),
      ...after.flatMap(arraysOfState),
    ];
    const given = [
      ...before.flatMap(arraysOfState),
      ...steps.flatMap(({ samples }) => [samples.inputs.data, samples.targets.data]),
    ];
    this.places = new Map(wanted.map((array, place) => [array, place]));
    this.plan = compile(calls, given, wanted);
  }

  /** The batch steps of the stretch. */
  get length(): number {
    return this.recording.steps.length;
  }

  /**
   * Runs it. null when some operation on the way may have been one to stop at: then nothing has happened. Rejects
   * when the backend fails.
   */
  async run(start: Start, watchful: Watchfulness): Promise<Passage | null> {
    const { before } = this.recording;
    const updates = (start.from.states[0]?.updates ?? 0) - (before[0]?.updates ?? 0);
    const values = [
      ...start.from.states.flatMap(arraysOfState),
      ...start.batches.flatMap(({ inputs, targets }) => [inputs.data, targets.data]),
    ];
    const results = await this.plan.run(values, updates);
    return this.passage(start, watchful, (array) => {
      const result = results[this.places.get(array) ?? -1];
      if (result === undefined) throw new Error('A stretch was asked for what it does not compute.');
      return result;
    });
  }

  dispose(): void {
    this.plan.dispose();
  }

  private passage(
    start: Start,
    watchful: Watchfulness,
    of: (array: Float32Array) => Float32Array,
  ): Passage | null {
    const { from, network } = start;
    const states = this.recording.after.map((state, layer) =>
      statesFrom(state, from.states[layer], this.length, of),
    );
    if (watchful.nonFinite && !states.flatMap(arraysOfState).every(isFinite)) return null;
    const trend = new Trend(watchful, start);
    const steps: PassedStep[] = [];
    const reports: EpochReport[] = [];
    let { cursor, totals } = from;
    for (const [index, recorded] of this.recording.steps.entries()) {
      const step = this.passed(recorded, start, index, of);
      const { loss, accuracy, N } = step;
      if (mayStop(this.sighting(recorded, step, of), watchful) || trend.mayStop(index, loss)) return null;
      steps.push(step);
      const record = { N, loss, accuracy };
      totals = totalsAfter(cursor.batch === 0 ? NOTHING_YET : totals, record, network.definition.loss);
      if (cursor.batch < start.batchesPerEpoch - 1) {
        cursor = { ...cursor, batch: cursor.batch + 1 };
        continue;
      }
      reports.push({
        epoch: cursor.epoch,
        loss: totals.loss / totals.lossSamples,
        accuracy: network.classification ? totals.right / start.trainingSamples : null,
        ...scoreOf(recorded.validation, network.classification, of),
      });
      cursor = { epoch: cursor.epoch + 1, batch: 0, operation: 0 };
    }
    const end: Checkpoint = {
      ...from,
      moment: from.moment + this.length * start.operationsPerStep,
      steps: from.steps + this.length,
      states,
      cursor,
      totals,
      reported: from.reported + reports.length,
    };
    return { end, steps, reports };
  }

  private passed(
    { losses, output, learning }: RecordedStep,
    { batches, network }: Start,
    index: number,
    of: (array: Float32Array) => Float32Array,
  ): PassedStep {
    const samples = batches[index];
    if (samples === undefined) throw new RangeError(`There is no batch ${index}.`);
    const outputs = { shape: output.shape, data: of(output.data) };
    const { mean, accuracy } = lossOf(of(losses), outputs, samples.targets, network.classification);
    const weights = this.recording.before.map((state) => state.weights.data.length);
    return {
      N: rowsOf(samples.inputs),
      loss: mean,
      accuracy,
      learning: learning.map((sums, layer) => learningIn(of(sums), weights[layer] ?? 0)),
    };
  }

  private sighting(
    { lookouts, learning }: RecordedStep,
    { N, loss, learning: learnt }: PassedStep,
    of: (array: Float32Array) => Float32Array,
  ): Parameters<typeof mayStop>[0] {
    const real = (array: Float32Array | null): Float32Array | null => (array === null ? null : of(array));
    const seen: Lookouts = {
      preActivations: lookouts.preActivations.map(real),
      firstGradientOutput: real(lookouts.firstGradientOutput),
      zeros: lookouts.zeros.map(real),
      flat: lookouts.flat.map(real),
    };
    const sums = learning[0] === undefined ? new Float32Array() : of(learning[0]);
    let firstSquares = 0;
    for (let at = (2 * sums.length) / 3; at < sums.length; at++) firstSquares += sums[at] ?? Number.NaN;
    const weights = this.recording.before.map((state) => state.weights.data.length);
    return { N, loss, lookouts: seen, learning: learnt, weights, firstSquares };
  }
}

/** What the losses alone tell: whether one is below the goal, and whether they still fall. */
class Trend {
  private readonly check: HealthCheck | undefined;
  private readonly losses: number[];

  constructor(
    private readonly watchful: Watchfulness,
    private readonly start: Start,
  ) {
    this.check = watchful.checks.find(({ kind }) => kind === 'lossNotDecreasing');
    this.losses = this.check === undefined ? [] : watchful.losses.slice(0, start.from.steps);
  }

  mayStop(index: number, loss: number): boolean {
    const { lossBelow } = this.watchful;
    if (lossBelow !== null && loss < lossBelow) return true;
    if (this.check === undefined) return false;
    const { from, batchesPerEpoch } = this.start;
    const trend = lossTrendAt(this.losses, from.steps + index, loss, batchesPerEpoch);
    this.losses.push(loss);
    return trend !== null && !((trend.before - trend.now) / trend.before >= this.check.threshold);
  }
}

function scoreOf(
  pieces: readonly ScoredPiece[] | null,
  classification: boolean,
  of: (array: Float32Array) => Float32Array,
): Pick<EpochReport, 'validationLoss' | 'validationAccuracy'> {
  if (pieces === null) return { validationLoss: null, validationAccuracy: null };
  let [loss, right, total] = [0, 0, 0];
  for (const { losses, output, targets } of pieces) {
    const rows = rowsOf(targets);
    const outputs = { shape: output.shape, data: of(output.data) };
    const score = lossOf(of(losses), outputs, targets, classification);
    loss += score.mean * rows;
    right += (score.accuracy ?? 0) * rows;
    total += rows;
  }
  return { validationLoss: loss / total, validationAccuracy: classification ? right / total : null };
}

function statesFrom(
  after: LayerState,
  before: LayerState | undefined,
  passed: number,
  of: (array: Float32Array) => Float32Array,
): LayerState {
  const real = <T extends { readonly data: Float32Array }>(tensor: T): T => ({
    ...tensor,
    data: of(tensor.data),
  });
  return {
    weights: real(after.weights),
    bias: after.bias === null ? null : real(after.bias),
    memory: { weights: after.memory.weights.map(real), bias: after.memory.bias.map(real) },
    updates: (before?.updates ?? 0) + passed,
  };
}

function arraysOfState({ weights, bias, memory }: LayerState): Float32Array[] {
  return [weights, ...(bias === null ? [] : [bias]), ...memory.weights, ...memory.bias].map(
    ({ data }) => data,
  );
}

function isFinite(data: Float32Array): boolean {
  for (const value of data) if (!Number.isFinite(value)) return false;
  return true;
}
