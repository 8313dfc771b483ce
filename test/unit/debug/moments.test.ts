import assert from 'node:assert/strict';
import { momentIn } from '../../../src/debug/moments';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';

const LAYERS = 2;
const EACH = operationsOfBatchStep(LAYERS).length;

describe('moments by batch step', () => {
  it('are the same operation of another batch step', () => {
    const state = { moment: 4 * EACH + 3, newest: 10 * EACH };
    assert.equal(momentIn(state, LAYERS, 0), 3);
    assert.equal(momentIn(state, LAYERS, 7), 7 * EACH + 3);
    // The last operation belongs to its own batch step, not to the next one.
    assert.equal(momentIn({ moment: EACH, newest: 9 * EACH }, LAYERS, 2), 3 * EACH);
  });

  it('stay between the first operation and the newest', () => {
    const state = { moment: EACH + 8, newest: 3 * EACH + 2 };
    assert.equal(momentIn(state, LAYERS, 3), 3 * EACH + 2);
    assert.equal(momentIn(state, LAYERS, 99), 3 * EACH + 2);
    assert.equal(momentIn(state, LAYERS, -5), 1);
    assert.equal(momentIn(state, LAYERS, 'newest'), 3 * EACH + 2);
    assert.equal(momentIn({ moment: 0, newest: 5 }, LAYERS, 0), 1);
  });
});
