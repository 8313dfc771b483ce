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
    const answer = classAt(output.data, sample * m, m);
    if (answer !== NO_CLASS && answer === classAt(targets.data, sample * m, m)) right++;
  }
  return right / samples;
}

const NO_CLASS = -1;

/** The index of the largest of m elements, the first of equals; 0 or 1 for a single one; none when one is NaN. */
function classAt(data: Float32Array, start: number, m: number): number {
  // A plain loop: it runs over every output of every batch step.
  let largest = Number.NEGATIVE_INFINITY;
  let at = 0;
  for (let unit = 0; unit < m; unit++) {
    const value = data[start + unit] ?? Number.NaN;
    if (Number.isNaN(value)) return NO_CLASS;
    if (value > largest) {
      largest = value;
      at = unit;
    }
  }
  return m === 1 ? (largest > 0.5 ? 1 : 0) : at;
}
