import assert from 'node:assert/strict';
import { lossCurve } from '../../../src/engine/lossCurve';

const falling = (count: number): number[] => Array.from({ length: count }, (_, step) => 1 / (step + 1));

describe('the curve of losses', () => {
  it('is the losses themselves while they are few', () => {
    const { count, steps, losses } = lossCurve([0.5, 0.4, 0.3], 5);
    assert.deepEqual([count, [...steps], [...losses]], [3, [0, 1, 2], [0.5, 0.4, 0.3]]);
    assert.equal(lossCurve([], 5).steps.length, 0);
  });

  it('keeps the first, the last, every spike and what is not finite, in order and in bounds', () => {
    const all = falling(10_000);
    [all[1234], all[5000], all[7777], all[8888]] = [90, -3, Number.NaN, Infinity];
    for (const points of [60, 61, 62, 500, 9999]) {
      const { count, steps, losses } = lossCurve(all, points);
      assert.equal(count, 10_000);
      assert.ok(steps.length <= points && steps.length > points / 2, `${steps.length} of ${points}`);
      for (const step of [0, 1234, 5000, 7777, 8888, 9999])
        assert.ok(steps.includes(step), `${step} of ${points}`);
      assert.deepEqual(
        [...steps],
        [...new Set(steps)].sort((a, b) => a - b),
      );
      steps.forEach((step, i) => assert.equal(losses[i], all[step]));
    }
  });

  it('stays in bounds and keeps both ends for any number of points', () => {
    for (let points = 5; points < 40; points++) {
      const { steps } = lossCurve(falling(41), points);
      assert.ok(steps.length <= points);
      assert.deepEqual([steps[0], steps.at(-1)], [0, 40]);
    }
  });

  it('refuses what is no number of points', () => {
    for (const points of [4, 0, -1, 7.5, Number.NaN, Infinity])
      assert.throws(() => lossCurve([1], points), RangeError);
  });
});
