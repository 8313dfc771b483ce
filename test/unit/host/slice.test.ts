import assert from 'node:assert/strict';
import { sliceTensor } from '../../../src/engine/host/slice';
import type { Tensor } from '../../../src/protocol/tensor';

/** Element [i, j, …] holds its own flat index. */
function counting(...shape: number[]): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, data: Float32Array.from({ length: size }, (_, index) => index) };
}

describe('sliceTensor', () => {
  it('cuts a rectangle out of a matrix', () => {
    const slice = sliceTensor(counting(4, 5), { row: 1, rows: 2, column: 2, columns: 3 });
    assert.deepEqual(slice, {
      shape: [4, 5],
      sample: 0,
      row: 1,
      rows: 2,
      column: 2,
      columns: 3,
      data: Float32Array.of(7, 8, 9, 12, 13, 14),
    });
  });

  it('cuts the window to what exists', () => {
    const { rows, columns, data } = sliceTensor(counting(4, 5), { row: 3, rows: 9, column: 4, columns: 9 });
    assert.deepEqual([rows, columns, [...data]], [1, 1, [19]]);
    const all = sliceTensor(counting(2, 2), { row: 0, rows: Infinity, column: 0, columns: Infinity });
    assert.deepEqual([...all.data], [0, 1, 2, 3]);
  });

  it('gives nothing for a window outside, and starts at 0 for one before the start', () => {
    const outside = sliceTensor(counting(4, 5), { row: 7, rows: 2, column: 0, columns: 5 });
    assert.deepEqual([outside.row, outside.rows, outside.data.length], [4, 0, 0]);
    const before = sliceTensor(counting(4, 5), { row: -2, rows: 1, column: NaN, columns: 2 });
    assert.deepEqual([before.row, before.column, [...before.data]], [0, 0, [0, 1]]);
  });

  it('shows a vector as one row and a number as one cell', () => {
    const vector = sliceTensor(counting(6), { row: 0, rows: 3, column: 1, columns: 4 });
    assert.deepEqual([vector.rows, vector.columns, [...vector.data]], [1, 4, [1, 2, 3, 4]]);
    const number = sliceTensor(
      { shape: [], data: Float32Array.of(7) },
      { row: 0, rows: 1, column: 0, columns: 1 },
    );
    assert.deepEqual([...number.data], [7]);
  });

  it('selects the matrix of a sample, the last one where there are fewer', () => {
    const window = { row: 1, rows: 1, column: 0, columns: 2 };
    assert.deepEqual([...sliceTensor(counting(3, 2, 2), { ...window, sample: 1 }).data], [6, 7]);
    const last = sliceTensor(counting(3, 2, 2), { ...window, sample: 9 });
    assert.deepEqual([last.sample, [...last.data]], [2, [10, 11]]);
    const none = sliceTensor(counting(0, 2, 2), { ...window, sample: 0 });
    assert.deepEqual([none.rows, none.data.length], [0, 0]);
  });

  it('copies, so that its buffer may be given away', () => {
    const tensor = counting(2, 2);
    const slice = sliceTensor(tensor, { row: 0, rows: 2, column: 0, columns: 2 });
    assert.notEqual(slice.data.buffer, tensor.data.buffer);
    slice.data.fill(9);
    assert.deepEqual([...tensor.data], [0, 1, 2, 3]);
  });
});
