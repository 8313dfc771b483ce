/** What the walkthrough ticks off, from one stop to the next. */
import assert from 'node:assert/strict';
import { deedsBetween, isChangedByHand } from '../../../src/extension/walkthrough/deeds';
import { stopped } from '../panel/fixtures';

describe('the deeds of the walkthrough', () => {
  it('sees a first pause, a step, and a way back', () => {
    assert.deepEqual(deedsBetween(undefined, stopped(9)), ['paused']);
    assert.deepEqual(deedsBetween(stopped(9), stopped(10)), ['stepped']);
    assert.deepEqual(deedsBetween(stopped(10), stopped(4)), ['wentBack']);
    assert.deepEqual(deedsBetween(stopped(9), stopped(9)), []);
  });

  it('takes a stop of another run for its pause, not for a way back', () => {
    assert.deepEqual(deedsBetween(stopped(900), stopped(9, 'second')), ['paused']);
  });

  it('sees a change by hand where the run stands with another state, and only there', () => {
    const before = stopped(9);
    assert.equal(isChangedByHand(before, before), false);
    assert.equal(isChangedByHand(before, { ...before, reason: 'told again' }), false);
    assert.equal(isChangedByHand(before, { ...before, state: { ...before.state } }), true);
    assert.equal(isChangedByHand(before, stopped(10)), false);
    assert.equal(isChangedByHand(before, stopped(9, 'second')), false);
    assert.equal(isChangedByHand(undefined, before), false);
  });
});
