/** Batch steps run as one compiled plan: nothing that can be seen differs from stepping, bit for bit. */
import assert from 'node:assert/strict';
import type { HealthCheckName } from '../../../src/protocol/health';
import {
  NO_STOPS,
  type Arrival,
  type Goal,
  type RunState,
  type StopPlan,
} from '../../../src/protocol/engine';
import type { Program } from '../../../src/data/program';
import { backendOf } from './backend';
import { noise } from './networks';
import { picture } from './picture';
import { optimizerOf, programOf as handmade } from './programs';
import {
  AS_ON_CARD,
  countingPlans,
  END,
  IN_PLANS,
  ONE_BY_ONE,
  programOf,
  ride,
  shown,
  withPlans,
  type Ridden,
  type Sketch,
  type Way,
} from './rides';

/** Goes to the same goal operation by operation, in plans of both kinds, and in batch steps one by one, and compares. */
async function assertSameWay(
  program: Program,
  goal: Goal,
  stops: StopPlan = NO_STOPS,
  leastPassed = 8,
): Promise<{ arrival: Arrival; free: Ridden }> {
  const stepped = await ride(program, 'stepped');
  const expected = await stepped.go(goal, stops);
  assert.equal(stepped.passed(), 0);
  const go = async (way: Way): Promise<{ arrival: Arrival; free: Ridden }> => {
    const free = await ride(program, way);
    const arrival = await free.go(goal, stops);
    assert.equal(free.free?.failure, null);
    assert.deepEqual(arrival, expected);
    assert.deepEqual(shown(free), shown(stepped));
    assert.ok(free.passed() >= leastPassed, `only ${free.passed()} batch steps were passed freely`);
    return { arrival, free };
  };
  await go(ONE_BY_ONE);
  await go(AS_ON_CARD);
  return go(IN_PLANS);
}

describe('free running', function () {
  this.timeout(60_000);

  const OPTIMIZERS = [
    { type: 'sgd' },
    { type: 'sgd', momentum: 0.9, nesterov: true },
    { type: 'adam' },
    { type: 'rmsprop' },
  ] as const;
  for (const [index, optimizer] of OPTIMIZERS.entries()) {
    it(`ends where stepping ends, with ${JSON.stringify(optimizer)}`, async () => {
      await assertSameWay(programOf({ seed: index, optimizer: optimizerOf(optimizer) }), END);
    });
  }

  const NETWORKS: readonly Sketch[] = [
    { activations: ['relu', 'softmax'], loss: 'categoricalCrossentropy' },
    { activations: ['gelu', 'sigmoid'], loss: 'binaryCrossentropy', units: [6, 1] },
    { activations: ['softmax', 'leakyRelu', 'linear'], units: [4, 8, 2], loss: 'huber' },
    { activations: ['elu', 'swish', 'softplus'], units: [3, 4, 4], loss: 'meanAbsoluteError' },
    { activations: ['linear'], units: [2], classification: false, withValidation: false },
    { shuffle: false, samples: 8, batchSize: 8, epochs: 60 },
    { samples: 61, batchSize: 2, epochs: 3 },
    { units: [64, 64], samples: 130, batchSize: 64, epochs: 6 },
    // Wide enough for a graphics card to choose its inputs itself; the last batch of an epoch is not.
    { inputs: 1024, units: [8, 3], samples: 40, batchSize: 16, epochs: 6 },
  ];
  for (const [index, sketch] of NETWORKS.entries()) {
    it(`ends where stepping ends, ${JSON.stringify(sketch)}`, async () => {
      await assertSameWay(programOf({ ...sketch, seed: index }), END);
    });
  }

  it('stands in the batch step that was asked for, and at the end of an epoch', async () => {
    await assertSameWay(programOf({ epochs: 40 }), { to: 'steps', steps: 70 });
    const long = programOf({ samples: 61, batchSize: 2, epochs: 3 });
    await assertSameWay(long, { to: 'epoch' });
    await assertSameWay(long, END, { ...NO_STOPS, epoch: true });
  });

  it('stops at the loss that was asked for, and not one batch step later', async () => {
    const program = programOf({ epochs: 200, optimizer: optimizerOf({ type: 'sgd', learningRate: 0.3 }) });
    const stepped = await ride(program, 'stepped');
    await stepped.go(END);
    const loss = [...stepped.tape.lossOfSteps].sort((a, b) => a - b)[20]!;
    const steps = stepped.tape.lossOfSteps.findIndex((reached) => reached < loss);
    assert.ok(steps > 50);
    // Stepped through are only the first batch step, and the one that it stops in.
    await assertSameWay(program, { to: 'lossBelow', loss }, NO_STOPS, steps - 1);
  });

  it('stops at the operation whose result is not finite', async () => {
    const optimizer = optimizerOf({ type: 'sgd', learningRate: 6 });
    const program = programOf({ activations: ['linear'], units: [3], optimizer, epochs: 100 });
    const { arrival } = await assertSameWay(program, END, { ...NO_STOPS, nonFinite: true });
    assert.equal(arrival.reason, 'nonFinite');
  });

  it('stops where preActivation alone is not finite, hidden by an activation that is', async () => {
    const optimizer = optimizerOf({ type: 'sgd', learningRate: 1e37 });
    const sketch: Sketch = { activations: ['tanh', 'tanh'], optimizer, epochs: 100, classification: false };
    const [stepped, free] = [
      await ride(programOf(sketch), 'stepped'),
      await ride(programOf(sketch), IN_PLANS),
    ];
    const stops = { ...NO_STOPS, nonFinite: true };
    assert.deepEqual(await free.go(END, stops), await stepped.go(END, stops));
    assert.deepEqual(shown(free), shown(stepped));
  });

  it('stops where the gradient of the loss alone is not finite, while loss and δ are', async () => {
    // The last sample's target is never quite met, and y / a grows beyond float32 while the others are learnt.
    const program = handmade({
      inputs: [[1], [1], [1], [1], [20]],
      targets: [
        [1, 0],
        [1, 0],
        [1, 0],
        [1, 0],
        [1 - 1e-6, 1e-6],
      ],
      batchSize: 1,
      layers: [{ units: 2, activation: 'softmax', weights: [[0, 0]], useBias: false }],
      loss: 'categoricalCrossentropy',
      optimizer: optimizerOf({ type: 'sgd', learningRate: 1 }),
      epochs: 60,
    });
    const { arrival, free } = await assertSameWay(program, END, { ...NO_STOPS, nonFinite: true });
    assert.equal(arrival.reason, 'nonFinite');
    assert.equal(free.run.position?.operation, 'loss');
    assert.ok(Number.isFinite(free.run.state().loss));
  });

  /** A threshold that the check's measure crosses on the way, found by stepping with one that it crosses at once. */
  const CHECKS: Readonly<Record<HealthCheckName, Sketch & { readonly thresholds: readonly number[] }>> = {
    vanishing: { thresholds: [0.1, 0.03, 0.02, 0.01, 0.005], epochs: 60 },
    exploding: { thresholds: [0.05, 0.2, 1], activations: ['linear', 'linear'], epochs: 40 },
    unchanged: { thresholds: [0.05, 0.02, 0.01, 0.003, 0.001], epochs: 60 },
    deadRelu: { thresholds: [0.2, 0.5, 0.9], activations: ['relu', 'relu'], units: [9, 3] },
    saturated: {
      thresholds: [0.01, 0.1, 0.3],
      optimizer: optimizerOf({ type: 'sgd', learningRate: 3 }),
      epochs: 40,
    },
    lossNotDecreasing: { thresholds: [0.5, 0.1, 0.01, 0.001], epochs: 120 },
  };
  for (const [kind, { thresholds, ...sketch }] of Object.entries(CHECKS)) {
    it(`stops where the check '${kind}' does, whatever its threshold`, async () => {
      for (const threshold of thresholds) {
        const checks = [{ kind: kind as HealthCheckName, threshold }];
        await assertSameWay(programOf(sketch), END, { ...NO_STOPS, checks }, 0);
      }
    });
  }

  it('passes most batch steps with every check on, where all is well', async () => {
    const names = Object.keys(CHECKS) as HealthCheckName[];
    const checks = names.map((kind) => ({
      kind,
      threshold: kind === 'exploding' ? 1e6 : kind === 'deadRelu' || kind === 'saturated' ? 1 : -1,
    }));
    const program = programOf({ activations: ['relu', 'sigmoid'], epochs: 40 });
    const { free } = await assertSameWay(program, END, { ...NO_STOPS, nonFinite: true, checks });
    assert.ok(free.passed() > free.run.steps / 2);
  });

  it('is not for a run that somebody watches on its way', async () => {
    const ridden = await ride(programOf({}), IN_PLANS);
    const at = { phase: 'loss', layer: null, operation: 'loss' } as const;
    await ridden.go(END, { ...NO_STOPS, at: [{ ...at, id: 'log', logMessage: '{loss}' }] });
    await ridden.go({ to: 'moment', moment: 1 });
    await ridden.go(END, { ...NO_STOPS, at: [{ ...at, id: 'never', condition: 'loss < 0' }] });
    assert.equal(ridden.passed(), 0);
  });

  it('stands just after an operation when a pause comes, and goes on to the same end', async () => {
    const program = programOf({ epochs: 60 });
    const [stepped, free] = [await ride(program, 'stepped'), await ride(program, IN_PLANS)];
    await stepped.go(END);
    let asked = 0;
    const paused = await free.go(END, NO_STOPS, { pauseRequested: () => ++asked > 18 });
    assert.equal(paused.reason, 'pause');
    assert.ok(free.passed() > 0 && free.run.position !== null);
    await free.go(END);
    assert.deepEqual(shown(free), shown(stepped));
  });

  it('leaves a past that can be gone back to, and changed', async () => {
    const program = programOf({ epochs: 40, optimizer: optimizerOf({ type: 'adam' }) });
    const [stepped, free] = [await ride(program, 'stepped'), await ride(program, IN_PLANS)];
    for (const ridden of [stepped, free]) await ridden.go(END);
    const newest = free.run.now;
    const next = noise(5);
    for (let move = 0; move < 12; move++) {
      const moment = 1 + Math.floor(next() * newest);
      for (const ridden of [stepped, free]) await ridden.go({ to: 'moment', moment });
      assert.equal(picture(free.run), picture(stepped.run));
    }
    const edit = { layer: 0, quantity: 'weights', index: [1, 2], values: [0.25] } as const;
    for (const ridden of [stepped, free]) {
      await ridden.go({ to: 'moment', moment: Math.floor(newest / 3) });
      ridden.tape.edit(edit);
      await ridden.go({ to: 'steps', steps: 30 });
      ridden.tape.configure({ ...ridden.run.state().settings, optimizer: program.definition.optimizer });
      await ridden.go(END);
    }
    assert.deepEqual(shown(free), shown(stepped));
  });

  it('tells while it runs how far it is, with numbers of the batch step that it has just passed', async () => {
    const free = await ride(programOf({ epochs: 60 }), IN_PLANS);
    const seen: RunState[] = [];
    await free.go(END, NO_STOPS, {
      breathe: () => new Promise((resolve) => setTimeout(resolve, 11)),
      onProgress: (state) => seen.push(state),
    });
    // Between two batch steps the run stands nowhere; within one, the loss is that of the one at hand.
    const passed = seen.filter(({ position }) => position === null);
    assert.ok(passed.length > 0);
    for (const { steps, loss } of passed) assert.equal(loss, free.tape.lossOfSteps[steps - 1]);
  });

  it('compiles a plan for who goes a long way, or has gone many short ones', async () => {
    const counting = await countingPlans();
    const program = programOf({ epochs: 1000 });
    const far = await ride(program, { plansFrom: 100 }, counting.backend);
    await far.go({ to: 'steps', steps: 120 });
    // Of three batch steps the one at an epoch's end has a plan of its own, which has to be worth it as often.
    assert.equal(counting.plans, 1);
    await far.go({ to: 'steps', steps: 320 });
    assert.equal(counting.plans, 2);
    counting.plans = 0;
    const near = await ride(program, { plansFrom: 100 }, counting.backend);
    for (const isEarly of [true, true, false, false]) {
      await near.go({ to: 'steps', steps: 40 });
      assert.equal(counting.plans === 0, isEarly);
    }
  });

  it('steps where the backend cannot run a plan, and says why', async () => {
    const program = programOf({});
    const real = await backendOf('webasm');
    const broken = withPlans(real, () => {
      throw new Error('no plans today');
    });
    const [stepped, free] = [await ride(program, 'stepped'), await ride(program, IN_PLANS, broken)];
    assert.deepEqual(await free.go(END), await stepped.go(END));
    assert.deepEqual(shown(free), shown(stepped));
    assert.match(String(free.free?.failure), /no plans today/);
  });
});
