import assert from 'node:assert/strict';
import { areasOf, aroundZero, boundaryPath, classOf, gridSide } from '../../../src/panel/drawing/boundary';
import { gridInputs } from '../../../src/protocol/grid';

describe('the plane of two inputs', () => {
  it('is a grid with its ends, the first axis running fastest', () => {
    const { shape, data } = gridInputs([
      { low: 0, high: 1, count: 3 },
      { low: -2, high: 2, count: 2 },
    ]);
    assert.deepEqual(shape, [6, 2]);
    assert.deepEqual([...data], [0, -2, 0.5, -2, 1, -2, 0, 2, 0.5, 2, 1, 2]);
    assert.deepEqual([...gridInputs([{ low: 3, high: 9, count: 1 }]).data], [3]);
  });

  it('classifies as the accuracy does: the first of the largest, or above 0.5', () => {
    assert.equal(classOf([0.2, 0.4, 0.4]), 1);
    assert.equal(classOf([0.5]), 0);
    assert.equal(classOf([0.51]), 1);
  });

  it('has one area for neighbours of one class and tint, and none across two rows', () => {
    const areas = areasOf(Float32Array.of(1, 1, 0, 0, 0, 0), 1, 3);
    assert.deepEqual(
      areas.map(({ row, column, length, label }) => [row, column, length, label]),
      [
        [0, 0, 2, 1],
        [0, 2, 1, 0],
        [1, 0, 3, 0],
      ],
    );
    assert.ok(areasOf(Float32Array.of(Number.NaN), 1, 1).every(({ level }) => level === 0));
  });

  it('draws the line where the class changes, sideways and upwards', () => {
    assert.equal(boundaryPath(Float32Array.of(1, 0, 1, 1), 1, 2), 'M1 0v1M1 1h1');
    assert.equal(boundaryPath(Float32Array.of(0.9, 0.1, 0.8, 0.2), 2, 2), '');
  });

  it('has its line at 0 where there are no classes', () => {
    assert.deepEqual([...aroundZero(Float32Array.of(-2, 9, 0, 9, 1, 9), 2)], [0, 0.5, 0.75]);
  });

  it('is coarser for a heavy network', () => {
    assert.equal(gridSide(50), 48);
    assert.equal(gridSide(20_000), 32);
    assert.equal(gridSide(1_000_000), 12);
  });
});
