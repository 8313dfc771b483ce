import type { Samples } from '../data/dataset';
import type { Tensor } from '../protocol/tensor';
import { columnsOf } from './batchRecord';

/** `count` samples from `start` on, as arrays of their own. */
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
