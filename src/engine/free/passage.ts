/** What batch steps that were run freely, one after the other, come to. */
import type { EpochReport } from '../../protocol/engine';
import type { HealthCheck } from '../../protocol/health';
import { rowsOf, type LayerState } from '../batchRecord';
import { reportOf } from '../epochReport';
import { meanScore } from '../evaluation';
import { isTrendDue, lossTrendIn } from '../lossTrend';
import { lossOf } from '../operations';
import { NOTHING_YET, totalsAfter, type Checkpoint } from '../standing';
import { learningIn, type LayerLearning } from '../strips';
import type { Ahead, Watchfulness } from './ahead';
import type { Batch } from './batch';
import { areFinite, mayStop } from './lookouts';
import { arraysOfState, type RecordedStep, type ScoredPiece } from './recording';

/** What a finished batch step leaves behind beside the layers. */
export interface PassedStep {
  readonly N: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly learning: readonly LayerLearning[];
}

export interface Passage {
  /** Where the run stands after it: between two batch steps. */
  readonly end: Checkpoint;
  readonly steps: readonly PassedStep[];
  readonly reports: readonly EpochReport[];
}

/** Takes in batch steps that have been run, in their order. */
export class Course {
  private readonly steps: PassedStep[] = [];
  private readonly reports: EpochReport[] = [];
  /** How many weights each layer has. */
  private readonly weights: readonly number[];
  private readonly trend: HealthCheck | undefined;
  private cursor: Checkpoint['cursor'];
  private totals: Checkpoint['totals'];

  constructor(
    private readonly ahead: Ahead,
    private readonly watchful: Watchfulness,
  ) {
    this.cursor = ahead.from.cursor;
    this.totals = ahead.from.totals;
    this.weights = ahead.from.states.map(({ weights }) => weights.data.length);
    this.trend = watchful.checks.find(({ kind }) => kind === 'lossNotDecreasing');
  }

  /**
   * The next batch steps, of these batches, have been run; their numbers are not needed afterwards. False when some
   * operation of them may have been one to stop at: then nothing counts of what was taken.
   */
  takeAll(steps: readonly RecordedStep[], batches: readonly Batch[]): boolean {
    for (let at = 0; at < steps.length; at++) {
      const [step, batch] = [steps[at], batches[at]];
      if (step === undefined || batch === undefined || !this.take(step, batch)) return false;
    }
    return true;
  }

  /** Where the run stands with these layers after all that was taken; null when a number of theirs is not finite, and is to be. */
  arrive(states: readonly LayerState[]): Passage | null {
    if (this.watchful.nonFinite && !states.flatMap(arraysOfState).every(areFinite)) return null;
    const { steps, reports, cursor, totals } = this;
    const { from, operationsPerStep } = this.ahead;
    const end: Checkpoint = {
      ...from,
      moment: from.moment + steps.length * operationsPerStep,
      steps: from.steps + steps.length,
      states,
      cursor,
      totals,
      reported: from.reported + reports.length,
    };
    return { end, steps, reports };
  }

  private take(ran: RecordedStep, batch: Batch): boolean {
    const step = this.passed(ran, batch);
    const { N, loss, learning } = step;
    const firstSums = ran.learning[0] ?? new Float32Array();
    const sighting = { N, loss, learning, firstSums, lookouts: ran.lookouts, weights: this.weights };
    if (mayStop(sighting, this.watchful) || this.mayStopForLoss(loss)) return false;
    this.steps.push(step);
    this.moveOn(step, ran.validation);
    return true;
  }

  private passed({ losses, output, learning }: RecordedStep, { N, targets }: Batch): PassedStep {
    const { mean, accuracy } = lossOf(losses, output, targets);
    return {
      N,
      loss: mean,
      accuracy,
      learning: learning.map((sums, layer) => learningIn(sums, this.weights[layer] ?? 0)),
    };
  }

  private moveOn(step: PassedStep, validation: readonly ScoredPiece[] | null): void {
    const { network, schedule, dataset } = this.ahead;
    const { epoch, batch } = this.cursor;
    this.totals = totalsAfter(batch === 0 ? NOTHING_YET : this.totals, step, network.definition.loss);
    if (batch < schedule.batchesPerEpoch - 1) {
      this.cursor = { epoch, batch: batch + 1, operation: 0 };
      return;
    }
    const classified = network.classification ? rowsOf(dataset.training.inputs) : null;
    this.reports.push(reportOf(epoch, this.totals, classified, scoreOf(validation, network.classification)));
    this.cursor = { epoch: epoch + 1, batch: 0, operation: 0 };
  }

  /** What the losses alone tell: whether one is below the goal, and whether they still fall. */
  private mayStopForLoss(loss: number): boolean {
    const { lossBelow, losses } = this.watchful;
    if (lossBelow !== null && loss < lossBelow) return true;
    if (this.trend === undefined) return false;
    const { batchesPerEpoch } = this.ahead.schedule;
    const first = this.ahead.from.steps;
    const steps = first + this.steps.length;
    if (!isTrendDue(steps, batchesPerEpoch)) return false;
    const lossOfStep = (step: number): number | undefined =>
      step < first ? losses[step] : this.steps[step - first]?.loss;
    const trend = lossTrendIn(lossOfStep, steps, loss, batchesPerEpoch);
    return trend !== null && !((trend.before - trend.now) / trend.before >= this.trend.threshold);
  }
}

function scoreOf(
  pieces: readonly ScoredPiece[] | null,
  classification: boolean,
): Pick<EpochReport, 'validationLoss' | 'validationAccuracy'> {
  if (pieces === null) return { validationLoss: null, validationAccuracy: null };
  const scores = pieces.map(({ losses, output, targets }) => {
    const { mean, accuracy } = lossOf(losses, output, targets);
    return { N: rowsOf(targets), loss: mean, accuracy };
  });
  const { loss, accuracy } = meanScore(scores, classification);
  return { validationLoss: loss, validationAccuracy: accuracy };
}
