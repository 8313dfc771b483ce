/**
 * How each layer learnt in the latest batch steps: two numbers per layer and batch step, in a ring. A record
 * belongs to its batch step; when the step is run again, it is overwritten.
 */
import type { LayerStrip, Strips } from '../protocol/engine';
import type { Tensor } from '../protocol/tensor';
import type { BatchRecord, Outcome } from './batchRecord';
import { updateRatioOf } from './updateRatio';

/** Batch steps that are kept. */
export const STRIP_STEPS = 1024;
/** Per layer: the mean of |∂L/∂W|, and the update ratio. */
const NUMBERS = 2;

/** What an update did to a layer's weights. */
export interface LayerUpdate {
  readonly layer: number;
  readonly gradientWeights: Tensor;
  readonly before: Tensor;
  readonly after: Tensor;
}

/** What an operation did to its layer's weights; null when it was no update. */
export function layerUpdateIn(record: BatchRecord | null, outcome: Outcome | null): LayerUpdate | null {
  if (record === null || outcome?.update === undefined) return null;
  const { layer, state } = outcome.update;
  const gradientWeights = record.required(layer, 'gradientWeights');
  return { layer, gradientWeights, before: record.before(layer).weights, after: state.weights };
}

export class StripRing {
  /** The batch step in each place of the ring; −1 where there is none. */
  private readonly steps = new Int32Array(STRIP_STEPS).fill(-1);
  private readonly numbers: Float64Array;

  constructor(private readonly layers: number) {
    this.numbers = new Float64Array(STRIP_STEPS * layers * NUMBERS);
  }

  /** Takes the measure of a layer's update in a batch step, counted from 0 over the whole run. */
  record(step: number, { layer, gradientWeights, before, after }: LayerUpdate): void {
    const place = step % STRIP_STEPS;
    this.steps[place] = step;
    const at = (place * this.layers + layer) * NUMBERS;
    this.numbers[at] = meanSize(gradientWeights.data);
    this.numbers[at + 1] = updateRatioOf(before, after);
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

/** The mean of the absolute values. */
export function meanSize(data: Float32Array): number {
  // Plain loops: they run over every weight in every batch step.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += Math.abs(data[i] ?? 0);
  return sum / data.length;
}
