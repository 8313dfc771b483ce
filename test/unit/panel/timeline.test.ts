import assert from 'node:assert/strict';
import { drawCurve, HEIGHT, lossScale } from '../../../src/panel/drawing/curve';
import { initialState } from '../../../src/panel/state/model';
import { NO_NAVIGATION } from '../../../src/panel/state/navigation';
import { lossAt, pursue, stepAt, stepsOf, targetOfKey, type Wish } from '../../../src/panel/state/timeline';
import { Store } from '../../../src/panel/store';
import { stepWords } from '../../../src/panel/text/timeline';
import type { LossCurve, RunState } from '../../../src/protocol/engine';
import type { FromPanel, RunView } from '../../../src/protocol/panel';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';
import { stopped } from './fixtures';

type LiveRun = Exclude<RunView, { kind: 'none' }>;

function curveOf(losses: readonly number[], steps = [...losses.keys()]): LossCurve {
  const count = (steps.at(-1) ?? -1) + 1;
  return { count, steps: Uint32Array.from(steps), losses: Float64Array.from(losses) };
}

function runAt(state: Partial<RunState>, kind: LiveRun['kind'] = 'stopped', run = 'first'): LiveRun {
  const view = stopped(1);
  return { ...view, kind, run, state: { ...view.state, ...state } };
}

const LAYERS = stopped(1).description.layers.length;
const EACH = operationsOfBatchStep(LAYERS).length;

describe('the scale of the losses', () => {
  it('is straight up to two decades, then logarithmic; never so at or below 0', () => {
    assert.equal(lossScale([1, 100]).logarithmic, false);
    const { logarithmic, place } = lossScale([0.001, 1]);
    assert.equal(logarithmic, true);
    assert.ok(Math.abs(place(Math.sqrt(0.001)) - 0.5) < 1e-12);
    assert.equal(lossScale([0, 1e6]).logarithmic, false);
    assert.equal(lossScale([-5, 1e6]).logarithmic, false);
  });

  it('looks at finite losses only, and bears none and equal ones', () => {
    const { low, high } = lossScale([Number.NaN, 2, Infinity, 3]);
    assert.deepEqual([low, high], [2, 3]);
    assert.equal(lossScale([]).low, null);
    assert.equal(lossScale([2, 2]).place(2), 0.5);
  });
});

describe('the curve as a path', () => {
  it('parts at the batch step at hand without a gap, and breaks where a loss is not finite', () => {
    const { past, ahead, broken } = drawCurve(curveOf([4, 3, Number.NaN, 2, 1]), 3, 4);
    assert.equal(past.match(/M/g)?.length, 2);
    assert.match(past, /h0$/);
    assert.deepEqual(broken, [2]);
    assert.ok(ahead.startsWith(past.slice(past.lastIndexOf('M')).replace('h0', '')));
    assert.equal(drawCurve(curveOf([4, 3]), 1, 1).ahead, '');
    assert.equal(drawCurve(curveOf([4]), 0, 0).past, `M1000.0 ${HEIGHT / 2}.0h0`);
  });
});

describe('the time line', () => {
  it('knows the batch step of a moment', () => {
    const state = { moment: EACH, newest: 3 * EACH + 1 } as RunState;
    assert.deepEqual(stepsOf(state, LAYERS), { here: 0, newest: 3 });
    assert.equal(stepsOf({ ...state, moment: EACH + 1 }, LAYERS).here, 1);
    assert.equal(stepsOf({ ...state, moment: 0 }, LAYERS).here, 0);
  });

  it('stays within the run, whatever key or place', () => {
    const lead = (key: string) => targetOfKey(key, 5, 8);
    assert.deepEqual(['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End', 'a'].map(lead), [
      4,
      6,
      0,
      8,
      0,
      'newest',
      null,
    ]);
    assert.deepEqual(
      [-3, 0.49, 2].map((place) => stepAt(place, 10)),
      [0, 5, 10],
    );
  });

  it('names the exact loss, or says that it is about that', () => {
    const curve = curveOf([4, 2, 1], [0, 10, 20]);
    assert.deepEqual(lossAt(curve, 10), { loss: 2, exact: true });
    assert.deepEqual(lossAt(curve, 13), { loss: 2, exact: false });
    assert.deepEqual(lossAt(curve, 17), { loss: 1, exact: false });
    assert.equal(lossAt(curve, 21), null);
    const { state } = runAt({ moment: 20 * EACH + 9, position: null, loss: 0.5, batchesPerEpoch: 8 });
    const words = (step: number) => stepWords(curve, step, { here: 20, newest: 20 }, state);
    assert.equal(words(20), 'batch step 20 of 21, epoch 2, loss 0.500000');
    assert.equal(words(13), 'batch step 13 of 21, epoch 1, loss about 2');
  });
});

describe('a wish to be elsewhere in time', () => {
  const wish: Wish = { target: 2, held: false, sent: null };
  const newest = 9 * EACH;

  it('waits while the handle is held or the run is under way, and is given up when the run is over', () => {
    assert.equal(pursue({ ...wish, held: true }, runAt({ moment: newest, newest })).message, null);
    assert.deepEqual(pursue(wish, runAt({ moment: newest, newest }, 'running')), { wish, message: null });
    assert.equal(pursue(wish, runAt({ moment: newest, newest }, 'ended')).wish, null);
  });

  it('is sent once, and fulfilled by the stop that follows', () => {
    const sent = pursue(wish, runAt({ moment: newest, newest }));
    assert.deepEqual(sent.message, { type: 'goTo', run: 'first', step: 2 });
    assert.equal(pursue(sent.wish!, runAt({ moment: newest, newest })).message, null);
    assert.deepEqual(pursue(sent.wish!, runAt({ moment: 3 * EACH, newest })), { wish: null, message: null });
  });

  it('is given up when the run stops where it left', () => {
    const sent = pursue(wish, runAt({ moment: newest, newest })).wish!;
    const left = pursue(sent, runAt({ moment: newest, newest }, 'running')).wish!;
    assert.deepEqual(pursue(left, runAt({ moment: newest, newest })), { wish: null, message: null });
  });

  it('is followed by the last one that came on the way', () => {
    const sent = pursue(wish, runAt({ moment: newest, newest })).wish!;
    const there = pursue({ ...sent, target: 'newest' }, runAt({ moment: 3 * EACH, newest }));
    assert.deepEqual(there.message, { type: 'goTo', run: 'first', step: 'newest' });
    assert.equal(pursue({ ...wish, target: 8 }, runAt({ moment: newest, newest })).wish, null);
  });
});

describe('when the panel asks for the losses', () => {
  function panel() {
    const asked: FromPanel[] = [];
    let clock = 0;
    const store = new Store(
      initialState(NO_NAVIGATION),
      (message) => {
        if (message.type === 'losses') asked.push(message);
      },
      () => clock,
    );
    return {
      asked,
      store,
      tell: (view: RunView) => store.dispatch({ kind: 'received', message: { type: 'run', view } }),
      wait: (ms: number) => (clock += ms),
    };
  }

  it('asks at most four times a second on the way, and at once at the stop', () => {
    const { asked, tell, wait } = panel();
    tell(runAt({ newestSteps: 0 }, 'running'));
    assert.equal(asked.length, 0);
    for (let steps = 1; steps <= 100; steps++) {
      tell(runAt({ newestSteps: steps }, 'running'));
      wait(10);
    }
    assert.equal(asked.length, 4);
    tell(runAt({ newestSteps: 100 }));
    tell(runAt({ newestSteps: 100 }));
    assert.equal(asked.length, 5);
  });

  it('keeps nothing of another run, and drops its late answers', () => {
    const { asked, store, tell } = panel();
    tell(runAt({ newestSteps: 3 }));
    const curve = curveOf([3, 2, 1]);
    store.dispatch({ kind: 'received', message: { type: 'losses', run: 'first', curve } });
    assert.equal(store.state.curve, curve);
    tell(runAt({ newestSteps: 3 }, 'stopped', 'second'));
    assert.equal(store.state.curve, null);
    store.dispatch({ kind: 'received', message: { type: 'losses', run: 'first', curve } });
    assert.equal(store.state.curve, null);
    assert.equal(asked.length, 2);
  });
});
