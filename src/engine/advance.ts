/** Running on to a goal: operation by operation, watching for stops on the way. */
import type { Arrival, Goal, LogEntry, RunState, StopPlan } from '../protocol/engine';
import { endsLayer } from '../protocol/vocabulary';
import type { Breathe } from './evaluation';
import { errandOf } from './free/ahead';
import type { FreeRun } from './free/freeRun';
import { Interrupted, interruptible } from './interrupt';
import type { Run } from './run';
import type { HitLedger } from './hits';
import type { WatchMemory } from './watches';
import { arriveAt, isAt, Stops } from './stops';
import type { Tape } from './tape';
import { isBackward, travel, type ForwardGoal } from './travel';

export interface AdvanceControl {
  /** Someone wants the run to stop after the operation at hand. */
  pauseRequested(): boolean;
  /** Lets the event loop turn; called about every 10 ms, so that a pause is seen soon. */
  readonly breathe: Breathe;
  /** Called after each breath. */
  onProgress?(state: RunState): void;
  /** Remembers the operations; without it there is no way back. */
  readonly tape?: Tape;
  /** Runs batch steps as one where nobody looks at what happens in between; without it each operation is stepped. */
  readonly free?: FreeRun;
  /** What the stop points have counted so far; without it they count from here. */
  readonly hits?: HitLedger;
  /** What the watchpoints have seen so far; without it their last values are looked for again each time. */
  readonly watched?: WatchMemory;
  /** Told what log points say. */
  onLog?(entry: LogEntry): void;
}

const BREATH_EVERY_MS = 10;

/**
 * Runs operations until the goal is reached or a stop is met, whichever comes first; always at least one,
 * unless training has ended or a pause comes in the middle of an operation that takes long. A stop wins over a pause, and both over the goal, when they fall together.
 * Rejects when an operation does; the run then stands where the last one left it. Rejects at once, with an
 * ExpressionError, for a stop point whose condition or message cannot be read.
 */
export async function advance(
  run: Run,
  goal: Goal,
  stops: StopPlan,
  control: AdvanceControl,
): Promise<Arrival> {
  const breathe = everyFewMilliseconds(run, control);
  const { tape, hits, watched } = control;
  const log = (entry: LogEntry): void => control.onLog?.(entry);
  const watch = new Stops(run, stops, {
    log,
    ...(hits === undefined ? {} : { hits }),
    ...(tape === undefined ? {} : { losses: tape.lossOfSteps }),
    ...(watched === undefined ? {} : { watched }),
  });
  if (isBackward(goal)) {
    if (tape === undefined) throw new Error('This run keeps no tape: it cannot go back.');
    return travel(tape, goal, watch, breathe, () => control.pauseRequested());
  }
  const search = tape && { tape, breathe, pauseRequested: () => control.pauseRequested() };
  if (!(await watch.watches.prepare(search ?? null))) return arriveAt(run, 'pause');
  const arrival = await runOn(run, goal, watch, control, breathe);
  watch.watches.keep();
  return arrival;
}

async function runOn(
  run: Run,
  goal: ForwardGoal,
  watch: Stops,
  control: AdvanceControl,
  breathe: Breathe,
): Promise<Arrival> {
  const reached = goalOf(goal, run);
  const within = interruptible(breathe, () => control.pauseRequested());
  const passFreely = freely(run, goal, watch.plan, control, within);
  while (run.nextOperation() !== null) {
    if (await passFreely()) {
      await breathe();
      // A pause stands just after an operation: the first one of the next batch step.
      if (!control.pauseRequested()) continue;
    }
    try {
      await (control.tape ?? run).step(within);
    } catch (error) {
      if (error instanceof Interrupted) return arriveAt(run, 'pause');
      throw error;
    }
    watch.watches.operationRan();
    const arrival = watch.arrive() ?? (reached(run) ? arriveAt(run, 'goal') : null);
    if (arrival !== null) return arrival;
    if (run.nextOperation() === null) break;
    await breathe();
    if (control.pauseRequested()) return arriveAt(run, 'pause');
  }
  return arriveAt(run, 'end');
}

/** Passes as many batch steps as can be passed at once; false when there are none, and the run must be stepped. */
function freely(
  run: Run,
  goal: ForwardGoal,
  stops: StopPlan,
  { free, tape }: AdvanceControl,
  within: Breathe,
): () => Promise<boolean> {
  const errand = free && errandOf(goal, stops, run, tape?.lossOfSteps ?? []);
  if (free === undefined || errand === undefined || errand === null) return () => Promise.resolve(false);
  free.forget();
  return async () => {
    const ahead = run.ahead();
    if (ahead === null) return false;
    // At least one batch step is left to be stepped through, and stood in.
    const limit = Math.min(errand.untilStep - run.steps, run.stepsLeft) - 1;
    const passage = await free.pass(ahead, { ...errand, limit, breathe: within });
    if (passage === null) return false;
    (tape ?? run).pass(passage);
    return true;
  };
}

/** Whether the run has come to the goal, asked after each operation. */
function goalOf(goal: ForwardGoal, run: Run): (run: Run) => boolean {
  switch (goal.to) {
    case 'operation':
      return () => true;
    case 'layer':
      return endsLayerOrUpdate;
    case 'phase':
      return endsPhase;
    case 'steps': {
      const steps = run.steps + goal.steps;
      return () => run.steps >= steps;
    }
    case 'place':
      return ({ position }) => position !== null && isAt(goal.at, position);
    case 'epoch':
      return () => run.atEpochEnd;
    case 'lossBelow':
      return lossBelow(goal.loss);
    case 'end':
      return () => false;
  }
}

/** The loss of a batch has just been computed, and is below this. NaN is below nothing. */
function lossBelow(bound: number): (run: Run) => boolean {
  return (run) => {
    if (run.position?.phase !== 'loss') return false;
    const { loss } = run.state();
    return loss !== null && loss < bound;
  };
}

/** The last operation of a layer in its phase; all layers' updates count as one. */
function endsLayerOrUpdate(run: Run): boolean {
  const position = run.position;
  if (position === null) return false;
  return position.phase === 'update' ? endsPhase(run) : endsLayer(position);
}

/** The next operation, if any, belongs to another phase (or to the next batch step). */
function endsPhase(run: Run): boolean {
  const position = run.position;
  return position !== null && run.nextOperation()?.phase !== position.phase;
}

function everyFewMilliseconds(run: Run, control: AdvanceControl): Breathe {
  let last = Date.now();
  return async () => {
    if (Date.now() - last < BREATH_EVERY_MS) return;
    await control.breathe();
    control.onProgress?.(run.state());
    last = Date.now();
  };
}
