/** Whether the loss falls: over whole windows, and the same on every way to a moment. */
import assert from 'node:assert/strict';
import { advance, type AdvanceControl } from '../../../src/engine/advance';
import { lossTrendAt } from '../../../src/engine/lossTrend';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import { NO_STOPS, type Arrival, type Goal, type StopPlan } from '../../../src/protocol/engine';
import { LOSS_WINDOW } from '../../../src/protocol/health';
import { backendOf } from './backend';
import { programOf, type ProgramSketch } from './programs';

const falling = Array.from({ length: 400 }, (_, step) => 400 - step);

describe('the trend of the loss', () => {
  it('compares the two newest windows, each time that one is filled', () => {
    const told = falling.flatMap((loss, steps) => {
      const trend = lossTrendAt(falling, steps, loss, 1);
      return trend === null ? [] : [trend];
    });
    assert.deepEqual(
      told.map(({ first, window }) => [first, window]),
      [0, 50, 100, 150, 200, 250, 300].map((first) => [first, LOSS_WINDOW]),
    );
    // 400 … 351 and 350 … 301.
    assert.deepEqual([told[0]?.before, told[0]?.now], [375.5, 325.5]);
  });

  it('takes whole epochs together', () => {
    const windows = [8, 30, 70].map((batches) => {
      const first = falling.findIndex((loss, steps) => lossTrendAt(falling, steps, loss, batches) !== null);
      return [first + 1, lossTrendAt(falling, first, falling[first] ?? NaN, batches)?.window];
    });
    assert.deepEqual(windows, [
      [112, 56],
      [120, 60],
      [140, 70],
    ]);
  });

  it('takes the loss at hand as it is given, and knows nothing of losses that are not kept', () => {
    assert.equal(lossTrendAt(falling, 99, 301 + 50, 1)?.now, 326.5);
    assert.ok(Number.isNaN(lossTrendAt([], 99, 1, 1)?.before));
  });
});

describe('lossNotDecreasing', () => {
  const plan = (threshold: number): StopPlan => ({
    ...NO_STOPS,
    checks: [{ kind: 'lossNotDecreasing', threshold }],
  });

  type Go = (goal: Goal, stops: StopPlan) => Promise<Arrival>;

  async function started(more: Partial<ProgramSketch> = {}): Promise<{ go: Go; tape: Tape }> {
    const inputs = Array.from({ length: 6 }, (_, i) => [Math.sin(3 * i), Math.cos(i)]);
    const program = programOf({
      inputs,
      targets: inputs.map(([x = 0, y = 0]) => [x * y]),
      batchSize: 2,
      shuffle: true,
      layers: [{ units: 4, activation: 'tanh' }, { units: 1 }],
      epochs: 200,
      seed: 3,
      ...more,
    });
    const run = await Run.create(program, await backendOf('webasm'));
    const tape = new Tape(run, 1 << 28);
    const control: AdvanceControl = {
      pauseRequested: () => false,
      breathe: () => Promise.resolve(),
      tape,
    };
    return { tape, go: (goal, stops) => advance(run, goal, stops, control) };
  }

  const places = async (go: Go, threshold: number, goal: Goal = { to: 'end' }): Promise<Arrival[]> => {
    const found: Arrival[] = [];
    for (;;) {
      const arrival = await go(goal, plan(threshold));
      if (arrival.reason !== 'health') return found;
      found.push(arrival);
    }
  };

  it('lets a network learn whose batches differ, and stops at the loss when it learns nothing', async () => {
    const learning = await started();
    const early = await learning.go({ to: 'steps', steps: 2 * 51 }, plan(0.01));
    assert.equal(early.reason, 'goal');
    const stuck = await started({
      optimizer: { type: 'sgd', learningRate: 1e-12, momentum: 0, nesterov: false },
    });
    const { finding, state } = await stuck.go({ to: 'end' }, plan(0.01));
    assert.ok(finding?.trend);
    assert.deepEqual(
      [finding.layer, finding.quantity, finding.element, finding.inputs],
      [null, 'loss', null, []],
    );
    assert.deepEqual([finding.trend.first, finding.trend.window], [0, 51]);
    // All samples are in both windows, in other batches: only rounding is left.
    assert.ok(Math.abs(finding.measured) < 1e-6, `${finding.measured}`);
    assert.deepEqual([state.steps, state.position?.operation], [101, 'loss']);
  });

  it('is not worried by a loss that is 0', async () => {
    const perfect = await started({
      targets: Array.from({ length: 6 }, () => [0]),
      layers: [{ units: 1, weights: [[0], [0]], biases: [0] }],
    });
    assert.equal((await perfect.go({ to: 'end' }, plan(0.01))).reason, 'end');
  });

  it('finds the same on the way back, and again on the way forward', async () => {
    const { go } = await started();
    // Half of the loss in a window is more than most windows bring: many findings.
    const there = await places(go, 0.5);
    assert.ok(there.length >= 5, `${there.length}`);
    const back = await places(go, 0.5, { to: 'previousStop' });
    const brief = ({ finding, state }: Arrival): unknown => [state.moment, finding];
    assert.deepEqual(back.map(brief), there.map(brief).toReversed());
    assert.deepEqual((await places(go, 0.5)).map(brief), there.map(brief));
  });

  it('is told by the losses of the branch that a person has made', async () => {
    const changed = await started();
    await changed.go({ to: 'steps', steps: 60 }, NO_STOPS);
    changed.tape.edit({ layer: 1, quantity: 'weights', index: null, values: [9, 9, 9, 9] });
    const [jump] = await places(changed.go, 0.01);
    assert.deepEqual([jump?.finding?.trend?.first, jump?.state.steps], [0, 101]);
    assert.ok((jump?.finding?.measured ?? 0) < 0);
    // Back before the change, the run goes the way it would have gone.
    await changed.go({ to: 'moment', moment: 1 }, NO_STOPS);
    const untouched = await started();
    const brief = ({ finding, state }: Arrival): unknown => [state.moment, finding];
    assert.deepEqual(
      (await places(changed.go, 0.3)).map(brief),
      (await places(untouched.go, 0.3)).map(brief),
    );
  });
});
