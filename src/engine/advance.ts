/** Running on to a goal: operation by operation, watching for stops on the way. */
import type { Arrival, Goal, NonFiniteFinding, RunState, StopPlan } from '../protocol/engine';
import { endsLayer, type OperationKey, type Position } from '../protocol/vocabulary';
import type { Breathe } from './evaluation';
import type { Run } from './run';

export interface AdvanceControl {
  /** Someone wants the run to stop after the operation at hand. */
  pauseRequested(): boolean;
  /** Lets the event loop turn; called about every 10 ms, so that a pause is seen soon. */
  readonly breathe: Breathe;
  /** Called after each breath. */
  onProgress?(state: RunState): void;
}

const BREATH_EVERY_MS = 10;

/**
 * Runs operations until the goal is reached or a stop is met, whichever comes first; always at least one,
 * unless training has ended. A stop wins over a pause, and both over the goal, when they fall together.
 * Rejects when an operation does; the run then stands where the last one left it.
 */
export async function advance(
  run: Run,
  goal: Goal,
  stops: StopPlan,
  control: AdvanceControl,
): Promise<Arrival> {
  const reached = goalOf(goal, run);
  const breathe = everyFewMilliseconds(run, control);
  while (run.nextOperation() !== null) {
    await run.step(breathe);
    const arrival = stopHere(run, stops) ?? (reached(run) ? arriveAt(run, 'goal') : null);
    if (arrival !== null) return arrival;
    if (run.nextOperation() === null) break;
    await breathe();
    if (control.pauseRequested()) return arriveAt(run, 'pause');
  }
  return arriveAt(run, 'end');
}

/** Why the run stops where it stands; null when no stop of the plan is here. */
function stopHere(run: Run, stops: StopPlan): Arrival | null {
  const finding = stops.nonFinite ? run.nonFinite() : null;
  const position = run.position;
  const hits =
    position === null ? [] : stops.at.filter((point) => isAt(point, position)).map((point) => point.id);
  if (hits.length > 0) return arriveAt(run, 'stop', hits, finding);
  if (finding !== null) return arriveAt(run, 'nonFinite', [], finding);
  return stops.epoch && run.atEpochEnd ? arriveAt(run, 'epoch') : null;
}

function isAt(point: OperationKey, position: Position): boolean {
  return (
    point.operation === position.operation &&
    point.phase === position.phase &&
    (point.layer === null || point.layer === position.layer)
  );
}

function arriveAt(
  run: Run,
  reason: Arrival['reason'],
  hits: readonly string[] = [],
  nonFinite: NonFiniteFinding | null = null,
): Arrival {
  return { reason, hits, nonFinite, state: run.state() };
}

/** Whether the run has come to the goal, asked after each operation. */
function goalOf(goal: Goal, run: Run): (run: Run) => boolean {
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
    case 'end':
      return () => false;
  }
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
