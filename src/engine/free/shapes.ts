/** Which batch steps are run as plans, and how many as one. */
import { rowsOf } from '../batchRecord';
import type { Ahead, Errand } from './ahead';
import type { StretchShape } from './recording';

/** Batch steps that are passed at once: after each passage there is a checkpoint, and a pause can be heard. */
const LONGEST = 32;
/** And their multiply-adds, on the processor: about five milliseconds. */
const MOST_WORK = 20_000_000;
/** A plan has an array for each result of each of its batch steps: so many numbers of weights, and a few times as many in all. */
const MOST_NUMBERS = 2 ** 24;
/** On a graphics card, whose pace is known from the run alone, a passage may take so many milliseconds. */
const MOST_TIME = 40;
/**
 * A batch step with more multiply-adds is run kernel by kernel on the processor: its products are worth sharing with
 * helpers (src/engine/crew), and a pause is heard between two kernels. With fewer, what a plan saves is worth more.
 */
const TOO_HEAVY = 40_000_000;
/** A plan has memory for about eight arrays of the weights' size, and there are up to six plans. */
const MOST_WEIGHTS = 500_000;

/**
 * The stretches that come next, one after the other; none when the next batch step had better be run by itself.
 * @param pace milliseconds that a batch step of a plan takes; null when nobody knows
 */
export function shapesAhead(ahead: Ahead, errand: Errand, pace: number | null): readonly StretchShape[] {
  if (ahead.backend.report.name === 'webasm') return singleSteps(ahead, errand);
  return severalAsOne(ahead, errand, pace);
}

/**
 * On the processor a plan of one batch step is run again and again: it is compiled in a fraction of the time, and to
 * put numbers in and read them costs next to nothing.
 */
function singleSteps(ahead: Ahead, { limit, mayEndEpoch }: Errand): StretchShape[] {
  const { from, schedule } = ahead;
  if (weightsOf(ahead) > MOST_WEIGHTS) return [];
  const work = workOf(ahead);
  const shapes: StretchShape[] = [];
  // Passages end where the tape is fond of checkpoints: at multiples of a power of two.
  const atOnce = longest(MOST_WORK / work, 0);
  const count = Math.min(atOnce === 0 ? 1 : atOnce - (from.steps % atOnce), limit);
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const batch = (from.cursor.batch + index) % schedule.batchesPerEpoch;
    const endsEpoch = batch === schedule.batchesPerEpoch - 1;
    if (endsEpoch && !mayEndEpoch) break;
    const load = work + (endsEpoch ? workOfValidation(ahead) : 0);
    sum += load;
    if (load > TOO_HEAVY || (sum > MOST_WORK && index > 0)) break;
    shapes.push({ batches: [{ N: schedule.sizeOf(batch), endsEpoch }] });
  }
  return shapes;
}

/**
 * On a graphics card several batch steps are one plan, since each readback is dear: to read what comes out takes as
 * long as several batch steps of a small network. Few plans are made: they have lengths of powers of two, and begin at
 * multiples of these.
 */
function severalAsOne(ahead: Ahead, { limit, mayEndEpoch }: Errand, pace: number | null): StretchShape[] {
  const { from, schedule } = ahead;
  const { batchesPerEpoch } = schedule;
  const { batch } = from.cursor;
  const bearable = pace === null ? 1 : MOST_TIME / pace;
  const most = Math.min(limit, LONGEST, bearable, MOST_NUMBERS / weightsOf(ahead));
  const epochs = mayEndEpoch && batch === 0 ? longest(most / batchesPerEpoch, 0) : 0;
  const beforeEnd = batchesPerEpoch - batch - (mayEndEpoch ? 0 : 1);
  // However large the network is, one batch step is a plan.
  const within = Math.min(limit, beforeEnd, Math.max(1, most));
  const count = epochs > 0 ? epochs * batchesPerEpoch : longest(within, batch);
  if (count === 0) return [];
  const batches = Array.from({ length: count }, (_, index) => {
    const at = (batch + index) % batchesPerEpoch;
    return { N: schedule.sizeOf(at), endsEpoch: at === batchesPerEpoch - 1 };
  });
  return [{ batches }];
}

/** The longest length that is not above `most` and may begin there; 0 when there is none. */
function longest(most: number, begin: number): number {
  for (let length = LONGEST; length >= 1; length /= 2)
    if (length <= most && begin % length === 0) return length;
  return 0;
}

/** Multiply-adds of the products of a batch step, forward and backward. */
export function workOf(ahead: Ahead): number {
  return 3 * weightsOf(ahead) * ahead.schedule.sizeOf(0);
}

/** Those of the validation at an epoch's end: forward alone. */
function workOfValidation(ahead: Ahead): number {
  const { validation } = ahead.dataset;
  return validation === null ? 0 : weightsOf(ahead) * rowsOf(validation.inputs);
}

/** How many weights the network has. */
function weightsOf({ from }: Ahead): number {
  return from.states.reduce((sum, { weights }) => sum + weights.data.length, 0);
}
