/** Counts how the elements of a tensor are spread around 0. */
import type { Histogram } from '../protocol/histogram';
import type { Tensor } from '../protocol/tensor';
import { summaryOf } from './numbers';

/** More bins than anybody can tell apart. */
const MOST_BINS = 1001;

/**
 * The histogram of all elements, from −limit to limit; the limit is widened to hold every finite element.
 * @param bins odd, so that one of them is around 0
 * @throws RangeError when limit or bins make no scale
 */
export function histogramOf(tensor: Tensor, bins: number, atLeast = 0): Histogram {
  if (!Number.isInteger(bins) || bins % 2 !== 1 || bins < 1 || bins > MOST_BINS)
    throw new RangeError(`A histogram has an odd number of bins up to ${MOST_BINS}, not ${bins}.`);
  if (!(atLeast >= 0 && atLeast < Infinity))
    throw new RangeError(`A histogram reaches to a finite number of 0 or more, not ${atLeast}.`);
  const { min, max } = summaryOf(tensor);
  const limit = Math.max(atLeast, Math.abs(min ?? 0), Math.abs(max ?? 0));
  const middle = (bins - 1) / 2;
  const counts = new Array<number>(bins).fill(0);
  let [zeros, nonFinite] = [0, 0];
  for (const value of tensor.data) {
    if (!Number.isFinite(value)) {
      nonFinite++;
      continue;
    }
    if (value === 0) zeros++;
    const size = limit === 0 ? 0 : (Math.abs(value) / limit) * (bins / 2);
    const away = Math.min(middle, Math.floor(size + 0.5));
    const at = value < 0 ? middle - away : middle + away;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { limit, counts, zeros, nonFinite };
}
