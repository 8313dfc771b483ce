/** A large matrix in few numbers. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { overviewOf } from '../../../src/engine/overview';

describe('the overview of a tensor', () => {
  it('has of each block the element of the largest absolute value, with its sign', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.integer({ min: -50, max: 50 })),
        (length, width, block, numbers) => {
          const data = Float32Array.from([...numbers.take(length * width)]);
          const overview = overviewOf({ shape: [length, width], data }, 0, block);
          assert.deepEqual(
            [overview.rows, overview.columns],
            [Math.ceil(length / block), Math.ceil(width / block)],
          );
          overview.data.forEach((value, at) => {
            const inBlock = [...data].filter((_, i) => {
              const [row, column] = [Math.floor(i / width), i % width];
              return (
                Math.floor(row / block) === Math.floor(at / overview.columns) &&
                Math.floor(column / block) === at % overview.columns
              );
            });
            assert.ok(inBlock.includes(value));
            assert.equal(Math.abs(value), Math.max(...inBlock.map(Math.abs)));
          });
        },
      ),
    );
  });

  it('loses nothing that is not finite, and takes the sample that is asked for', () => {
    const data = Float32Array.of(1, Number.NaN, 2, 3, 5, 6, -8, Infinity);
    const tensor = { shape: [2, 2, 2], data };
    assert.deepEqual([...overviewOf(tensor, 0, 2).data], [Number.NaN]);
    assert.deepEqual([...overviewOf(tensor, 1, 2).data], [Infinity]);
    assert.deepEqual([...overviewOf(tensor, 1, 1).data], [5, 6, -8, Infinity]);
    assert.deepEqual([...overviewOf({ shape: [3], data: Float32Array.of(1, -4, 2) }, 0, 2).data], [-4, 2]);
  });

  it('refuses blocks and samples that there are none of', () => {
    const tensor = { shape: [1, 1], data: Float32Array.of(1) };
    assert.throws(() => overviewOf(tensor, 0, 0), RangeError);
    assert.throws(() => overviewOf(tensor, 0, 1.5), RangeError);
    assert.throws(() => overviewOf(tensor, 1, 1), RangeError);
  });
});
