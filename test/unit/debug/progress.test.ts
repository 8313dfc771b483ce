import assert from 'node:assert/strict';
import { momentOfGoal, remainder } from '../../../src/debug/goals';
import { MoveProgress } from '../../../src/debug/progress';
import type { Goal, RunState } from '../../../src/protocol/engine';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';

const LAYERS = 2;
const EACH = operationsOfBatchStep(LAYERS).length;

function stateAt(moment: number): RunState {
  const steps = Math.floor(moment / EACH);
  return {
    moment,
    steps,
    batchesPerEpoch: 8,
    epochs: 5,
    loss: null,
    newest: moment,
    newestSteps: steps,
  } as RunState;
}

/** Progress events of a move, with a clock that the test turns. */
function progressOf(
  goal: Goal,
  from: number,
): { sent: [string, object][]; see(ms: number, moment: number): void; end(): void } {
  const sent: [string, object][] = [];
  let now = 0;
  const progress = new MoveProgress(
    (event, body) => void sent.push([event, body]),
    () => now,
  );
  progress.enabled = true;
  progress.begin(goal, stateAt(from), LAYERS);
  return {
    sent,
    see: (ms, moment) => {
      now = ms;
      progress.update(stateAt(moment));
    },
    end: () => progress.end(),
  };
}

describe('the progress of a move', () => {
  it('is not told of one that is over soon', () => {
    const move = progressOf({ to: 'steps', steps: 10 }, EACH);
    move.see(400, 2 * EACH);
    move.end();
    assert.deepEqual(move.sent, []);
  });

  it('begins, goes on and ends, with the share of the way to a known end', () => {
    const move = progressOf({ to: 'steps', steps: 100 }, 0);
    move.see(600, 25 * EACH);
    move.see(700, 50 * EACH);
    move.end();
    move.end();
    assert.deepEqual(move.sent, [
      [
        'progressStart',
        {
          progressId: 'move-1',
          title: 'Running for 100 batch steps',
          cancellable: true,
          message: 'batch step 24',
          percentage: 25,
        },
      ],
      ['progressUpdate', { progressId: 'move-1', message: 'batch step 49', percentage: 50 }],
      ['progressEnd', { progressId: 'move-1' }],
    ]);
  });

  it('counts a way back from the checkpoint where it begins', () => {
    const move = progressOf({ to: 'moment', moment: 300 }, 10_000);
    move.see(100, 200);
    move.see(600, 250);
    assert.equal((move.sent[0]?.[1] as { percentage: number }).percentage, 50);
  });

  it('has no share where nobody knows the end, and no word where a move is a step or the training', () => {
    for (const goal of [{ to: 'previousStop' }, { to: 'lossBelow', loss: 0.1 }] as const) {
      const move = progressOf(goal, 1000);
      move.see(600, 500);
      assert.equal(move.sent.length, 1);
      assert.equal('percentage' in move.sent[0]![1], false);
    }
    for (const goal of [{ to: 'operation' }, { to: 'layer' }, { to: 'phase' }, { to: 'end' }] as const) {
      const move = progressOf(goal, 0);
      move.see(5000, 500);
      assert.deepEqual(move.sent, []);
    }
  });
});

describe('a goal that is interrupted', () => {
  const start = { moment: 100, steps: 6 };

  it('keeps what is left of it', () => {
    const now = { moment: 130, steps: 8 };
    assert.deepEqual(remainder({ to: 'steps', steps: 5 }, start, now), { to: 'steps', steps: 3 });
    assert.deepEqual(remainder({ to: 'previousOperation' }, start, now), { to: 'moment', moment: 99 });
    assert.deepEqual(remainder({ to: 'previousStop' }, start, now), { to: 'previousStop', before: 100 });
    assert.deepEqual(remainder({ to: 'previousStop', before: 7 }, start, now), {
      to: 'previousStop',
      before: 7,
    });
    assert.deepEqual(remainder({ to: 'epoch' }, start, now), { to: 'epoch' });
  });

  it('leads to a known moment, or to none', () => {
    const at = stateAt(10 * EACH + 3);
    assert.equal(momentOfGoal({ to: 'steps', steps: 2 }, at, LAYERS), 12 * EACH);
    assert.equal(momentOfGoal({ to: 'epoch' }, at, LAYERS), 16 * EACH);
    assert.equal(momentOfGoal({ to: 'previousOperation' }, at, LAYERS), at.moment - 1);
    assert.equal(momentOfGoal({ to: 'end' }, at, LAYERS), null);
  });
});
