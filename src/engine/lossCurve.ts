/** The losses of a run, few enough to draw. */
import type { LossCurve } from '../protocol/engine';

/** The first, the last, and three of one stretch between them. */
export const LEAST_POINTS = 5;

/**
 * At most `points` of the losses, with their steps. Of each stretch of batch steps the lowest and the highest stay,
 * so that a spike of a single step is never lost, and the first that is not finite, so that NaN is not either.
 * Throws a RangeError for fewer than five points.
 *
 * @param losses one number per finished batch step, from the first.
 * @param accuracies as many; null where accuracy has no meaning.
 */
export function lossCurve(
  losses: readonly number[],
  points: number,
  accuracies: readonly number[] | null = null,
): LossCurve {
  if (!Number.isInteger(points) || points < LEAST_POINTS)
    throw new RangeError(`A curve takes a whole number of points, ${LEAST_POINTS} or more, not ${points}.`);
  const kept = losses.length <= points ? [...losses.keys()] : keptSteps(losses, points);
  return {
    count: losses.length,
    steps: Uint32Array.from(kept),
    losses: Float64Array.from(kept, (step) => losses[step] ?? Number.NaN),
    ...(accuracies === null
      ? {}
      : { accuracies: Float64Array.from(kept, (step) => accuracies[step] ?? Number.NaN) }),
  };
}

function keptSteps(losses: readonly number[], points: number): number[] {
  const last = losses.length - 1;
  const stretches = Math.floor((points - 2) / 3);
  const kept = new Set([0]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * (last - 1)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (last - 1)) / stretches);
    for (const step of extremes(losses, from, to)) kept.add(step);
  }
  kept.add(last);
  return [...kept];
}

/** The steps of the lowest, the highest and the first loss that is not finite, from `from` up to `to`, in order. */
function extremes(losses: readonly number[], from: number, to: number): number[] {
  let lowest = -1;
  let highest = -1;
  let broken = -1;
  for (let step = from; step < to; step++) {
    const loss = losses[step] ?? Number.NaN;
    if (!Number.isFinite(loss)) {
      if (broken < 0) broken = step;
      continue;
    }
    if (lowest < 0 || loss < (losses[lowest] ?? loss)) lowest = step;
    if (highest < 0 || loss > (losses[highest] ?? loss)) highest = step;
  }
  return [lowest, highest, broken].filter((step) => step >= 0).sort((a, b) => a - b);
}
