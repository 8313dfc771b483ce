/**
 * Watchpoints at work on a run. An expression is evaluated only after operations that can change it, and compared
 * with the value before. That value is one of the run's history, never just the one that was evaluated last: where
 * the run comes from elsewhere, and the expression is absent, the batch steps before are run again to find it.
 */
import * as l10n from '@vscode/l10n';
import { AbsentError, ExpressionError } from '../expressions/error';
import { compile, type Expression } from '../expressions/expression';
import { parseHitCondition, type HitCondition } from '../expressions/hitCondition';
import type { Names } from '../expressions/names';
import type { StopFault } from '../protocol/engine';
import type { WatchHit, WatchPoint } from '../protocol/watch';
import { changeBetween, type Sample } from './changes';
import type { Breathe } from './evaluation';
import { namesOf } from './expressionNames';
import type { Run } from './run';
import type { Tape } from './tape';
import type { Veil } from '../protocol/veil';
import { operationsThatChange } from './triggers';

interface CompiledWatch {
  readonly watch: WatchPoint;
  readonly expression: Expression;
  readonly names: Names;
  readonly hitCondition: HitCondition | null;
  /** After these operations its value can be another one. */
  readonly triggers: ReadonlySet<string>;
  /** Tells what is watched, however it is watched. */
  readonly key: string;
}

/** What was seen of a watchpoint at the operation that has just run; null when it does not do what is watched for. */
export interface Sighting {
  readonly watch: WatchPoint;
  readonly hitCondition: HitCondition | null;
  readonly found: WatchHit | StopFault | null;
}

/** The values at the end of one way, for another that goes on from there. */
export class WatchMemory {
  private moment = -1;
  private values: ReadonlyMap<string, Sample | null> = new Map();

  keep(moment: number, values: ReadonlyMap<string, Sample | null>): void {
    this.moment = moment;
    this.values = values;
  }

  /** What was kept, if it was at this moment. It is given once: a way that does not keep it again loses it. */
  take(moment: number): ReadonlyMap<string, Sample | null> {
    const taken = moment === this.moment ? this.values : new Map<string, Sample | null>();
    this.keep(-1, new Map());
    return taken;
  }
}

/** How the past is searched: both let the event loop turn, and end early when someone wants to pause. */
export interface Search {
  readonly tape: Tape;
  readonly breathe: Breathe;
  readonly pauseRequested: () => boolean;
}

/** A value with the stretch of moments, both included, at which it was the last that there had been. */
interface Known {
  readonly from: number;
  readonly to: number;
  readonly value: Sample | null;
}

export class Watches {
  private readonly watches: readonly CompiledWatch[];
  /** The last value that there was up to here; null for none. What is unknown is not in it. */
  private readonly lasts = new Map<CompiledWatch, Sample | null>();
  private readonly known = new Map<CompiledWatch, Known>();
  private seen: readonly Sighting[] = [];

  /** Throws ExpressionError for a text that cannot be read. */
  constructor(
    private readonly run: Run,
    points: readonly WatchPoint[],
    private readonly memory: WatchMemory,
    private readonly veil: Veil = [],
  ) {
    this.watches = points.map((watch) => compiledWatch(run, watch));
  }

  get ids(): readonly string[] {
    return this.watches.map(({ watch }) => watch.id);
  }

  /** What the operation that ran last has done. */
  get sightings(): readonly Sighting[] {
    return this.seen;
  }

  /** Call it just after each operation, before what a person has changed there is changed again. */
  operationRan(): void {
    if (this.watches.length === 0) return;
    this.seen = this.concerned().map((compiled) => this.look(compiled));
  }

  /** Numbers were changed by hand here: they are the values before. */
  edited(): void {
    for (const compiled of this.watches) {
      const value = this.sample(compiled);
      if (isSample(value)) this.lasts.set(compiled, value);
    }
  }

  /**
   * Finds the values before for a run that goes on from where it stands. False when a pause came first; the run
   * stands where it stood in any case.
   */
  async prepare(search: Search | null): Promise<boolean> {
    const { run } = this;
    const kept = this.memory.take(run.now);
    this.edited();
    for (const compiled of this.watches) {
      const value = kept.get(compiled.key);
      if (!this.lasts.has(compiled) && value !== undefined) this.lasts.set(compiled, value);
    }
    if (search === null || this.watches.every((compiled) => this.lasts.has(compiled))) return true;
    const home = run.now;
    const found = await this.know(home, search);
    if (run.now !== home) {
      search.tape.restore(search.tape.checkpointBefore(home));
      await search.tape.runTo(home, search.breathe, () => false);
    }
    return found;
  }

  /** The end of a way: another may go on from here. */
  keep(): void {
    if (this.watches.length === 0) return;
    this.memory.keep(this.run.now, new Map([...this.lasts].map(([{ key }, value]) => [key, value])));
  }

  /**
   * Finds the values before for a run that will go on from just after this moment. False when a pause came first,
   * which leaves the run just after an operation. Otherwise it stands anywhere: restore a checkpoint afterwards.
   */
  async knowAt(moment: number, search: Search): Promise<boolean> {
    this.lasts.clear();
    return this.know(moment, search);
  }

  private async know(moment: number, search: Search): Promise<boolean> {
    const open = new Set(this.watches.filter((compiled) => !this.recall(compiled, moment)));
    const { tape, breathe, pauseRequested } = search;
    let end = moment;
    for (let steps = 1; open.size > 0 && end > 0; steps *= 2) {
      const start = await tape.startBefore(end, steps, breathe, pauseRequested);
      const values = start && (await this.valuesUpTo(end, open, search));
      if (start === null || values === null) return false;
      for (const [compiled, { value, from }] of values) {
        this.lasts.set(compiled, value);
        this.known.set(compiled, { from, to: moment, value });
        open.delete(compiled);
      }
      end = start.moment;
    }
    // Before the first operation there are the initial weights.
    if (open.size > 0) tape.restore(tape.checkpointBefore(0));
    for (const compiled of open) {
      const initial = this.sample(compiled);
      const value = isSample(initial) ? initial : null;
      this.lasts.set(compiled, value);
      this.known.set(compiled, { from: 0, to: moment, value });
    }
    return true;
  }

  /** Whether the value is known already. */
  private recall(compiled: CompiledWatch, moment: number): boolean {
    if (this.lasts.has(compiled)) return true;
    const known = this.known.get(compiled);
    if (known === undefined || moment < known.from || moment > known.to) return false;
    this.lasts.set(compiled, known.value);
    return true;
  }

  /** The last values on the way to the moment, each with the moment since which it is the last; null for a pause. */
  private async valuesUpTo(
    end: number,
    wanted: ReadonlySet<CompiledWatch>,
    { tape, breathe, pauseRequested }: Search,
  ): Promise<Map<CompiledWatch, { readonly from: number; readonly value: Sample }> | null> {
    const { run } = this;
    const values = new Map<CompiledWatch, { from: number; value: Sample }>();
    const stepped = (): void => {
      for (const compiled of tape.wasChangedAt(run.now) ? this.watches : this.concerned()) {
        if (!wanted.has(compiled)) continue;
        const value = this.sample(compiled);
        if (isSample(value)) values.set(compiled, { from: run.now, value });
      }
    };
    return (await tape.runTo(end, breathe, pauseRequested, { stepped })) ? values : null;
  }

  private concerned(): readonly CompiledWatch[] {
    const { position } = this.run;
    if (position === null) return [];
    const operation = keyOf(position);
    return this.watches.filter(({ triggers }) => triggers.has(operation));
  }

  private look(compiled: CompiledWatch): Sighting {
    const { watch, hitCondition } = compiled;
    const now = this.sample(compiled);
    if (!isSample(now)) return { watch, hitCondition, found: now };
    const before = this.lasts.get(compiled) ?? null;
    this.lasts.set(compiled, now);
    // Whether it does what is watched for would tell of it as well.
    const refusal = this.refusal(compiled);
    if (refusal !== null) return { watch, hitCondition, found: refusal };
    const change = before === null ? null : changeBetween(before, now, watch.rule);
    return { watch, hitCondition, found: change && { watch, ...change } };
  }

  /** Why nothing may be said of a value that is there; null when something may. */
  private refusal({ watch, expression }: CompiledWatch): StopFault | null {
    if (this.veil.length === 0) return null;
    const names = namesOf(this.run, watch.layer, this.veil);
    const value = this.sample({ watch, expression, names });
    return isSample(value) ? null : value;
  }

  /** The value here; null when it is absent, or why it cannot be told. */
  private sample({
    watch,
    expression,
    names,
  }: Pick<CompiledWatch, 'watch' | 'expression' | 'names'>): Sample | StopFault | null {
    try {
      const value = expression.evaluate(names);
      if (value.kind === 'tensor') return value;
      if (value.kind !== 'text') return { shape: [], data: [Number(value.value)] };
      return { id: watch.id, of: 'watch', message: l10n.t('A text never changes.') };
    } catch (error) {
      if (error instanceof AbsentError) return null;
      if (!(error instanceof ExpressionError)) throw error;
      return { id: watch.id, of: 'watch', message: error.message };
    }
  }
}

function compiledWatch(run: Run, watch: WatchPoint): CompiledWatch {
  const expression = compile(watch.expression);
  const names = namesOf(run, watch.layer);
  const { hitCondition } = watch;
  return {
    watch,
    expression,
    names,
    hitCondition: hitCondition === undefined ? null : parseHitCondition(hitCondition),
    triggers: new Set(operationsThatChange(expression.references, names).map(keyOf)),
    key: JSON.stringify([watch.layer, watch.expression]),
  };
}

function isSample(value: Sample | StopFault | null): value is Sample {
  return value !== null && 'shape' in value;
}

function keyOf({
  phase,
  layer,
  operation,
}: {
  readonly phase: string;
  readonly layer: number | null;
  readonly operation: string;
}): string {
  return `${phase} ${layer ?? ''} ${operation}`;
}
