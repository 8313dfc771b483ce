import assert from 'node:assert/strict';
import fc from 'fast-check';
import { advance } from '../../../src/engine/advance';
import { changeBetween } from '../../../src/engine/changes';
import { FreeRun } from '../../../src/engine/free/freeRun';
import { HitLedger } from '../../../src/engine/hits';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import { WatchMemory } from '../../../src/engine/watches';
import { NO_STOPS, type Arrival, type Goal } from '../../../src/protocol/engine';
import type { WatchHit, WatchPoint, WatchRule } from '../../../src/protocol/watch';
import { operationsOfBatchStep, type QuantityName } from '../../../src/protocol/vocabulary';
import { backendOf } from './backend';
import { networkProgram, type NetworkSketch } from './networks';

const SKETCH: NetworkSketch = {
  seed: 7,
  inputs: 3,
  layers: [
    { units: 4, activation: 'tanh', alpha: 0, useBias: true },
    { units: 2, activation: 'linear', alpha: 0, useBias: true },
  ],
  loss: 'meanSquaredError',
  optimizer: { type: 'sgd', learningRate: 0.5, momentum: 0.9, nesterov: false },
  samples: 5,
  batchSize: 2,
};

const watching = (
  expression: string,
  rule: WatchRule = { kind: 'change' },
  more: object = {},
): WatchPoint => ({
  id: `data:${expression}`,
  expression,
  layer: 0,
  rule,
  ...more,
});

/** A run with the engine's memory of it. */
class Watched {
  private readonly hits = new HitLedger();
  private readonly watched = new WatchMemory();
  pauses = 0;
  private constructor(
    readonly run: Run,
    readonly tape: Tape,
    private readonly watches: readonly WatchPoint[],
  ) {}

  /** @param bound bytes for checkpoints: few mean long ways; which are passed freely if `isFree`. */
  static async start(
    sketch: NetworkSketch,
    watches: readonly WatchPoint[],
    bound = 1 << 28,
    isFree = false,
  ): Promise<Watched> {
    const run = await Run.create(networkProgram(sketch), await backendOf(isFree ? 'webasm' : 'cpu'));
    const free = isFree ? new FreeRun(Infinity) : null;
    return new Watched(run, new Tape(run, bound, free), watches);
  }

  go(goal: Goal, watches = this.watches): Promise<Arrival> {
    const { tape, hits, watched } = this;
    const pauseRequested = (): boolean => this.pauses-- > 0;
    const control = { pauseRequested, breathe: () => Promise.resolve(), tape, hits, watched };
    return advance(this.run, goal, { ...NO_STOPS, watches }, control);
  }

  /** Every hit up to the end of training, by its moment. */
  async straight(): Promise<Map<number, readonly WatchHit[]>> {
    const found = new Map<number, readonly WatchHit[]>();
    for (;;) {
      const { reason, state, changes } = await this.go({ to: 'end' });
      if (reason === 'end') return found;
      assert.equal(reason, 'stop');
      found.set(state.moment, changes ?? []);
    }
  }

  read(layer: number, name: QuantityName): Float32Array | null {
    return this.run.quantity(layer, name)?.data ?? null;
  }
}

/** What a straight run shows, found without the code under test: each value beside the last one before it. */
async function changesByHand(
  sketch: NetworkSketch,
  read: (watched: Watched) => ArrayLike<number> | null,
  does: (before: number, now: number) => boolean,
): Promise<{ moment: number; element: number; before: number; now: number; count: number }[]> {
  const watched = await Watched.start(sketch, []);
  const found = [];
  let before: ArrayLike<number> | null = read(watched);
  while (watched.run.nextOperation() !== null) {
    await watched.run.step();
    const now = read(watched);
    if (now === null) continue;
    const common = before === null ? 0 : Math.min(before.length, now.length);
    const elements = Array.from({ length: common }, (_, i) => i).filter((i) => does(before![i]!, now[i]!));
    const [element] = elements;
    if (element !== undefined) {
      const moment = watched.run.now;
      found.push({ moment, element, before: before![element]!, now: now[element]!, count: elements.length });
    }
    before = now;
  }
  return found;
}

describe('watchpoints', function () {
  this.timeout(30_000);
  const RULES: readonly (readonly [WatchRule, (before: number, now: number) => boolean])[] = [
    [{ kind: 'change' }, (a, b) => a !== b],
    [{ kind: 'sign' }, (a, b) => a * b < 0],
    [{ kind: 'above', bound: 0.05 }, (a, b) => a <= 0.05 && b > 0.05],
    [{ kind: 'below', bound: -0.02 }, (a, b) => a >= -0.02 && b < -0.02],
    [{ kind: 'ratio', factor: 3 }, (a, b) => Math.abs(b) > 3 * Math.abs(a) || Math.abs(a) > 3 * Math.abs(b)],
  ];
  for (const [rule, does] of RULES) {
    it(`see in a matrix the first element that does '${rule.kind}', and how many do`, async () => {
      const expected = await changesByHand(SKETCH, (one) => one.read(0, 'gradientWeights'), does);
      assert.ok(expected.length > 1, 'the run shows what is looked for');
      const watched = await Watched.start(SKETCH, [watching('gradientWeights', rule)]);
      const hits = [...(await watched.straight())].map(([moment, [hit]]) => ({
        moment,
        element: hit!.index![0]! * 4 + hit!.index![1]!,
        before: hit!.before,
        now: hit!.now,
        count: hit!.count,
      }));
      assert.deepEqual(hits, expected);
    });
  }

  it('compare one element with the last value that there was, over batch steps and epochs', async () => {
    const expected = await changesByHand(
      SKETCH,
      (one) => one.read(1, 'gradientWeights')?.slice(5, 6) ?? null,
      (a, b) => a !== b,
    );
    const watched = await Watched.start(SKETCH, [watching('layers.layer2.gradientWeights[2, 1]')]);
    const hits = await watched.straight();
    assert.deepEqual(
      [...hits].map(([moment, [hit]]) => [moment, hit!.before, hit!.now, hit!.index, hit!.compared]),
      expected.map(({ moment, before, now }) => [moment, before, now, null, 1]),
    );
    // Nine batch steps, the first of which has nothing to be compared with.
    assert.equal(hits.size, 8);
  });

  it('see numbers of the training and what is computed from several quantities', async () => {
    const watched = await Watched.start(SKETCH, [watching('batch'), watching('norm(weights) * loss')]);
    const seen = [...(await watched.straight())].map(([moment, [hit]]) => [
      hit!.watch.expression,
      (moment - 1) % operationsOfBatchStep(2).length,
    ]);
    assert.deepEqual(
      [...new Set(seen.map((one) => JSON.stringify(one)))],
      // The weights change at the update of the first layer, the loss at the loss.
      ['["norm(weights) * loss",13]', '["batch",0]', '["norm(weights) * loss",4]'],
    );
  });

  it('pass over what only a larger batch has', async () => {
    // Batches of 2, 2 and 1 samples: the second row is there in two of three.
    const watched = await Watched.start(SKETCH, [watching('input[1, 0]'), watching('input')]);
    const hits = [...(await watched.straight()).values()].map((found) =>
      found.map(({ watch, compared }) => `${watch.expression} ${compared}`),
    );
    assert.deepEqual(hits[0], ['input[1, 0] 1', 'input 6']);
    assert.deepEqual(hits[1], ['input 3']);
    assert.deepEqual(hits[2], ['input[1, 0] 1', 'input 3']);
  });

  it('count hits, and go back to those that stopped the run', async () => {
    const watch = watching('loss', { kind: 'change' }, { hitCondition: '% 3' });
    const watched = await Watched.start(SKETCH, [watch]);
    const all = await (await Watched.start(SKETCH, [watching('loss')])).straight();
    const third = [...all.keys()].filter((_, index) => index % 3 === 2);
    assert.deepEqual([...(await watched.straight()).keys()], third);
    for (const moment of third.toReversed()) {
      const { state, changes } = await watched.go({ to: 'previousStop' });
      assert.equal(state.moment, moment);
      assert.deepEqual(
        changes?.map(({ before, now }) => [before, now]),
        [[all.get(moment)![0]!.before, all.get(moment)![0]!.now]],
      );
    }
    assert.equal((await watched.go({ to: 'previousStop' })).reason, 'beginning');
  });

  it('stop a step on its way as well', async () => {
    const watched = await Watched.start(SKETCH, [watching('weights')]);
    await watched.go({ to: 'steps', steps: 1 }, []);
    const { reason, state } = await watched.go({ to: 'steps', steps: 1 });
    assert.deepEqual([reason, state.position?.operation, state.position?.layer], ['stop', 'update', 0]);
  });

  it('take an edit for the value before, and never for a hit', async () => {
    const watched = await Watched.start(SKETCH, [watching('weights[0, 0]')]);
    const [first] = (await watched.straight()).values();
    const again = await Watched.start(SKETCH, [watching('weights[0, 0]')]);
    await again.go({ to: 'operation' });
    again.tape.edit({ layer: 0, quantity: 'weights', index: [0, 0], values: [5] });
    const arrival = await again.go({ to: 'end' });
    assert.equal(arrival.changes?.[0]?.before, 5);
    assert.notEqual(first?.[0]?.before, 5);
    // What was computed is the hit, whatever a person makes of it where it was computed.
    const { now } = arrival.changes[0];
    again.tape.edit({ layer: 0, quantity: 'weights', index: [0, 0], values: [7] });
    const next = await again.go({ to: 'end' });
    assert.equal(next.changes?.[0]?.before, 7);
    const back = await again.go({ to: 'previousStop' });
    assert.deepEqual(
      back.changes?.map(({ before: a, now: b }) => [a, b]),
      [[5, now]],
    );
    assert.equal(back.state.moment, arrival.state.moment);
    assert.equal(again.read(0, 'weights')?.[0], 7);
    assert.deepEqual((await again.go({ to: 'end' })).changes, next.changes);
  });

  it('find the value before also where they are set in the middle of a batch step', async () => {
    const all = await (await Watched.start(SKETCH, [watching('gradientWeights')])).straight();
    const late = [...all.keys()][3]!;
    for (const bound of [1 << 28, 1]) {
      const watched = await Watched.start(SKETCH, [watching('gradientWeights')], bound);
      // Two operations into the batch step: gradientWeights is absent, and no memory of it is left.
      const start = late - 7;
      await watched.go({ to: 'moment', moment: start }, []);
      assert.equal(watched.read(0, 'gradientWeights'), null);
      const { state, changes } = await watched.go({ to: 'end' });
      assert.equal(state.moment, late);
      assert.deepEqual(changes, all.get(late));
    }
  });

  it('let a pause end the search for the value before, where the run stood', async () => {
    const watched = await Watched.start(SKETCH, [watching('gradientWeights')]);
    await watched.go({ to: 'moment', moment: 31 }, []);
    watched.pauses = 1;
    const { reason, state } = await watched.go({ to: 'end' });
    assert.deepEqual([reason, state.moment, watched.run.now], ['pause', 31, 31]);
    watched.pauses = 1;
    const back = await watched.go({ to: 'previousStop' });
    assert.equal(back.reason, 'pause');
    assert.notEqual(watched.run.position, null, 'it stands just after an operation');
    assert.equal((await watched.go({ to: 'end' })).changes?.length, 1);
  });

  it('that cannot be evaluated stop the run and say why', async () => {
    const watched = await Watched.start(SKETCH, [watching('weights * weights')]);
    const { reason, faults } = await watched.go({ to: 'end' });
    assert.equal(reason, 'stop');
    assert.equal(faults?.[0]?.of, 'watch');
    assert.match(faults[0].message, /weights/);
  });

  it('compare a NaN as beyond no bound, and a NaN after a NaN as no change', () => {
    const from = (before: number, now: number, rule: WatchRule): boolean =>
      changeBetween({ shape: [], data: [before] }, { shape: [], data: [now] }, rule) !== null;
    assert.equal(from(NaN, NaN, { kind: 'change' }), false);
    assert.equal(from(1, NaN, { kind: 'change' }), true);
    assert.equal(from(0, -0, { kind: 'change' }), false);
    assert.equal(from(NaN, 2, { kind: 'above', bound: 1 }), true);
    assert.equal(from(2, 3, { kind: 'above', bound: 1 }), false);
    assert.equal(from(2, NaN, { kind: 'below', bound: 1 }), false);
    assert.equal(from(0.5, 0, { kind: 'sign' }), false);
    assert.equal(from(0, 1e-9, { kind: 'ratio', factor: 2 }), true);
    assert.equal(from(0, 0, { kind: 'ratio', factor: 2 }), false);
    assert.equal(from(1, 2, { kind: 'ratio', factor: 2 }), false);
    assert.equal(from(4, -1, { kind: 'ratio', factor: 2 }), true);
  });

  it('compare the elements that both values have, wherever they lie', () => {
    const before = { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] };
    const change = { kind: 'change' } as const;
    assert.deepEqual(changeBetween(before, { shape: [2, 2], data: [1, 2, 4, 0] }, change), {
      index: [1, 1],
      before: 5,
      now: 0,
      count: 1,
      compared: 4,
    });
    const longer = changeBetween(before, { shape: [3, 3], data: [1, 2, 3, 4, 5, 7, 8, 9, 9] }, change);
    assert.deepEqual(longer, { index: [1, 2], before: 6, now: 7, count: 1, compared: 6 });
    assert.equal(changeBetween(before, { shape: [3], data: [9, 9, 9] }, change), null);
  });
});

const expressions = fc.constantFrom(
  'gradientWeights',
  'layers[-1].gradientOutput',
  'weights[0, 0]',
  'output[1, 0]',
  'norm(layers[-1].gradientWeights) / norm(weights)',
  'loss',
  'input',
  'epoch',
);
const rules: fc.Arbitrary<WatchRule> = fc.constantFrom(
  { kind: 'change' },
  { kind: 'sign' },
  { kind: 'above', bound: 0.1 },
  { kind: 'below', bound: 0 },
  { kind: 'ratio', factor: 1.5 },
);
const goals: fc.Arbitrary<Goal> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ to: 'end' } as const) },
  { weight: 4, arbitrary: fc.constant({ to: 'previousStop' } as const) },
  fc.constant({ to: 'operation' } as const),
  fc.constant({ to: 'layer' } as const),
  fc.constant({ to: 'previousOperation' } as const),
  fc.nat(80).map((moment) => ({ to: 'moment', moment }) as const),
);

describe('watchpoints, whichever way the run comes', function () {
  this.timeout(120_000);
  it('hit exactly where, and exactly as, in a straight run', async () => {
    const sketches = fc.record({
      seed: fc.integer(),
      inputs: fc.integer({ min: 1, max: 3 }),
      layers: fc.array(
        fc.record({
          units: fc.integer({ min: 1, max: 3 }),
          activation: fc.constantFrom('tanh' as const, 'relu' as const, 'linear' as const),
          alpha: fc.constant(0),
          useBias: fc.boolean(),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      loss: fc.constant('meanSquaredError' as const),
      optimizer: fc.constant(SKETCH.optimizer),
      samples: fc.integer({ min: 2, max: 5 }),
      batchSize: fc.constant(2),
    });
    const watch = fc
      .tuple(expressions, rules, fc.boolean())
      .map(([expression, rule]) => watching(expression, rule));
    const watches = fc.uniqueArray(watch, { selector: ({ id }) => id, minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        sketches,
        watches,
        fc.array(goals, { minLength: 5, maxLength: 25 }),
        fc.constantFrom(1, 1 << 28),
        fc.boolean(),
        async (sketch, points, moves, bound, isFree) => {
          const straight = await (await Watched.start(sketch, points, bound, isFree)).straight();
          const moments = [...straight.keys()];
          const walk = await Watched.start(sketch, points, bound, isFree);
          for (const move of moves) {
            const from = walk.run.now;
            const { reason, state, changes } = await walk.go(move);
            const { moment } = state;
            const goesBack =
              move.to === 'previousStop' || move.to === 'previousOperation' || move.to === 'moment';
            // At the end of training nothing runs, and nothing is hit.
            if (!goesBack && moment > from) {
              const passed = moments.filter((one) => one > from && one < moment);
              assert.deepEqual(passed, [], `none was missed between ${from} and ${moment}`);
              assert.deepEqual(changes, straight.get(moment), `at ${moment}, from ${from} to ${move.to}`);
            }
            if (move.to !== 'previousStop') continue;
            const expected = moments.findLast((one) => one < from);
            if (expected === undefined) assert.equal(reason, 'beginning');
            else assert.deepEqual([moment, changes], [expected, straight.get(expected)]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
