import type { Tensor } from '../protocol/tensor';
import { columnsOf, rowsOf } from './batchRecord';

/**
 * The share of samples that are classified right: the largest output is the one with the largest target, or,
 * for a single output, both lie on the same side of 0.5. A sample whose output holds NaN is wrong.
 * @param output N × m
 * @param targets N × m
 */
export function accuracyOf(output: Tensor, targets: Tensor): number {
  const samples = rowsOf(output);
  const m = columnsOf(output);
  let right = 0;
  for (let sample = 0; sample < samples; sample++) {
    const row = output.data.subarray(sample * m, (sample + 1) * m);
    const wanted = targets.data.subarray(sample * m, (sample + 1) * m);
    if (!row.some(Number.isNaN) && classOf(row) === classOf(wanted)) right++;
  }
  return right / samples;
}

/** The index of the largest element, the first of equals; 0 or 1 for a single one. */
function classOf(row: Float32Array): number {
  if (row.length === 1) return (row[0] ?? 0) > 0.5 ? 1 : 0;
  return row.indexOf(Math.max(...row));
}
