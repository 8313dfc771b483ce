/** Going back in a run that may go freely: what lies before the moment is passed, and the numbers are the same. */
import assert from 'node:assert/strict';
import { NO_STOPS, type StopPlan } from '../../../src/protocol/engine';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';
import { noise } from './networks';
import { picture } from './picture';
import { optimizerOf } from './programs';
import {
  AS_ON_CARD,
  countingPlans,
  END,
  IN_PLANS,
  ONE_BY_ONE,
  programOf,
  ride,
  shown,
  type Ridden,
  type Way,
} from './rides';

describe('going back freely', function () {
  this.timeout(60_000);

  for (const [name, way] of Object.entries({ IN_PLANS, ONE_BY_ONE, AS_ON_CARD }))
    it(`passes what lies before a moment that is gone back to, but for changes made there (${name})`, async () => {
      const program = programOf({ epochs: 40, optimizer: optimizerOf({ type: 'adam' }) });
      // Of 120 batch steps, hardly one in a dozen has a checkpoint.
      const far = (which: Way): Promise<Ridden> => ride(program, which, undefined, 50_000);
      const [stepped, free] = [await far('stepped'), await far(way)];
      const both = [stepped, free];
      const operations = operationsOfBatchStep(2).length;
      const edit = { layer: 0, quantity: 'weights', index: [1, 2], values: [0.25] } as const;
      for (const ridden of both) {
        await ridden.go(END);
        // In the middle of a batch step, and at the end of one.
        for (const moment of [50 * operations + 5, 60 * operations]) {
          await ridden.go({ to: 'moment', moment });
          ridden.tape.edit(edit);
          await ridden.go(END);
        }
      }
      const { longestGap } = free.tape.report();
      assert.ok(longestGap > 12, `at most ${longestGap} batch steps between checkpoints`);
      const before = free.passed();
      const next = noise(6);
      for (let move = 0; move < 20; move++) {
        const moment = 61 * operations + Math.floor(next() * 50 * operations);
        for (const ridden of both) await ridden.go({ to: 'moment', moment });
        assert.equal(picture(free.run), picture(stepped.run));
        const looksBack = both.map(({ tape }) => tape.batchStepBefore(() => Promise.resolve()));
        const [expected, found] = (await Promise.all(looksBack)).map((past) => past?.quantity(1, 'gradient'));
        assert.deepEqual(found, expected);
      }
      assert.ok(free.passed() - before > 20, `${free.passed() - before} batch steps were passed`);
      assert.equal(free.free?.failure, null);
      assert.deepEqual(shown(free), shown(stepped));
    });

  it('passes what lies before the previous stop, whose stretch is looked for batch step by batch step', async () => {
    const program = programOf({ epochs: 40 });
    const ridden = await ride(program, ONE_BY_ONE, undefined, 1000);
    const { run, tape } = ridden;
    const at = { phase: 'backward', layer: 1, operation: 'gradientWeights' } as const;
    const stops: StopPlan = { ...NO_STOPS, at: [{ ...at, id: 'layer' }] };
    await ridden.go({ to: 'steps', steps: 101 });
    assert.ok(tape.report().longestGap > 40);
    let stepped = 0;
    const step = run.step.bind(run);
    run.step = (breathe) => {
      stepped++;
      return step(breathe);
    };
    const operations = operationsOfBatchStep(2).length;
    await ridden.go({ to: 'previousStop' }, stops);
    assert.deepEqual([run.position?.batch, run.position?.operation], [100 % 3, 'gradientWeights']);
    // The stretch and the way there, each with the run's first batch step, which is never passed.
    assert.ok(stepped <= 5 * operations, `${stepped} operations were stepped`);
  });

  it('goes back with the plan that it came with, whatever that looked out for', async () => {
    const counting = await countingPlans();
    const ridden = await ride(
      programOf({ epochs: 200, samples: 8 }),
      { plansFrom: 8 },
      counting.backend,
      20_000,
    );
    await ridden.go({ to: 'steps', steps: 300 }, { ...NO_STOPS, nonFinite: true });
    const compiled = counting.plans;
    assert.ok(compiled > 0);
    for (const moment of [900, 1800, 2700]) await ridden.go({ to: 'moment', moment });
    assert.equal(counting.plans, compiled);
  });
});
