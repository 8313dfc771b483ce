import assert from 'node:assert/strict';
import type { RunFollower } from '../../../src/debug/follower';
import { readAhead } from '../../../src/extension/readAhead';
import { StandingReads } from '../../../src/extension/standingReads';
import type { Answer, Question } from '../../../src/protocol/questions';
import { layerView, summary } from '../panel/fixtures';

const { layer: LAYER, summaries } = layerView(5, { weights: summary(2, 2) });
const overview = (quantity: 'weights' | 'gradient'): Question => ({
  about: 'overview',
  layer: LAYER,
  quantity,
  sample: 0,
  block: 1,
});
const DATA = new Float32Array([1, 2, 3, 4]);

/** A run in which nothing but weights is computed; `fails` makes their answers fail. */
function followerOf(fails = false): RunFollower {
  const tagged = <T>(value: T) => Promise.resolve({ run: 'run-1', moment: 5, value });
  return {
    read: () => tagged({ sample: 0, row: 0, rows: 2, column: 0, columns: 2, shape: [2, 2], data: DATA }),
    answer: (question: Question) => {
      if (fails) return Promise.reject(new Error('The engine is gone.'));
      const isThere = question.about === 'overview' && question.quantity === 'weights';
      const answer: Answer = {
        about: 'overview',
        overview: isThere ? { block: 1, rows: 2, columns: 2, data: DATA } : null,
      };
      return tagged(answer);
    },
  } as unknown as RunFollower;
}

function standing(): StandingReads {
  const reads = new StandingReads();
  for (const quantity of ['weights', 'gradient'] as const)
    reads.noteQuestion(LAYER, {
      type: 'ask',
      run: 'run-1',
      moment: 4,
      request: 1,
      question: overview(quantity),
    });
  return reads;
}

describe('what is told along with a layer', () => {
  it('are its numbers, and answers about what there is: not of what is not computed yet', async () => {
    const reads = standing();
    const told = await readAhead(reads, followerOf(), 'run-1', LAYER, summaries);
    assert.deepEqual(
      told.parts.map(({ quantity }) => quantity),
      ['weights'],
    );
    assert.deepEqual(
      told.answers.map(({ question }) => question),
      [overview('weights')],
    );
    // Once it is computed, it is told without being asked for again.
    assert.deepEqual(reads.questionsFor('run-1', LAYER), [overview('weights'), overview('gradient')]);
  });

  it('is nothing whose reading fails: the panel asks, and hears why', async () => {
    const told = await readAhead(standing(), followerOf(true), 'run-1', LAYER, summaries);
    assert.deepEqual([told.parts.length, told.answers], [1, []]);
  });
});
