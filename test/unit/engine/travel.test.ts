import assert from 'node:assert/strict';
import { advance, type AdvanceControl } from '../../../src/engine/advance';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import type { Arrival, Goal, StopPlan } from '../../../src/protocol/engine';
import { NO_STOPS } from '../../../src/protocol/engine';
import { backendOf } from './backend';
import { programOf } from './programs';

const AT_BACKWARD: StopPlan = {
  ...NO_STOPS,
  at: [{ id: 'backward', phase: 'backward', layer: null, operation: 'gradientPrev' }],
};
const AT_EPOCHS: StopPlan = { ...NO_STOPS, epoch: true };

class Walk {
  private constructor(
    readonly run: Run,
    private readonly control: Omit<AdvanceControl, 'pauseRequested'>,
  ) {}

  /** Asked between operations while the run is under way. */
  wantsPause = (): boolean => false;

  static async start(bound = 1 << 28): Promise<Walk> {
    const inputs = Array.from({ length: 5 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
    const program = programOf({
      inputs,
      targets: inputs.map(([x = 0]) => [x]),
      batchSize: 2,
      shuffle: true,
      layers: [{ units: 3, activation: 'tanh' }, { units: 1 }],
      epochs: 4,
    });
    const run = await Run.create(program, await backendOf('webasm'));
    const control = { breathe: () => Promise.resolve(), tape: new Tape(run, bound) };
    return new Walk(run, control);
  }

  go(goal: Goal, stops: StopPlan = NO_STOPS): Promise<Arrival> {
    return advance(this.run, goal, stops, { ...this.control, pauseRequested: () => this.wantsPause() });
  }

  /** Every stop on the way to the end. */
  async stops(plan: StopPlan): Promise<number[]> {
    const moments: number[] = [];
    for (;;) {
      const { reason, state } = await this.go({ to: 'end' }, plan);
      if (reason === 'end') return moments;
      moments.push(state.moment);
    }
  }
}

describe('going back', () => {
  it('undoes exactly one operation, down to the very first', async () => {
    const walk = await Walk.start();
    await walk.go({ to: 'steps', steps: 2 });
    for (let moment = walk.run.now - 1; moment >= 1; moment--) {
      const arrival = await walk.go({ to: 'previousOperation' });
      assert.deepEqual([arrival.reason, arrival.state.moment], ['goal', moment]);
    }
    const beginning = await walk.go({ to: 'previousOperation' });
    assert.equal(beginning.reason, 'beginning');
    assert.equal(beginning.state.moment, 1);
    assert.equal(beginning.state.position?.operation, 'preActivation');
  });

  for (const [name, plan] of Object.entries({ AT_BACKWARD, AT_EPOCHS })) {
    for (const bound of [1 << 28, 1000]) {
      it(`returns to each stop of a run to the end, the latest first (${name}, ${bound} bytes)`, async () => {
        const walk = await Walk.start(bound);
        const moments = await walk.stops(plan);
        assert.ok(moments.length > 3);
        for (const moment of moments.toReversed()) {
          // The last epoch's end is where the run stands already: no place before it.
          if (moment === walk.run.now) continue;
          const arrival = await walk.go({ to: 'previousStop' }, plan);
          assert.equal(arrival.state.moment, moment);
          assert.notEqual(arrival.reason, 'goal');
        }
        const arrival = await walk.go({ to: 'previousStop' }, plan);
        assert.deepEqual([arrival.reason, arrival.state.moment], ['beginning', 1]);
      });
    }
  }

  it('says how far the past reaches, and stands anywhere in it', async () => {
    const walk = await Walk.start();
    await walk.go({ to: 'steps', steps: 7 });
    const newest = walk.run.now;
    const { state, reason } = await walk.go({ to: 'moment', moment: 20 });
    assert.equal(reason, 'goal');
    assert.deepEqual([state.moment, state.newest, state.newestSteps], [20, newest, 7]);
  });

  for (const goal of [
    { to: 'previousStop' },
    { to: 'previousOperation' },
    { to: 'moment', moment: 3 },
  ] as const) {
    it(`hears a pause on the way to ${goal.to} within one operation, and stands at a sound place`, async () => {
      // Next to no checkpoints: every way back is one long stretch.
      const walk = await Walk.start(1000);
      await walk.go({ to: 'steps', steps: 10 });
      const seen: number[] = [];
      walk.wantsPause = () => {
        seen.push(walk.run.now);
        return seen.length > 2;
      };
      const { reason, state } = await walk.go(goal);
      assert.equal(reason, goal.to === 'moment' ? 'goal' : 'pause');
      assert.ok(state.position !== null, 'just after an operation');
      if (goal.to === 'moment') return;
      assert.ok(seen.length <= 4, `asked at ${seen.join()}`);
      walk.wantsPause = () => false;
      const straight = await Walk.start();
      await straight.go({ to: 'moment', moment: state.moment });
      assert.deepEqual(walk.run.quantity(0, 'weights'), straight.run.quantity(0, 'weights'));
      assert.deepEqual(walk.run.position, straight.run.position);
      assert.equal(walk.run.newest > state.moment, true, 'the present is not lost');
    });
  }

  it('goes on looking for the previous stop where a pause has interrupted it', async () => {
    const walk = await Walk.start(1000);
    const moments = await walk.stops(AT_BACKWARD);
    const from = walk.run.now;
    let asked = 0;
    walk.wantsPause = () => asked++ === 20;
    const paused = await walk.go({ to: 'previousStop' }, AT_BACKWARD);
    assert.equal(paused.reason, 'pause');
    const found = await walk.go({ to: 'previousStop', before: from }, AT_BACKWARD);
    assert.equal(found.state.moment, moments.at(-1));
  });

  it('is refused by a run without a tape', async () => {
    const walk = await Walk.start();
    const control = { pauseRequested: () => false, breathe: () => Promise.resolve() };
    await assert.rejects(advance(walk.run, { to: 'previousOperation' }, NO_STOPS, control), /no tape/);
  });
});
