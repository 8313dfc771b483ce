/**
 * How each layer learnt in the latest batch steps: two numbers per layer and batch step, in a ring. A record
 * belongs to its batch step; when the step is run again, it is overwritten.
 */
import type { LayerStrip, Strips } from '../protocol/engine';
import type { RunRecord } from '../protocol/runRecord';
import type { Tensor } from '../protocol/tensor';
import { columnsOf, rowsOf, type Outcome } from './batchRecord';
import type { Compute } from './compute';
import { layerLearning } from './kernels/learning';

/** Batch steps that are kept. */
export const STRIP_STEPS = 1024;
/** Per layer: the mean of |∂L/∂W|, and the update ratio. */
const NUMBERS = 2;

/** How a layer learnt in one batch step. */
export interface LayerLearning {
  /** The mean of |∂L/∂W|. */
  readonly gradient: number;
  /** ‖ΔW‖ / ‖W‖, with W before the update. */
  readonly updateRatio: number;
}

/** The sums that `learningIn` needs, 3 × m: by a kernel, so that a stretch of batch steps has them too. */
export function learningOf(
  compute: Compute,
  gradientWeights: Tensor,
  before: Tensor,
  after: Tensor,
): Promise<Float32Array> {
  const constants = { n: rowsOf(before), m: columnsOf(before) };
  const matrices = [gradientWeights.data, before.data, after.data] as const;
  return compute.call(layerLearning, [3, constants.m], constants, ...matrices);
}

/**
 * @param sums of the columns of n weights each, 3 × m: |∂L/∂W|, ΔW², W²
 * @param weights how many there are, n · m
 */
export function learningIn(sums: Float32Array, weights: number): LayerLearning {
  const m = sums.length / 3;
  let gradient = 0;
  let changes = 0;
  let squares = 0;
  for (let unit = 0; unit < m; unit++) {
    gradient += sums[unit] ?? Number.NaN;
    changes += sums[m + unit] ?? Number.NaN;
    squares += sums[2 * m + unit] ?? Number.NaN;
  }
  // Weights that were all 0 and still are have not changed either, though 0 / 0 is no number.
  return { gradient: gradient / weights, updateRatio: changes === 0 ? 0 : Math.sqrt(changes / squares) };
}

/** What an operation did to its layer's weights; null when it was no update. */
export function learningOfOutcome(outcome: Outcome | null): (LayerLearning & { layer: number }) | null {
  if (outcome?.update === undefined) return null;
  const { layer, state, learning } = outcome.update;
  return { layer, ...learningIn(learning, state.weights.data.length) };
}

export class StripRing {
  /** The batch step in each place of the ring; −1 where there is none. */
  private readonly steps = new Int32Array(STRIP_STEPS).fill(-1);
  private readonly numbers: Float64Array;

  constructor(private readonly layers: number) {
    this.numbers = new Float64Array(STRIP_STEPS * layers * NUMBERS);
  }

  /** How a layer learnt in a batch step, counted from 0 over the whole run. */
  record(step: number, layer: number, { gradient, updateRatio }: LayerLearning): void {
    const place = step % STRIP_STEPS;
    this.steps[place] = step;
    const at = (place * this.layers + layer) * NUMBERS;
    this.numbers[at] = gradient;
    this.numbers[at + 1] = updateRatio;
  }

  /** All of it as plain values. */
  written(): RunRecord['strips'] {
    return { steps: this.steps.slice(), numbers: this.numbers.slice() };
  }

  /** Takes over what was written down of a ring of as many layers; of another one it knows nothing. */
  reopen({ steps, numbers }: RunRecord['strips']): void {
    if (steps.length !== this.steps.length || numbers.length !== this.numbers.length) return;
    this.steps.set(steps);
    this.numbers.set(numbers);
  }

  /** What is known of batch steps from `step` on no longer holds. */
  forgetFrom(step: number): void {
    this.steps.forEach((kept, place) => {
      if (kept >= step) this.steps[place] = -1;
    });
  }

  /** The latest `last` of the first `finished` batch steps, as far as they are kept; steps ascend. */
  latest(finished: number, last: number): Strips {
    const first = Math.max(0, finished - Math.min(last, STRIP_STEPS));
    const known: number[] = [];
    for (let step = first; step < finished; step++)
      if (this.steps[step % STRIP_STEPS] === step) known.push(step);
    const of = (layer: number, which: number): Float64Array =>
      Float64Array.from(
        known,
        (step) => this.numbers[((step % STRIP_STEPS) * this.layers + layer) * NUMBERS + which] ?? Number.NaN,
      );
    return {
      first,
      finished,
      steps: Uint32Array.from(known),
      layers: Array.from({ length: this.layers }, (_, layer): LayerStrip => {
        return { gradient: of(layer, 0), updateRatio: of(layer, 1) };
      }),
    };
  }
}
