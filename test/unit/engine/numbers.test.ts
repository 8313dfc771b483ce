/** The summary of a tensor: where its largest element is. */
import assert from 'node:assert/strict';
import { summaryOf } from '../../../src/engine/numbers';

describe('the largest element of a summary', () => {
  const largest = (shape: number[], ...data: number[]): readonly number[] | null =>
    summaryOf({ shape, data: Float32Array.from(data) }).largest;

  it('is the one farthest from 0, on either side', () => {
    assert.deepEqual(largest([2, 3], 1, -7, 3, 4, 5, 6), [0, 1]);
    assert.deepEqual(largest([2, 3], 1, -2, 3, 4, 9, 6), [1, 1]);
    assert.deepEqual(largest([3], -3, -1, -2), [0]);
    assert.deepEqual(largest([3], 1, 2, 3), [2]);
    assert.deepEqual(largest([2, 2, 2], 0, 0, 0, 0, 0, 0, -1, 0), [1, 1, 0]);
  });

  it('is the first of equals, and finite', () => {
    assert.deepEqual(largest([4], 0, -2, 2, -2), [1]);
    assert.deepEqual(largest([4], 0, 2, -2, 2), [1]);
    assert.deepEqual(largest([3], NaN, 0, 0), [1]);
    assert.deepEqual(largest([3], Infinity, -1, NaN), [1]);
    assert.equal(largest([2], NaN, -Infinity), null);
  });
});
