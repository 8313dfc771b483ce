/** A batch step of the user's own network, to be timed on a backend. It has nothing in common with any run. */
import { batchSizeOf } from '../data/batches';
import { layerShapes } from '../data/layerShapes';
import type { Program } from '../data/program';
import { operationsOfBatchStep } from '../protocol/vocabulary';
import { BatchRecord } from './batchRecord';
import type { Compute } from './compute';
import { runOperation } from './operations';
import { describe, firstStates } from './setup';
import { beginning } from './standing';

/** Time as the platform tells it, in milliseconds. */
export interface Clock {
  now(): number;
  /** @returns what keeps it from ringing. */
  after(milliseconds: number, ring: () => void): () => void;
}

export interface TrialStep {
  readonly operations: number;
  /**
   * Runs the operations of the batch step one after the other, each result read back, up to three times. Each call
   * of the first time is made twice, since the first one compiles. Ends after the operation at hand when the calls by
   * the clock have taken `bounds.timed` milliseconds, or all of it `bounds.inAll`. Rejects when the backend fails.
   * @returns the milliseconds of each operation, for each time that the batch step was run; the later times may have
   * fewer operations than the first, which has at least one.
   */
  time(compute: Compute, clock: Clock, bounds: Bounds): Promise<readonly (readonly number[])[]>;
}

/** Milliseconds. */
export interface Bounds {
  readonly timed: number;
  readonly inAll: number;
}

/** More repeats would not tell more: the fastest counts. */
const REPEATS = 3;

/** Throws when data and layers do not fit together. */
export function trialStep(program: Program): TrialStep {
  describe(program);
  const { network, schedule, firstStates: states } = beginning(program, firstStates(program));
  const samples = schedule.batchAt(0, 0);
  const operations = operationsOfBatchStep(states.length);
  return {
    operations: operations.length,
    async time(compute, clock, bounds) {
      const end = clock.now() + bounds.inAll;
      let left = bounds.timed;
      const isOver = (): boolean => left <= 0 || clock.now() >= end;
      const passes: number[][] = [];
      while (passes.length < REPEATS && !(passes.length > 0 && isOver())) {
        const record = new BatchRecord(0, 0, samples, states);
        const times: number[] = [];
        for (const key of operations) {
          if (times.length > 0 && isOver()) break;
          if (passes.length === 0) await runOperation(compute, network, record, key);
          const start = clock.now();
          const outcome = await runOperation(compute, network, record, key);
          const took = clock.now() - start;
          record.add(outcome);
          times.push(took);
          left -= took;
        }
        passes.push(times);
      }
      return passes;
    },
  };
}

/** What a measurement holds for: `64 × 784-128-10` for batches of 64, 784 inputs and layers of 128 and 10 units. */
export function networkClass(program: Program): string {
  const shapes = layerShapes(program);
  const widths = [shapes[0]?.inputs ?? 0, ...shapes.map(({ units }) => units)];
  return `${batchSizeOf(program.dataset, program.definition)} × ${widths.join('-')}`;
}
