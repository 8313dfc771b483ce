/** The stretches that have been compiled, and whether to compile another one. */
import type { Ahead, Errand } from './ahead';
import type { LookoutPlan } from './lookouts';
import { needsOf, record, type StretchShape } from './recording';
import { workOf } from './shapes';
import { Stretch } from './stretch';

/** What it takes to compile a plan, in milliseconds: 35 to 80. */
const COMPILING = 60;
/**
 * What a batch step of a plan saves against its kernels one by one: so much, and so much for each multiply-add. It is
 * more at first, while little of what runs the kernels is compiled.
 */
const SAVED = 0.4;
const SAVED_PER_MULTIPLY_ADD = 5e-8;

/** And whoever comes runs it so many times in a row. */
const LEAST_RUNS = 3;
/** Plans that are kept. */
const MOST_PLANS = 6;

export class Plans {
  /** Milliseconds that a batch step of these plans takes; null before the first that was compiled already. */
  pace: number | null = null;
  private readonly plans = new Map<string, Stretch>();
  /** What the plans were compiled for. */
  private compiledFor: { readonly definition: unknown; readonly backend: unknown } | null = null;
  /** What is looked out for on the errand at hand, as part of the keys of the plans that serve: first its own. */
  private watched: { readonly plan: LookoutPlan | null; readonly keys: readonly string[] } = {
    plan: null,
    keys: [],
  };
  /** All that was looked out for so far, by what is looked at. */
  private readonly watchedBefore: string[] = [];
  /** Batch steps that were run one by one since the plans were thrown away. */
  private ranOneByOne = 0;

  /** @param worthCompiling how many batch steps must lie ahead for a plan to be compiled; else see `stepsWorth` */
  constructor(private readonly worthCompiling: number | null) {}

  /** A batch step had no plan. */
  ranWithout(): void {
    this.ranOneByOne++;
  }

  /** The stretches of these shapes, up to the first that would not be worth its compilation. */
  async of(shapes: readonly StretchShape[], ahead: Ahead, errand: Errand): Promise<readonly Stretch[]> {
    const { definition } = ahead.network;
    const { report } = ahead.backend;
    if (this.compiledFor?.definition !== definition || this.compiledFor.backend !== report) {
      this.clear();
      this.compiledFor = { definition, backend: report };
    }
    if (this.watched.plan !== errand.watchful)
      this.watched = { plan: errand.watchful, keys: this.keysOf(errand.watchful) };
    const stretches: Stretch[] = [];
    for (const shape of shapes) {
      let key = '';
      for (const { N, endsEpoch } of shape.batches) key += endsEpoch ? ` ${N}|` : ` ${N}`;
      const stretch = this.known(key) ?? (await this.compiled(key, shape, ahead, errand));
      if (stretch === null) break;
      stretches.push(stretch);
    }
    return stretches;
  }

  clear(): void {
    for (const plan of this.plans.values()) plan.dispose();
    this.plans.clear();
    this.compiledFor = null;
    this.pace = null;
    this.ranOneByOne = 0;
  }

  /** @param key of the shape */
  private known(key: string): Stretch | null {
    for (const watched of this.watched.keys) {
      const stretch = this.plans.get(watched + key);
      if (stretch !== undefined) return stretch;
    }
    return null;
  }

  /** Short, since they are looked up for every batch step. */
  private keysOf({ nonFinite, checks }: LookoutPlan): readonly string[] {
    const { watchedBefore } = this;
    const watched = [nonFinite ? 'finite' : '', ...checks.map(({ kind }) => kind)].join(' ');
    if (!watchedBefore.includes(watched)) watchedBefore.push(watched);
    const key = String(watchedBefore.indexOf(watched));
    if (nonFinite || checks.length > 0) return [key];
    // Where nothing is looked out for, a plan that does serves as well.
    return [key, ...watchedBefore.map((_, index) => String(index))];
  }

  /** null when it would not be worth it. */
  private async compiled(
    key: string,
    shape: StretchShape,
    ahead: Ahead,
    { watchful, limit }: Errand,
  ): Promise<Stretch | null> {
    const { network, from, schedule, backend } = ahead;
    // On a graphics card the kernels of a plan are those that run one by one, compiled already.
    const isCompiled = backend.report.name === 'webasm';
    const worthCompiling = this.worthCompiling ?? stepsWorth(workOf(ahead));
    // An epoch's end comes once in each epoch.
    const runs = shape.batches.some(({ endsEpoch }) => endsEpoch) ? limit / schedule.batchesPerEpoch : limit;
    const isWorthIt = runs + this.ranOneByOne >= worthCompiling && limit >= LEAST_RUNS * shape.batches.length;
    if (isCompiled && !isWorthIt) return null;
    const recording = await record(network, from.states, shape, needsOf(ahead, watchful));
    const stretch = new Stretch(recording, (...args) => backend.plan(...args));
    for (const [oldest, plan] of this.plans) {
      if (this.plans.size < MOST_PLANS) break;
      plan.dispose();
      this.plans.delete(oldest);
    }
    this.plans.set(`${this.watched.keys[0] ?? ''}${key}`, stretch);
    return stretch;
  }
}

/**
 * How many batch steps of so many multiply-adds make up for the time in which a plan is compiled, those counted that
 * were run one by one already: who comes back for more is likely to come again, and has never waited twice as long as
 * was needed.
 */
function stepsWorth(work: number): number {
  return COMPILING / (SAVED + SAVED_PER_MULTIPLY_ADD * work);
}
