import assert from 'node:assert/strict';
import { comparedAt, largestDifference } from '../../../src/panel/state/compare';
import { withTiles, type Sheet } from '../../../src/panel/state/tiles';

function sheet(moment: number, rows: number, ...values: number[]): Sheet {
  const columns = values.length / rows;
  const shape = [rows, columns];
  const data = Float32Array.from(values);
  const window = { sample: 0, row: 0, rows, column: 0, columns };
  return withTiles(undefined, moment, window, { ...window, shape, data });
}

describe('numbers beside those of the batch step before', () => {
  const pair = { now: sheet(5, 2, 1, 2, 3, 4), before: sheet(5, 1, 0.5, 5) };
  const at = (compare: 'current' | 'previous' | 'difference', row: number, column: number) =>
    comparedAt(compare, pair, 5, 0, row, column);

  it('are the one, the other, or what one has more than the other', () => {
    assert.deepEqual(at('current', 0, 1), { value: 2, fresh: true });
    assert.deepEqual(at('previous', 0, 1), { value: 5, fresh: true });
    assert.deepEqual(at('difference', 0, 1), { value: -3, fresh: true });
  });

  it('are absent beyond the edge of a smaller batch', () => {
    assert.deepEqual(at('current', 1, 0), { value: 3, fresh: true });
    assert.equal(at('previous', 1, 0), null);
    assert.equal(at('difference', 1, 0), null);
  });

  it('are of this moment only when both are', () => {
    const aged = { now: sheet(5, 1, 1), before: sheet(4, 1, 3) };
    assert.deepEqual(comparedAt('difference', aged, 5, 0, 0, 0), { value: -2, fresh: false });
  });

  it('have the largest change for a scale', () => {
    assert.equal(largestDifference(pair), 3);
    assert.equal(largestDifference({ now: pair.now, before: undefined }), 0);
  });
});
