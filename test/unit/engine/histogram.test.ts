/** Counting how the elements of a tensor are spread. */
import assert from 'node:assert/strict';
import { histogramOf } from '../../../src/engine/histogram';

describe('a histogram', () => {
  const of = (bins: number, atLeast: number, ...data: number[]) =>
    histogramOf({ shape: [data.length], data: Float32Array.from(data) }, bins, atLeast);

  it('counts in bins around 0, and what is not finite apart', () => {
    // Bins of width 2: −5 to −3 to −1 to 1 to 3 to 5.
    const { limit, counts, zeros, nonFinite } = of(
      5,
      0,
      -5,
      -4,
      -2,
      -0.5,
      0,
      -0,
      0.5,
      2,
      2.5,
      NaN,
      -Infinity,
    );
    assert.deepEqual({ limit, zeros, nonFinite }, { limit: 5, zeros: 2, nonFinite: 2 });
    assert.deepEqual(counts, [2, 1, 4, 2, 0]);
  });

  it('is symmetric: what lies between two bins is in the one farther from 0', () => {
    assert.deepEqual(of(5, 5, -3, -1, 1, 3).counts, [1, 1, 0, 1, 1]);
  });

  it('reaches as far as it is told, and never leaves a finite element out', () => {
    assert.deepEqual(of(3, 30, 1, 2, 3), { limit: 30, counts: [0, 3, 0], zeros: 0, nonFinite: 0 });
    assert.deepEqual(of(3, 1, 6, -1), { limit: 6, counts: [0, 1, 1], zeros: 0, nonFinite: 0 });
  });

  it('is there when everything is 0, or nothing is finite', () => {
    assert.deepEqual(of(3, 0, 0, 0), { limit: 0, counts: [0, 2, 0], zeros: 2, nonFinite: 0 });
    assert.deepEqual(of(3, 0, NaN), { limit: 0, counts: [0, 0, 0], zeros: 0, nonFinite: 1 });
  });

  it('refuses what makes no scale', () => {
    assert.throws(() => of(4, 1, 0), /odd number of bins/);
    assert.throws(() => of(1e9 + 1, 1, 0), /odd number of bins/);
    assert.throws(() => of(3, NaN, 0), /finite number/);
    assert.throws(() => of(3, Infinity, 0), /finite number/);
  });
});
