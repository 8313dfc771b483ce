/** Batch steps that have been compiled into one plan, run from where a run stands. */
import type { EpochReport } from '../../protocol/engine';
import type { HealthCheck } from '../../protocol/health';
import type { Tensor } from '../../protocol/tensor';
import type { Samples } from '../../data/dataset';
import type { Compute } from '../compute';
import { reportOf } from '../epochReport';
import { meanScore, type Breathe } from '../evaluation';
import { rowsOf, type LayerState } from '../batchRecord';
import type { KernelPlan } from '../gpu';
import { lossOf, type Network } from '../operations';
import { isTrendDue, lossTrendAt } from '../lossTrend';
import { NOTHING_YET, totalsAfter, type Checkpoint } from '../standing';
import { learningIn, type LayerLearning } from '../strips';
import { arraysOf, mayStop, type LookoutPlan, type StepSighting } from './lookouts';
import { passStep, type RecordedStep, type Recording, type ScoredPiece } from './recording';

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
        ...(output === null ? [] : [output.data]),
        ...learning,
        ...arraysOf(lookouts),
        ...(validation ?? []).flatMap((piece) => [
          piece.losses,
          ...(piece.output === null ? [] : [piece.output.data]),
        ]),
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

  /**
   * Runs it. null when some operation on the way may have been one to stop at: then nothing has happened. Rejects
   * when the backend fails.
   */
  async run(start: Start, watchful: Watchfulness): Promise<Passage | null> {
    const { before, steps, after } = this.recording;
    const updates = (start.from.states[0]?.updates ?? 0) - (before[0]?.updates ?? 0);
    const values = [
      ...start.from.states.flatMap(arraysOfState),
      ...start.batches.flatMap(({ inputs, targets }) => [inputs.data, targets.data]),
    ];
    const results = await this.plan.run(values, updates);
    this.hasRun = true;
    const real: Real = (array) => {
      const result = results[this.places.get(array) ?? -1];
      if (result === undefined) throw new Error('A stretch was asked for what it does not compute.');
      return result;
    };
    const states = after.map((state, layer) =>
      stateFrom(state, start.from.states[layer], steps.length, real),
    );
    return passageOf(steps, states, start, watchful, real);
  }

  dispose(): void {
    this.plan.dispose();
  }
}

/**
 * Runs one batch step kernel by kernel, but only what free running needs of it: for networks whose products are
 * worth more than a plan. null when some operation may have been one to stop at: then nothing has happened.
 */
export async function passDirectly(
  compute: Compute,
  start: Start,
  validation: Samples | null,
  { watchful, breathe }: { readonly watchful: Watchfulness; readonly breathe: Breathe },
): Promise<Passage | null> {
  const { from, network, batches, batchesPerEpoch } = start;
  const [samples] = batches;
  if (samples === undefined) return null;
  const scored = from.cursor.batch === batchesPerEpoch - 1 ? validation : null;
  const { step, after } = await passStep(compute, network, from.states, samples, scored, watchful, breathe);
  return passageOf([step], after, start, watchful, (array) => array);
}

/** The numbers for which an array stands. */
type Real = (array: Float32Array) => Float32Array;

function passageOf(
  recorded: readonly RecordedStep[],
  states: readonly LayerState[],
  start: Start,
  watchful: Watchfulness,
  real: Real,
): Passage | null {
  const { from, network } = start;
  if (watchful.nonFinite && !states.flatMap(arraysOfState).every(isFinite)) return null;
  const weights = states.map((state) => state.weights.data.length);
  const trend = new Trend(watchful, start);
  const steps: PassedStep[] = [];
  const reports: EpochReport[] = [];
  let { cursor, totals } = from;
  for (const [index, one] of recorded.entries()) {
    const step = passedStep(one, start, index, weights, real);
    if (mayStop(sightingOf(one, step, weights, real), watchful) || trend.mayStop(index, step.loss))
      return null;
    steps.push(step);
    totals = totalsAfter(cursor.batch === 0 ? NOTHING_YET : totals, step, network.definition.loss);
    if (cursor.batch < start.batchesPerEpoch - 1) {
      cursor = { ...cursor, batch: cursor.batch + 1 };
      continue;
    }
    const classified = network.classification ? start.trainingSamples : null;
    const score = scoreOf(one.validation, network.classification, real);
    reports.push(reportOf(cursor.epoch, totals, classified, score));
    cursor = { epoch: cursor.epoch + 1, batch: 0, operation: 0 };
  }
  const end: Checkpoint = {
    ...from,
    moment: from.moment + steps.length * start.operationsPerStep,
    steps: from.steps + steps.length,
    states,
    cursor,
    totals,
    reported: from.reported + reports.length,
  };
  return { end, steps, reports };
}

function passedStep(
  { losses, output, learning }: RecordedStep,
  { batches }: Start,
  index: number,
  weights: readonly number[],
  real: Real,
): PassedStep {
  const samples = batches[index];
  if (samples === undefined) throw new RangeError(`There is no batch ${index}.`);
  const { mean, accuracy } = lossOf(real(losses), realTensor(output, real), samples.targets);
  return {
    N: rowsOf(samples.inputs),
    loss: mean,
    accuracy,
    learning: learning.map((sums, layer) => learningIn(real(sums), weights[layer] ?? 0)),
  };
}

function sightingOf(
  { lookouts, learning: sums }: RecordedStep,
  { N, loss, learning }: PassedStep,
  weights: readonly number[],
  real: Real,
): StepSighting {
  const seen = (array: Float32Array | null): Float32Array | null => (array === null ? null : real(array));
  const first = sums[0] === undefined ? new Float32Array() : real(sums[0]);
  let firstSquares = 0;
  for (let at = (2 * first.length) / 3; at < first.length; at++) firstSquares += first[at] ?? Number.NaN;
  return {
    N,
    loss,
    learning,
    weights,
    firstSquares,
    lookouts: {
      preActivations: lookouts.preActivations.map(seen),
      firstGradientOutput: seen(lookouts.firstGradientOutput),
      lossGradient: seen(lookouts.lossGradient),
      zeros: lookouts.zeros.map(seen),
      flat: lookouts.flat.map(seen),
    },
  };
}

/** What the losses alone tell: whether one is below the goal, and whether they still fall. */
class Trend {
  private readonly check: HealthCheck | undefined;
  /** Of the batch steps of the stretch so far. */
  private readonly losses: number[] = [];

  constructor(
    private readonly watchful: Watchfulness,
    private readonly start: Start,
  ) {
    this.check = watchful.checks.find(({ kind }) => kind === 'lossNotDecreasing');
  }

  mayStop(index: number, loss: number): boolean {
    const { lossBelow } = this.watchful;
    if (lossBelow !== null && loss < lossBelow) return true;
    if (this.check === undefined) return false;
    const { from, batchesPerEpoch } = this.start;
    this.losses.push(loss);
    const steps = from.steps + index;
    if (!isTrendDue(steps, batchesPerEpoch)) return false;
    const all = [...this.watchful.losses.slice(0, from.steps), ...this.losses];
    const trend = lossTrendAt(all, steps, loss, batchesPerEpoch);
    return trend !== null && !((trend.before - trend.now) / trend.before >= this.check.threshold);
  }
}

function scoreOf(
  pieces: readonly ScoredPiece[] | null,
  classification: boolean,
  real: Real,
): Pick<EpochReport, 'validationLoss' | 'validationAccuracy'> {
  if (pieces === null) return { validationLoss: null, validationAccuracy: null };
  const scores = pieces.map(({ losses, output, targets }) => {
    const { mean, accuracy } = lossOf(real(losses), realTensor(output, real), targets);
    return { N: rowsOf(targets), loss: mean, accuracy };
  });
  const { loss, accuracy } = meanScore(scores, classification);
  return { validationLoss: loss, validationAccuracy: accuracy };
}

function realTensor(tensor: Tensor | null, real: Real): Tensor | null {
  return tensor === null ? null : { shape: tensor.shape, data: real(tensor.data) };
}

function stateFrom(
  after: LayerState,
  before: LayerState | undefined,
  passed: number,
  real: Real,
): LayerState {
  const tensor = ({ shape, data }: Tensor): Tensor => ({ shape, data: real(data) });
  return {
    weights: tensor(after.weights),
    bias: after.bias === null ? null : tensor(after.bias),
    memory: { weights: after.memory.weights.map(tensor), bias: after.memory.bias.map(tensor) },
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
