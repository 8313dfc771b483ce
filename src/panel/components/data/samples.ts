/** The samples of a run as the view "Data" reads them. */
import type { SampleSet } from '../../../protocol/engine';
import type { Question } from '../../../protocol/questions';
import type { PanelState } from '../../state/model';
import { answerTo } from '../../state/questions';
import { partOf, type Want } from '../../state/wants';

export type SamplesQuestion = Extract<Question, { about: 'samples' }>;

const MOST_NUMBERS = 200_000;
const MOST_POINTS = 1500;

export function samplesQuestion(split: SamplesQuestion['split'], inputs: number): SamplesQuestion {
  const most = Math.max(16, Math.floor(MOST_NUMBERS / Math.max(1, inputs)));
  return { about: 'samples', split, most: split === 'batch' ? most : Math.min(most, MOST_POINTS) };
}

export interface HeldSamples {
  readonly samples: SampleSet | null;
  readonly fresh: boolean;
}

/** Null while they have not come. */
export function samplesOf(state: PanelState, question: SamplesQuestion): HeldSamples | null {
  const held = answerTo(state, question);
  return held === null ? null : { samples: held.answer.samples, fresh: held.fresh };
}

/** One sample's row of a matrix of the set; null when it was not taken. */
export function rowOf(set: SampleSet, which: 'inputs' | 'targets', sample: number): Float32Array | null {
  const { shape, data } = set[which];
  const [rows = 0, columns = 0] = shape;
  const row = sample / set.every;
  return Number.isInteger(row) && row < rows ? data.subarray(row * columns, (row + 1) * columns) : null;
}

/** A sample's row of a layer's matrix. */
export function rowWanted(
  layer: number,
  quantity: Want['quantity'],
  sample: number,
  columns: number,
): Want {
  return { layer, quantity, window: { sample: 0, row: sample, rows: 1, column: 0, columns } };
}

/** The numbers of a wanted row; null when they are absent or of another moment. */
export function currentRow(state: PanelState, want: Want): Float32Array | null {
  const part = partOf(state, want);
  return part?.fresh === true && part.slice.rows === 1 ? part.slice.data : null;
}
