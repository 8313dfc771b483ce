/** Which batch steps are run as plans, and how many as one. */
import type { Ahead, Errand } from './ahead';
import type { StretchShape } from './recording';

/** Batch steps that are passed at once: after each passage there is a checkpoint, and a pause can be heard. */
const MOST_STEPS = 8;
/** On a graphics card, whose pace nobody knows beforehand, a passage may take so many milliseconds. */
const MOST_TIME = 40;
/**
 * With so many multiply-adds in a batch step it is run kernel by kernel on the processor: reading results back costs
 * next to nothing there, and the products of four rows are faster than those of a plan.
 */
const TOO_HEAVY = 500_000;

/**
 * The stretches that come next, one after the other; none when the next batch step had better be run by itself.
 * @param pace milliseconds that a batch step of a plan takes; null when nobody knows
 */
export function shapesAhead(ahead: Ahead, errand: Errand, pace: number | null): readonly StretchShape[] {
  if (ahead.backend.report.name === 'webasm') return singleSteps(ahead, errand);
  const most = pace === null ? 1 : MOST_TIME / pace;
  const shape = severalAsOne(ahead, errand, [8, 4, 2].find((steps) => steps <= most) ?? 1);
  return shape === null ? [] : [shape];
}

/**
 * On the processor a plan of one batch step is run again and again: it is compiled in a fraction of the time, and to
 * put numbers in and read them costs next to nothing.
 */
function singleSteps(ahead: Ahead, { limit, mayEndEpoch }: Errand): StretchShape[] {
  const { from, schedule } = ahead;
  if (workOf(ahead) > TOO_HEAVY) return [];
  const shapes: StretchShape[] = [];
  // Passages end where the tape is fond of checkpoints: at multiples of a power of two.
  const count = Math.min(MOST_STEPS - (from.steps % MOST_STEPS), limit);
  for (let index = 0; index < count; index++) {
    const batch = (from.cursor.batch + index) % schedule.batchesPerEpoch;
    const endsEpoch = batch === schedule.batchesPerEpoch - 1;
    if (endsEpoch && !mayEndEpoch) break;
    shapes.push({ batches: [{ N: schedule.sizeOf(batch), endsEpoch }] });
  }
  return shapes;
}

/** On a graphics card, where each readback is dear: few different stretches, so that few plans are made. */
function severalAsOne(
  { from, schedule }: Ahead,
  { limit, mayEndEpoch }: Errand,
  most: number,
): StretchShape | null {
  const { batchesPerEpoch } = schedule;
  const { batch } = from.cursor;
  const beforeEnd = batchesPerEpoch - batch - (mayEndEpoch ? 0 : 1);
  let count: number;
  if (mayEndEpoch && batchesPerEpoch <= most) {
    const epochs = Math.floor(most / batchesPerEpoch);
    count = epochs * batchesPerEpoch <= limit ? epochs * batchesPerEpoch : batchesPerEpoch;
    if (batch !== 0) return null;
  } else {
    count = Math.min(most, beforeEnd);
    if (batch % most !== 0) return null;
  }
  if (count < 1 || count > limit) return null;
  const batches = Array.from({ length: count }, (_, index) => {
    const at = (batch + index) % batchesPerEpoch;
    return { N: schedule.sizeOf(at), endsEpoch: at === batchesPerEpoch - 1 };
  });
  return { batches };
}

/** Multiply-adds of the products of a batch step, forward and backward. */
function workOf({ from, schedule }: Ahead): number {
  const weights = from.states.reduce((sum, state) => sum + state.weights.data.length, 0);
  return 3 * weights * schedule.sizeOf(0);
}
