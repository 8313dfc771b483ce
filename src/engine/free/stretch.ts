/** Batch steps that have been compiled into one plan. */
import type { Tensor } from '../../protocol/tensor';
import type { LayerState } from '../batchRecord';
import type { KernelPlan } from '../kernelPlan';
import type { Schedule } from '../schedule';
import { batchOf, choiceOf, type Batch } from './batch';
import { arraysOfState, resultsOf, stepWith, type RecordedStep, type Recording } from './recording';

/** What a stretch came to. */
export interface Ran {
  readonly steps: readonly RecordedStep[];
  /** The layers' numbers: see `arraysOfState`. */
  readonly after: readonly Float32Array[];
}

export class Stretch {
  /** Whether it has been run: the first time it is compiled. */
  hasRun = false;
  private readonly plan: KernelPlan;
  /** Where each array that comes out stands among the plan's results. */
  private readonly places: ReadonlyMap<Float32Array, number>;
  private readonly after: readonly Float32Array[];
  /** What the plan's latest results mean. */
  private latest: { readonly results: readonly Float32Array[]; readonly ran: Ran } | null = null;

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
    this.after = after.flatMap(arraysOfState);
    const wanted = [...new Set([...steps.flatMap(resultsOf), ...this.after])];
    const given = [...before.flatMap(arraysOfState), ...recording.given];
    this.places = new Map(wanted.map((array, place) => [array, place]));
    this.plan = compile(calls, given, wanted);
  }

  /** How many batch steps it has. */
  get length(): number {
    return this.recording.steps.length;
  }

  /** The batch that the batch step of this index takes. */
  batch(schedule: Schedule, epoch: number, batch: number, index: number): Batch {
    if (this.recording.choosesInputs) return choiceOf(schedule, epoch, batch);
    // Not on a graphics card, which remembers arrays that it was given.
    const room = this.plan.lendsResults ? this.recording.steps[index]?.samples : undefined;
    return batchOf(schedule.batchAt(epoch, batch, room));
  }

  /**
   * Runs it for layers with these numbers. What comes out may only hold until the next run, see `statesFrom`. Throws or
   * rejects when the backend fails.
   * @param updates how many there were before
   */
  run(before: readonly Float32Array[], batches: readonly Batch[], updates: number): Ran | Promise<Ran> {
    const values = before.slice();
    for (const { given } of batches) values.push(...given);
    const results = this.plan.run(values, updates - (this.recording.before[0]?.updates ?? 0));
    return results instanceof Promise ? results.then((late) => this.read(late)) : this.read(results);
  }

  /**
   * Layers with the numbers that came out, to be kept.
   * @param before as they were so many updates ago
   */
  statesFrom({ after }: Ran, before: readonly LayerState[], updates: number): LayerState[] {
    let at = 0;
    const tensor = ({ shape }: Tensor): Tensor => {
      const data = after[at++] ?? new Float32Array();
      return { shape, data: this.plan.lendsResults ? data.slice() : data };
    };
    // In the order of `arraysOfState`.
    return this.recording.after.map(({ weights, bias, memory }, layer) => ({
      weights: tensor(weights),
      bias: bias === null ? null : tensor(bias),
      memory: { weights: memory.weights.map(tensor), bias: memory.bias.map(tensor) },
      updates: (before[layer]?.updates ?? 0) + updates,
    }));
  }

  dispose(): void {
    this.plan.dispose();
  }

  private read(results: readonly Float32Array[]): Ran {
    this.hasRun = true;
    if (this.latest?.results === results) return this.latest.ran;
    const real = (array: Float32Array): Float32Array => {
      const result = results[this.places.get(array) ?? -1];
      if (result === undefined) throw new Error('A stretch was asked for what it does not compute.');
      return result;
    };
    const ran = {
      steps: this.recording.steps.map((step) => stepWith(step, real)),
      after: this.after.map(real),
    };
    this.latest = this.plan.lendsResults ? { results, ran } : null;
    return ran;
  }
}
