/** A finite difference, and its comparison with the analytic gradient. */
import { TOLERANCE, type ElementCheck } from '../../protocol/gradientCheck';

/** What float64 can tell apart at 1. */
const EPSILON = Number.EPSILON;

/** What float32 may lose of a mean is told in this share of the mean size of what is added up. */
const FLOAT32_SHARE = 0.01;

/**
 * How far to move a parameter. The error of a central difference is h² · f‴ / 6 of cutting the series short, and
 * ε · f / h of rounding; their sum is least near the cube root of ε, here 6e-6. A large parameter is moved further,
 * since what is added must not drown in it; one with large inputs less far, since it moves preActivation by h times
 * the input.
 */
export function stepFor(parameter: number, reach: number): number {
  return (Math.cbrt(EPSILON) * Math.max(1, Math.abs(parameter))) / Math.max(1, reach);
}

export type Compared = Pick<
  ElementCheck,
  | 'step'
  | 'lossBelow'
  | 'lossAt'
  | 'lossAbove'
  | 'analytic'
  | 'numeric'
  | 'left'
  | 'right'
  | 'floor'
  | 'resolution'
  | 'error'
  | 'verdict'
>;

/**
 * @param below the losses of the samples with the parameter moved down by `step`; `at` as it is; `above` moved up
 */
export function compare(
  analytic: number,
  step: number,
  below: Float64Array,
  at: Float64Array,
  above: Float64Array,
): Compared {
  const slopes = above.map((loss, b) => (loss - (below[b] ?? NaN)) / (2 * step));
  const numeric = mean(slopes);
  const [lossBelow, lossAt, lossAbove] = [mean(below), mean(at), mean(above)];
  const left = mean(at.map((loss, b) => loss - (below[b] ?? NaN))) / step;
  const right = mean(above.map((loss, b) => loss - (at[b] ?? NaN))) / step;
  const resolution = (16 * EPSILON * (1 + Math.abs(lossAt))) / step;
  // The gradient is a mean over the samples. Where they say opposite things it is small, but its rounding is not.
  const floor = Math.max(FLOAT32_SHARE * mean(slopes.map(Math.abs)), resolution / TOLERANCE);
  const size = Math.max(Math.abs(analytic), Math.abs(numeric), floor);
  const error = Math.abs(analytic - numeric) / size;
  const known = { step, lossBelow, lossAt, lossAbove, analytic, numeric, left, right, floor, resolution };
  return { ...known, error, verdict: verdictOf({ analytic, left, right }, error, size) };
}

function verdictOf(
  { analytic, left, right }: Pick<Compared, 'analytic' | 'left' | 'right'>,
  error: number,
  size: number,
): Compared['verdict'] {
  // Infinity over infinity is NaN too.
  if (!Number.isFinite(error)) return 'notFinite';
  if (error <= TOLERANCE) return 'agrees';
  const slack = TOLERANCE * size;
  const isBent = Math.abs(right - left) > slack;
  const isBetween = analytic >= Math.min(left, right) - slack && analytic <= Math.max(left, right) + slack;
  return isBent && isBetween ? 'kink' : 'differs';
}

function mean(numbers: Float64Array): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
