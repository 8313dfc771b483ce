/**
 * Free running: whole stretches of batch steps as one compiled plan, where nobody looks at what happens in between.
 * The numbers are those of stepping, bit for bit. A stretch never holds the batch step that a run is to stop in:
 * that one is run operation by operation, by whoever asked.
 */
import type { Dataset } from '../../data/dataset';
import type { Goal, StopPlan } from '../../protocol/engine';
import { operationsOfBatchStep } from '../../protocol/vocabulary';
import type { Backend } from '../backends';
import { rowsOf } from '../batchRecord';
import type { Breathe } from '../evaluation';
import { Interrupted } from '../interrupt';
import type { Network } from '../operations';
import type { Schedule } from '../schedule';
import type { Checkpoint } from '../standing';
import { canLookOut } from './lookouts';
import { record, type StretchShape } from './recording';
import { passDirectly, Stretch, type Passage, type Start, type Watchfulness } from './stretch';

/** A run between two batch steps, and what comes next. */
export interface Ahead {
  readonly from: Checkpoint;
  readonly network: Network;
  readonly dataset: Dataset;
  readonly schedule: Schedule;
  readonly backend: Backend;
}

/** How far a run may go freely, and what for. */
export interface Errand {
  /** Batch steps, at most. */
  readonly limit: number;
  /** Whether it may pass the end of an epoch. */
  readonly mayEndEpoch: boolean;
  readonly watchful: Watchfulness;
  /** Called between operations that take long; throws Interrupted when the run is to stop as soon as it can. */
  readonly breathe: Breathe;
}

/** More batch steps in one plan take longer to compile, during which no pause is heard, and save little more. */
const MOST_STEPS = 8;
/** A pause is asked for between two plans, so that none may take long: on the processor, so many multiply-adds. */
const MOST_MULTIPLY_ADDS = 4_000_000;
/** On a graphics card, whose pace nobody knows beforehand, so many milliseconds. */
const MOST_TIME = 40;
/**
 * With so many multiply-adds in a batch step it is run kernel by kernel on the processor: reading results back costs
 * next to nothing there, and the products of four rows are faster than those of a plan.
 */
const TOO_HEAVY = 500_000;
/**
 * Compiling a plan takes 150 to 300 ms, and saves about 0.1 ms for each batch step against running its kernels one by
 * one: it is worth it when so many lie ahead, those counted that were run one by one already. Who comes back for more
 * is likely to come again, and has never waited twice as long as was needed.
 */
const WORTH_COMPILING = 2000;
/** And in any case it is run so many times in a row. */
const LEAST_RUNS = 3;
/** Plans that are kept. */
const MOST_PLANS = 6;

export class FreeRun {
  private readonly plans = new Map<string, Stretch>();
  /** What the plans were compiled for. */
  private compiledFor: { readonly definition: unknown; readonly backend: unknown } | null = null;
  /** The backend whose plans have failed, and with what. */
  private failed: { readonly on: unknown; readonly error: unknown } | null = null;
  /** Milliseconds that a batch step of a plan takes; null before the first. */
  private pace: number | null = null;
  /** Batch steps up to this one are stepped through: a stretch may have held something to stop at. */
  private suspicious = 0;

  /** Batch steps that were run one by one since the plans were thrown away. */
  private ranOneByOne = 0;

  /** @param worthCompiling how many batch steps must lie ahead for a plan to be compiled */
  constructor(private readonly worthCompiling = WORTH_COMPILING) {}

  /**
   * Runs the next batch steps as one. null when they had better be stepped through: the run then stands where it
   * stood. Never rejects for a backend that fails: stepping shows how that is to be taken.
   */
  async pass(ahead: Ahead, errand: Errand): Promise<Passage | null> {
    const { from, network, backend, dataset, schedule } = ahead;
    if (from.steps < this.suspicious || this.failed?.on === backend.report || !canRunFree(ahead)) return null;
    try {
      const planned = await this.planned(ahead, errand);
      const shape = planned?.shape ?? oneStep(ahead, errand);
      if (shape === null) return null;
      const count = shape.batches.length;
      const start: Start = {
        from,
        network,
        batches: batchesOf(schedule, from, count),
        trainingSamples: rowsOf(dataset.training.inputs),
        batchesPerEpoch: schedule.batchesPerEpoch,
        operationsPerStep: operationsOfBatchStep(from.states.length).length,
      };
      const passage =
        planned === null
          ? await passDirectly(backend, start, dataset.validation, errand)
          : await this.runPlan(planned.stretch, start, errand);
      if (passage === null) this.suspicious = from.steps + count;
      else if (planned === null) this.ranOneByOne++;
      return passage;
    } catch (error) {
      if (error instanceof Interrupted) return null;
      // Whatever it is, stepping meets it too, one kernel at a time, and says which.
      this.clear();
      this.failed = { on: backend.report, error };
      return null;
    }
  }

  /** Another past is another future: what was suspicious may not be so any more. */
  forget(): void {
    this.suspicious = 0;
  }

  /** Why batch steps are not run as one on this backend; null when they are. */
  get failure(): unknown {
    return this.failed?.error ?? null;
  }

  private async runPlan(stretch: Stretch, start: Start, { watchful }: Errand): Promise<Passage | null> {
    const began = performance.now();
    const isCompiled = stretch.hasRun;
    const passage = await stretch.run(start, watchful);
    if (isCompiled) this.pace = (performance.now() - began) / start.batches.length;
    return passage;
  }

  /** The next stretch that is to be run as a plan; null when one batch step had better be run by itself. */
  private async planned(
    ahead: Ahead,
    errand: Errand,
  ): Promise<{ readonly shape: StretchShape; readonly stretch: Stretch } | null> {
    const most = this.mostSteps(ahead);
    const shape = most === 0 ? null : shapeAt(ahead, errand, most);
    const stretch = shape === null ? null : await this.stretchOf(ahead, shape, errand);
    return shape === null || stretch === null ? null : { shape, stretch };
  }

  /** The plan for such a stretch; null when it would not be worth its compilation. */
  private async stretchOf(
    { network, from, dataset, backend }: Ahead,
    shape: StretchShape,
    { watchful, limit }: Errand,
  ): Promise<Stretch | null> {
    const { definition } = network;
    if (this.compiledFor?.definition !== definition || this.compiledFor.backend !== backend.report) {
      this.clear();
      this.compiledFor = { definition, backend: backend.report };
    }
    const key = [
      ...shape.batches.map(({ N, endsEpoch }) => `${N}${endsEpoch ? '|' : ''}`),
      watchful.nonFinite ? 'finite' : '',
      ...watchful.checks.map(({ kind }) => kind),
    ].join(' ');
    const known = this.plans.get(key);
    if (known !== undefined) return known;
    const ahead = limit + this.ranOneByOne;
    // On a graphics card the kernels of a plan are those that run one by one, compiled already.
    const isCompiled = backend.report.name === 'webasm';
    if (isCompiled && (ahead < this.worthCompiling || limit < LEAST_RUNS * shape.batches.length)) return null;
    const recording = await record(network, from.states, shape, dataset.validation, watchful);
    const stretch = new Stretch(recording, (...args) => backend.plan(...args));
    for (const [oldest, plan] of this.plans) {
      if (this.plans.size < MOST_PLANS) break;
      plan.dispose();
      this.plans.delete(oldest);
    }
    this.plans.set(key, stretch);
    return stretch;
  }

  /** The batch steps that one plan may hold here; 0 when there had better be none. */
  private mostSteps({ from, schedule, backend }: Ahead): number {
    if (backend.report.name !== 'webasm') {
      const most = this.pace === null ? 1 : MOST_TIME / this.pace;
      return [8, 4, 2].find((steps) => steps <= most) ?? 1;
    }
    const work = workOf(from, schedule);
    if (work > TOO_HEAVY) return 0;
    return Math.max(2, Math.min(MOST_STEPS, Math.floor(MOST_MULTIPLY_ADDS / work)));
  }

  private clear(): void {
    for (const plan of this.plans.values()) plan.dispose();
    this.plans.clear();
    this.compiledFor = null;
    this.pace = null;
    this.ranOneByOne = 0;
  }
}

/** What a run is to do freely on the way to a goal; null when it must be watched at each operation. */
export function errandOf(
  goal: Goal,
  stops: StopPlan,
  run: { readonly steps: number },
  losses: readonly number[],
): (Omit<Errand, 'limit' | 'breathe'> & { readonly untilStep: number }) | null {
  if ((stops.watches ?? []).length > 0 || stops.at.some(({ endOfEpoch }) => endOfEpoch !== true)) return null;
  const mayEndEpoch = !stops.epoch && stops.at.length === 0 && goal.to !== 'epoch';
  const watchful = {
    nonFinite: stops.nonFinite,
    checks: stops.checks ?? [],
    losses,
    lossBelow: goal.to === 'lossBelow' ? goal.loss : null,
  };
  switch (goal.to) {
    case 'steps':
      return { mayEndEpoch, watchful, untilStep: run.steps + goal.steps };
    case 'epoch':
    case 'lossBelow':
    case 'end':
      return { mayEndEpoch, watchful, untilStep: Infinity };
    default:
      return null;
  }
}

function canRunFree({ from, network, schedule, backend }: Ahead): boolean {
  return (
    backend.report.name !== 'cpu' &&
    // The first update makes what the optimizer remembers; after it, its shapes stay.
    from.states.every(({ updates }) => updates > 0) &&
    schedule.serves.definition === network.definition &&
    canLookOut(network)
  );
}

/** The next batch step alone. */
function oneStep({ from, schedule }: Ahead, { limit, mayEndEpoch }: Errand): StretchShape | null {
  const { batch } = from.cursor;
  const endsEpoch = batch === schedule.batchesPerEpoch - 1;
  if (limit < 1 || (endsEpoch && !mayEndEpoch)) return null;
  return { batches: [{ N: schedule.sizeOf(batch), endsEpoch }] };
}

/** The batch steps that make the next stretch: few different ones, so that few plans are compiled. */
function shapeAt(
  { from, schedule, backend }: Ahead,
  { limit, mayEndEpoch }: Errand,
  most: number,
): StretchShape | null {
  const { batchesPerEpoch } = schedule;
  const { batch } = from.cursor;
  const beforeEnd = batchesPerEpoch - batch - (mayEndEpoch ? 0 : 1);
  let count: number;
  if (mayEndEpoch && batchesPerEpoch <= most) {
    const epochs = Math.floor(most / batchesPerEpoch);
    count = epochs * batchesPerEpoch <= limit ? epochs * batchesPerEpoch : batchesPerEpoch;
    if (batch !== 0) return null;
  } else {
    count = Math.min(most, beforeEnd);
    if (batch % most !== 0) return null;
  }
  // A single batch step is worth a plan where each readback is dear.
  if (count < (backend.report.name === 'webasm' ? 2 : 1) || count > limit) return null;
  const batches = Array.from({ length: count }, (_, index) => {
    const at = (batch + index) % batchesPerEpoch;
    return { N: schedule.sizeOf(at), endsEpoch: at === batchesPerEpoch - 1 };
  });
  return { batches };
}

/** Multiply-adds of the products of a batch step, forward and backward. */
function workOf({ states }: Checkpoint, schedule: Schedule): number {
  const weights = states.reduce((sum, state) => sum + state.weights.data.length, 0);
  return 3 * weights * schedule.sizeOf(0);
}

function batchesOf(
  schedule: Schedule,
  { cursor }: Checkpoint,
  count: number,
): ReturnType<Schedule['batchAt']>[] {
  return Array.from({ length: count }, (_, index) => {
    const at = cursor.batch + index;
    const epoch = cursor.epoch + Math.floor(at / schedule.batchesPerEpoch);
    return schedule.batchAt(epoch, at % schedule.batchesPerEpoch);
  });
}
