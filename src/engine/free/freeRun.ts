/**
 * Free running: batch steps as compiled plans, where nobody looks at what happens in between. The numbers are those of
 * stepping, bit for bit. A passage never holds the batch step that a run is to stop in: that one is run operation by
 * operation, by whoever asked.
 */
import type { Backend } from '../backends';
import { Interrupted } from '../interrupt';
import type { Ahead, Errand } from './ahead';
import { batchOf, type Batch } from './batch';
import { canLookOut } from './lookouts';
import { Course, type Passage } from './passage';
import { Plans } from './plans';
import { arraysOfState, needsOf, passStep } from './recording';
import { shapesAhead } from './shapes';
import type { Ran, Stretch } from './stretch';

export class FreeRun {
  private readonly plans: Plans;
  /** The backend whose plans have failed, and with what. */
  private failed: { readonly on: unknown; readonly error: unknown } | null = null;
  /**
   * Up to this batch step a passage may have held something to stop at: there they are shorter, until the one batch
   * step is found that is stepped through.
   */
  private suspicious: { readonly until: number; readonly most: number } = { until: 0, most: 0 };

  /** @param worthCompiling how many batch steps must lie ahead for a plan to be compiled, if not as many as pay */
  constructor(worthCompiling: number | null = null) {
    this.plans = new Plans(worthCompiling);
  }

  /**
   * Runs the next batch steps as one. null when they had better be stepped through: the run then stands where it
   * stood. Never rejects for a backend that fails: stepping shows how that is to be taken.
   */
  async pass(ahead: Ahead, errand: Errand): Promise<Passage | null> {
    const { from, backend } = ahead;
    const limit =
      from.steps < this.suspicious.until ? Math.min(errand.limit, this.suspicious.most) : errand.limit;
    if (limit < 1 || !this.isPossible(backend) || !canRunFree(ahead)) return null;
    try {
      const shapes = shapesAhead(ahead, { ...errand, limit }, this.plans.pace);
      const stretches = await this.plans.of(shapes, ahead, errand);
      if (stretches.length === 0) return await this.passOne(ahead, errand);
      // What is suspicious is tried again, half of it at a time.
      return (await this.passAll(stretches, ahead, errand)) ?? (await this.pass(ahead, errand));
    } catch (error) {
      if (error instanceof Interrupted) return null;
      // Whatever it is, stepping meets it too, one kernel at a time, and says which.
      this.plans.clear();
      this.failed = { on: backend.report, error };
      return null;
    }
  }

  /** Whether batch steps can be passed there, but for a run's very first. */
  isPossible({ report }: Backend): boolean {
    return report.name !== 'cpu' && this.failed?.on !== report;
  }

  /** Another past is another future: what was suspicious may not be so any more. */
  forget(): void {
    this.suspicious = { until: 0, most: 0 };
  }

  /** Something of these batch steps may be to stop at. */
  private suspect(from: number, passed: number): void {
    this.suspicious = { until: from + passed, most: Math.floor(passed / 2) };
  }

  /** Why batch steps are not run as one on this backend; null when they are. */
  get failure(): unknown {
    return this.failed?.error ?? null;
  }

  /** Runs compiled stretches, one after the other. */
  private async passAll(
    stretches: readonly Stretch[],
    ahead: Ahead,
    { watchful }: Errand,
  ): Promise<Passage | null> {
    const { from } = ahead;
    const updates = from.states[0]?.updates ?? 0;
    const course = new Course(ahead, watchful);
    const isCompiled = stretches.every(({ hasRun }) => hasRun);
    const began = performance.now();
    let numbers: readonly Float32Array[] = from.states.flatMap(arraysOfState);
    let passed = 0;
    let latest: { readonly stretch: Stretch; readonly ran: Ran } | null = null;
    for (const stretch of stretches) {
      const batches = batchesOf(ahead, passed, stretch);
      const running = stretch.run(numbers, batches, updates + passed);
      // On the processor there is nothing to wait for, and to wait takes longer than a small kernel.
      const ran = running instanceof Promise ? await running : running;
      passed += stretch.length;
      if (!course.takeAll(ran.steps, batches)) {
        this.suspect(from.steps, passed);
        return null;
      }
      numbers = ran.after;
      latest = { stretch, ran };
    }
    if (isCompiled) this.plans.pace = (performance.now() - began) / passed;
    const states = latest?.stretch.statesFrom(latest.ran, from.states, passed) ?? from.states;
    const passage = course.arrive(states);
    if (passage === null) this.suspect(from.steps, passed);
    return passage;
  }

  /**
   * Runs the next batch step kernel by kernel, but only what free running needs of it: for networks whose products are
   * worth more than a plan, and where a plan would not be worth its compilation.
   */
  private async passOne(ahead: Ahead, errand: Errand): Promise<Passage | null> {
    const { from, network, schedule, backend } = ahead;
    const { limit, mayEndEpoch, watchful, breathe } = errand;
    const { epoch, batch } = from.cursor;
    const endsEpoch = batch === schedule.batchesPerEpoch - 1;
    if (limit < 1 || (endsEpoch && !mayEndEpoch)) return null;
    const samples = schedule.batchAt(epoch, batch);
    const needs = needsOf(ahead, watchful);
    const { step, after } = await passStep(backend, network, from.states, samples, needs, endsEpoch, breathe);
    const course = new Course(ahead, watchful);
    const passage = course.takeAll([step], [batchOf(samples)]) ? course.arrive(after) : null;
    if (passage === null) this.suspect(from.steps, 1);
    else this.plans.ranWithout();
    return passage;
  }
}

function canRunFree({ from, network, schedule }: Ahead): boolean {
  return (
    // The first update makes what the optimizer remembers; after it, its shapes stay.
    from.states.every(({ updates }) => updates > 0) &&
    schedule.serves.definition === network.definition &&
    canLookOut(network)
  );
}

/** The batches of a stretch, `passed` batch steps after where the run stands. */
function batchesOf({ schedule, from: { cursor } }: Ahead, passed: number, stretch: Stretch): Batch[] {
  const { batchesPerEpoch } = schedule;
  const batches: Batch[] = [];
  for (let index = 0; index < stretch.length; index++) {
    const at = cursor.batch + passed + index;
    const epoch = cursor.epoch + Math.floor(at / batchesPerEpoch);
    batches.push(stretch.batch(schedule, epoch, at % batchesPerEpoch, index));
  }
  return batches;
}
