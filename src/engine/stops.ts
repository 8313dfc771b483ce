/** Where a run stops on its way. */
import type { Arrival, NonFiniteFinding, StopPlan } from '../protocol/engine';
import type { OperationKey, Position } from '../protocol/vocabulary';
import type { Run } from './run';

/** Why the run stops where it stands; null when no stop of the plan is here. */
export function stopHere(run: Run, stops: StopPlan): Arrival | null {
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

export function arriveAt(
  run: Run,
  reason: Arrival['reason'],
  hits: readonly string[] = [],
  nonFinite: NonFiniteFinding | null = null,
): Arrival {
  return { reason, hits, nonFinite, state: run.state() };
}
