/** Where a run stops on its way, and what it says there. */
import { ExpressionError } from '../expressions/error';
import { compile, type Expression } from '../expressions/expression';
import { parseHitCondition, type HitCondition } from '../expressions/hitCondition';
import type { Names } from '../expressions/names';
import { compileTemplate, type TemplatePart } from '../expressions/template';
import type { Arrival, LogEntry, NonFiniteFinding, StopFault, StopPlan, StopPoint } from '../protocol/engine';
import type { HealthFinding } from '../protocol/health';
import type { OperationKey, Position } from '../protocol/vocabulary';
import type { WatchHit } from '../protocol/watch';
import { namesOf } from './expressionNames';
import { HitLedger } from './hits';
import { logText } from './logText';
import type { Run } from './run';
import { WatchMemory, Watches, type Sighting } from './watches';

/** A stop point whose texts have been read. */
interface CompiledPoint {
  readonly point: StopPoint;
  readonly condition: Expression | null;
  readonly hitCondition: HitCondition | null;
  readonly logMessage: readonly TemplatePart[] | null;
}

/** What comes of a point where the run stands. */
type Verdict = 'pass' | 'stop' | StopFault;

/** What lasts from one advance to the next, and where log messages go. */
export interface StopMemory {
  readonly hits?: HitLedger;
  /** The losses of the finished batch steps, which grow as the run goes on. */
  readonly losses?: readonly number[];
  readonly watched?: WatchMemory;
  log?(entry: LogEntry): void;
}

/** A stop plan at work on a run: its expressions are compiled once, not at each operation. */
export class Stops {
  readonly watches: Watches;
  private readonly points: readonly CompiledPoint[];
  private readonly hits: HitLedger;
  private readonly names: Names;

  /** Throws ExpressionError for a text that cannot be read. */
  constructor(
    private readonly run: Run,
    readonly plan: StopPlan,
    private readonly memory: StopMemory = {},
  ) {
    this.hits = memory.hits ?? new HitLedger();
    this.names = namesOf(run, undefined, plan.veil);
    this.points = plan.at.map(compiledPoint);
    this.watches = new Watches(run, plan.watches ?? [], memory.watched ?? new WatchMemory(), plan.veil);
    const ids = [...plan.at.map(({ id }) => id), ...this.watches.ids];
    // A plan without points is that of a move that passes all of them by: they are still set.
    if (ids.length > 0) this.hits.keepOnly(new Set(ids));
  }

  /** The run has come here by an operation: counts and logs. Why it stops; null when it goes on. */
  arrive(): Arrival | null {
    return this.arrivalOf(
      (compiled) => this.reach(compiled),
      (sighting) => this.reachWatch(sighting),
    );
  }

  /** Why the run, coming here again, would stop; null when it would not. Counts and logs nothing. */
  look(): Arrival | null {
    return this.arrivalOf(
      (compiled) => this.revisit(compiled),
      (sighting) => isFault(sighting) || this.countsAgain(sighting.watch.id, sighting.hitCondition),
    );
  }

  private arrivalOf(
    judge: (point: CompiledPoint) => Verdict,
    counts: (sighting: Sighting) => boolean,
  ): Arrival | null {
    const { run, plan } = this;
    const nonFinite = plan.nonFinite ? run.nonFinite() : null;
    const finding = this.healthFinding();
    const { position } = run;
    const here = position === null ? [] : this.points.filter(({ point }) => isAtPoint(point, position, run));
    const hits: string[] = [];
    const faults: StopFault[] = [];
    for (const compiled of here) {
      const verdict = judge(compiled);
      if (verdict === 'pass') continue;
      hits.push(compiled.point.id);
      if (verdict !== 'stop') faults.push(verdict);
    }
    const changes: WatchHit[] = [];
    for (const sighting of this.watches.sightings) {
      const { watch, found } = sighting;
      if (!counts(sighting) || found === null) continue;
      hits.push(watch.id);
      if ('watch' in found) changes.push(found);
      else faults.push(found);
    }
    if (hits.length > 0) {
      const arrival = arriveAt(run, 'stop', hits, nonFinite, finding);
      const withFaults = faults.length > 0 ? { ...arrival, faults } : arrival;
      return changes.length > 0 ? { ...withFaults, changes } : withFaults;
    }
    if (nonFinite !== null) return arriveAt(run, 'nonFinite', [], nonFinite, finding);
    if (finding !== null) return arriveAt(run, 'health', [], null, finding);
    return plan.epoch && run.atEpochEnd ? arriveAt(run, 'epoch') : null;
  }

  private healthFinding(): HealthFinding | null {
    const { checks } = this.plan;
    return checks === undefined || checks.length === 0
      ? null
      : this.run.health(checks, this.memory.losses ?? []);
  }

  private reach(compiled: CompiledPoint): Verdict {
    const { point, hitCondition, logMessage } = compiled;
    const held = this.holds(compiled);
    if (typeof held !== 'boolean') return held;
    if (!held) {
      this.hits.remove(point.id, this.run.now);
      return 'pass';
    }
    // A point that neither counts nor logs has nothing to remember.
    if (hitCondition === null && logMessage === null) return 'stop';
    const { count, isNew } = this.hits.add(point.id, this.run.now);
    if (hitCondition !== null && !hitCondition(count)) return 'pass';
    if (logMessage === null) return 'stop';
    if (isNew) this.memory.log?.({ id: point.id, text: logText(logMessage, this.names) });
    return 'pass';
  }

  private revisit(compiled: CompiledPoint): Verdict {
    const { point, hitCondition, logMessage } = compiled;
    if (logMessage !== null) return 'pass';
    const held = this.holds(compiled);
    if (typeof held !== 'boolean') return held;
    if (!held) return 'pass';
    return this.countsAgain(point.id, hitCondition) ? 'stop' : 'pass';
  }

  /** Counts a watchpoint's hit. Whether its count is one to stop at; that it cannot be evaluated always is. */
  private reachWatch(sighting: Sighting): boolean {
    const { watch, hitCondition, found } = sighting;
    if (hitCondition === null || isFault(sighting)) return true;
    if (found !== null) return hitCondition(this.hits.add(watch.id, this.run.now).count);
    this.hits.remove(watch.id, this.run.now);
    return false;
  }

  private countsAgain(id: string, hitCondition: HitCondition | null): boolean {
    if (hitCondition === null) return true;
    // What was passed before the point was set has never been counted.
    const count = this.hits.countAt(id, this.run.now);
    return count !== null && hitCondition(count);
  }

  private holds({ point, condition }: CompiledPoint): boolean | StopFault {
    if (condition === null) return true;
    try {
      return condition.holds(this.names);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return { id: point.id, message: error.message };
    }
  }
}

function isFault({ found }: Sighting): boolean {
  return found !== null && !('watch' in found);
}

function compiledPoint(point: StopPoint): CompiledPoint {
  const { condition, hitCondition, logMessage } = point;
  return {
    point,
    condition: condition === undefined ? null : compile(condition),
    hitCondition: hitCondition === undefined ? null : parseHitCondition(hitCondition),
    logMessage: logMessage === undefined ? null : compileTemplate(logMessage),
  };
}

function isAtPoint(point: StopPoint, position: Position, run: Run): boolean {
  return (point.endOfEpoch !== true || run.atEpochEnd) && isAt(point, position);
}

/** Whether a run at this position stands just after this operation; layer null means that of any layer. */
export function isAt(point: OperationKey, position: Position): boolean {
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
  finding: HealthFinding | null = null,
): Arrival {
  const arrival: Arrival = { reason, hits, nonFinite, state: run.state() };
  return finding === null ? arrival : { ...arrival, finding };
}
