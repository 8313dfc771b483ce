/** Parts of a set of samples, as arrays of their own. */
import type { Samples } from '../data/dataset';
import type { Tensor } from '../protocol/tensor';
import { columnsOf } from './batchRecord';

/** `count` samples from `start` on. */
export function rowsFrom(samples: Samples, start: number, count: number): Samples {
  const part = (tensor: Tensor): Tensor => {
    const columns = columnsOf(tensor);
    return {
      shape: [count, columns],
      data: tensor.data.slice(start * columns, (start + count) * columns),
    };
  };
  return { inputs: part(samples.inputs), targets: part(samples.targets) };
}

/** The samples of these indices, in this order. */
export function rowsAt(samples: Samples, indices: ArrayLike<number>): Samples {
  const part = (tensor: Tensor): Tensor => {
    const columns = columnsOf(tensor);
    const data = new Float32Array(indices.length * columns);
    for (let row = 0; row < indices.length; row++) {
      const from = (indices[row] ?? 0) * columns;
      data.set(tensor.data.subarray(from, from + columns), row * columns);
    }
    return { shape: [indices.length, columns], data };
  };
  return { inputs: part(samples.inputs), targets: part(samples.targets) };
}
