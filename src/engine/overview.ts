/** A large matrix in few numbers: of each block of it the one that stands out most. */
import type { Overview } from '../protocol/overview';
import type { Tensor } from '../protocol/tensor';

/**
 * The overview of a tensor's last two axes, of one sample where there are three; a vector is one row.
 * @param block rows and columns of a block
 * @throws RangeError when there is no such sample, or blocks cannot have that size
 */
export function overviewOf({ shape, data }: Tensor, sample: number, block: number): Overview {
  if (!Number.isInteger(block) || block < 1)
    throw new RangeError(`A block has a whole number of rows and columns, 1 or more, not ${block}.`);
  const samples = shape.length === 3 ? (shape[0] ?? 0) : 1;
  if (!Number.isInteger(sample) || sample < 0 || sample >= samples)
    throw new RangeError(`There is no sample ${sample} among ${samples}.`);
  const [length, width] = [shape.length < 2 ? 1 : (shape.at(-2) ?? 0), shape.at(-1) ?? 0];
  const [rows, columns] = [Math.ceil(length / block), Math.ceil(width / block)];
  const largest = new Float32Array(rows * columns);
  for (let i = 0; i < length; i++) {
    const from = (sample * length + i) * width;
    const into = Math.floor(i / block) * columns;
    for (let j = 0; j < width; j++) {
      const value = data[from + j] ?? Number.NaN;
      const at = into + Math.floor(j / block);
      if (standsOut(value, largest[at] ?? 0)) largest[at] = value;
    }
  }
  return { block, rows, columns, data: largest };
}

/** Whether a number stands out from those of its block so far. The first that is not finite stays. */
function standsOut(value: number, most: number): boolean {
  return Number.isFinite(most) && !(Math.abs(value) <= Math.abs(most));
}
