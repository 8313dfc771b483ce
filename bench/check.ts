/** Whether two contestants did the same mathematics: their parameters after the same training. */
import type { LayerParameters } from './contestants/contestant';

/** float32 adds up in another order in every library; a wrong factor anywhere is off by far more. */
const TOLERANCE = 1e-4;
/** Training has to have moved the parameters by this many times the tolerance, or the check says nothing. */
const MOVED = 50;

export interface Check {
  /** The largest absolute difference of a weight or bias. */
  readonly difference: number;
  /** Why this contestant is not ranked; null when it computes what we compute. */
  readonly fault: string | null;
}

export function compare(
  theirs: readonly LayerParameters[],
  ours: readonly LayerParameters[],
  initial: readonly LayerParameters[],
): Check {
  const difference = largestDifference(theirs, ours);
  const moved = largestDifference(ours, initial);
  const fault =
    moved < MOVED * TOLERANCE
      ? `the check says nothing: training moved no weight by more than ${moved.toExponential(1)}`
      : difference <= TOLERANCE
        ? null
        : `its weights differ from ours by up to ${difference.toExponential(1)}`;
  return { difference, fault };
}

/** NaN when any number is NaN or missing: that is no agreement. */
export function largestDifference(a: readonly LayerParameters[], b: readonly LayerParameters[]): number {
  return a.reduce((largest, { weights, bias }, layer) => {
    const other = b[layer];
    const apart = other ? [apartFrom(weights, other.weights), apartFrom(bias, other.bias)] : [NaN];
    return Math.max(largest, ...apart);
  }, 0);
}

function apartFrom(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN;
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? NaN))), 0);
}
