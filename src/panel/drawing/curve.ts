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
  /** Batch steps on show whose loss is not finite. */
  readonly broken: readonly number[];
}

/** Where a batch step stands between 0 and 1. */
export function placeOfStep(step: number, newest: number): number {
  return newest > 0 ? Math.min(1, step / newest) : 1;
}

export function drawCurve({ steps, losses }: LossCurve, here: number, newest: number): CurveDrawing {
  const scale = lossScale(losses);
  const points = Array.from(steps, (step, index) => ({ step, loss: losses[index] ?? Number.NaN }));
  const split = points.findLastIndex(({ step }) => step <= here);
  const toPath = (some: typeof points): string => pathOf(some, scale, newest);
  return {
    scale,
    past: toPath(points.slice(0, split + 1)),
    // From the last point of the past on, so that the line has no gap.
    ahead: split + 1 < points.length ? toPath(points.slice(Math.max(0, split))) : '',
    broken: points.filter(({ loss }) => !Number.isFinite(loss)).map(({ step }) => step),
  };
}

/** A line through the finite losses, broken where one is not. A point alone is a line of no length: a dot. */
function pathOf(
  points: readonly { readonly step: number; readonly loss: number }[],
  scale: LossScale,
  newest: number,
): string {
  const parts: string[] = [];
  let drawn = 0;
  const endPart = (): void => {
    if (drawn === 1) parts.push('h0');
    drawn = 0;
  };
  for (const { step, loss } of points) {
    if (!Number.isFinite(loss)) {
      endPart();
      continue;
    }
    const x = placeOfStep(step, newest) * WIDTH;
    const y = HEIGHT - MARGIN - scale.place(loss) * (HEIGHT - 2 * MARGIN);
    parts.push(`${drawn === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`);
    drawn++;
  }
  endPart();
  return parts.join('');
}
