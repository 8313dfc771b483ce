/** The loss curve as paths in a box of 1000 × 100, which the page stretches to the width it has. */
import type { LossCurve } from '../../protocol/engine';

export const WIDTH = 1000;
export const HEIGHT = 100;
/** Room above and below, so that a line at the edge is not cut in half. */
const MARGIN = 4;
/** Beyond two decades a straight scale would press all but the first losses to the floor. */
const DECADES = 100;

export interface LossScale {
  /** The lowest and highest finite loss; null when there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly logarithmic: boolean;
  /** From 0 (lowest) to 1 (highest); a half when all are equal. */
  readonly place: (loss: number) => number;
}

export function lossScale(losses: Iterable<number>): LossScale {
  let [low, high] = [Infinity, -Infinity];
  for (const loss of losses) {
    if (!Number.isFinite(loss)) continue;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  if (low > high) return { low: null, high: null, logarithmic: false, place: () => 0.5 };
  const logarithmic = low > 0 && high / low > DECADES;
  const measure = logarithmic ? Math.log : (loss: number): number => loss;
  const [from, to] = [measure(low), measure(high)];
  const place = (loss: number): number => (to > from ? (measure(loss) - from) / (to - from) : 0.5);
  return { low, high, logarithmic, place };
}

export interface CurveDrawing {
  readonly scale: LossScale;
  /** Up to the batch step at hand, and what lies beyond it. */
  readonly past: string;
  readonly ahead: string;
  /** The accuracy, from 0 at the bottom to 1 at the top; null where it has no meaning. */
  readonly accuracy: string | null;
  /** Batch steps on show whose loss is not finite. */
  readonly broken: readonly number[];
}

/** Where a batch step stands between 0 and 1. */
export function placeOfStep(step: number, newest: number): number {
  return newest > 0 ? Math.min(1, step / newest) : 1;
}

export function drawCurve(
  { steps, losses, accuracies }: LossCurve,
  here: number,
  newest: number,
): CurveDrawing {
  const scale = lossScale(losses);
  const points = pointsOf(steps, losses);
  const split = points.findLastIndex(({ step }) => step <= here);
  const toPath = (some: readonly CurvePoint[]): string => pathOf(some, scale.place, newest);
  return {
    scale,
    past: toPath(points.slice(0, split + 1)),
    // From the last point of the past on, so that the line has no gap.
    ahead: split + 1 < points.length ? toPath(points.slice(Math.max(0, split))) : '',
    accuracy: accuracies === undefined ? null : pathOf(pointsOf(steps, accuracies), (share) => share, newest),
    broken: points.filter(({ value }) => !Number.isFinite(value)).map(({ step }) => step),
  };
}

interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

function pointsOf(steps: Uint32Array, values: Float64Array): CurvePoint[] {
  return Array.from(steps, (step, index) => ({ step, value: values[index] ?? Number.NaN }));
}

/** A line through the finite numbers, broken where one is not. A point alone is a line of no length: a dot. */
function pathOf(points: readonly CurvePoint[], place: (value: number) => number, newest: number): string {
  const parts: string[] = [];
  let drawn = 0;
  const endPart = (): void => {
    if (drawn === 1) parts.push('h0');
    drawn = 0;
  };
  for (const { step, value } of points) {
    if (!Number.isFinite(value)) {
      endPart();
      continue;
    }
    const x = placeOfStep(step, newest) * WIDTH;
    const y = HEIGHT - MARGIN - place(value) * (HEIGHT - 2 * MARGIN);
    parts.push(`${drawn === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`);
    drawn++;
  }
  endPart();
  return parts.join('');
}
