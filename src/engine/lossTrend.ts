/** Whether the loss still falls. */
import { LOSS_WINDOW, type LossTrend } from '../protocol/health';

/**
 * The mean losses of the two newest windows of batch steps when a window has just been filled, and two are there;
 * else null. A window is LOSS_WINDOW batch steps, or as many more as make up whole epochs: then both hold the same
 * samples, and what differs from batch to batch evens out. The windows lie side by side, so that each loss counts once.
 *
 * @param losses of the finished batch steps, from the first; those after `steps` are not looked at.
 * @param steps how many are finished; `loss` is that of the batch step after them, the one at hand.
 */
export function lossTrendAt(
  losses: readonly number[],
  steps: number,
  loss: number,
  batchesPerEpoch: number,
): LossTrend | null {
  return lossTrendIn((step) => losses[step], steps, loss, batchesPerEpoch);
}

/** The same, of losses that do not lie in one array. */
export function lossTrendIn(
  lossOf: (step: number) => number | undefined,
  steps: number,
  loss: number,
  batchesPerEpoch: number,
): LossTrend | null {
  const window = windowOf(batchesPerEpoch);
  const count = steps + 1;
  if (!isTrendDue(steps, batchesPerEpoch)) return null;
  const meanFrom = (first: number): number => {
    let sum = 0;
    for (let step = first; step < first + window; step++) {
      // A loss that nobody has kept is no number, and nothing is found.
      sum += step === steps ? loss : (lossOf(step) ?? Number.NaN);
    }
    return sum / window;
  };
  const first = count - 2 * window;
  return { first, window, before: meanFrom(first), now: meanFrom(first + window) };
}

/** Whether the batch step after so many finished ones fills a second window. */
export function isTrendDue(steps: number, batchesPerEpoch: number): boolean {
  const window = windowOf(batchesPerEpoch);
  return (steps + 1) % window === 0 && steps + 1 >= 2 * window;
}

function windowOf(batchesPerEpoch: number): number {
  return Math.ceil(LOSS_WINDOW / batchesPerEpoch) * batchesPerEpoch;
}
