/**
 * A run with its past, as plain values: what the engine writes down so that a run can be opened elsewhere. Tensors
 * are the engine's own numbers, bit for bit; the same one may stand in several places.
 */
import type { LayerState } from './batchStep';
import type { Edit, EpochReport, RunSettings } from './engine';
import type { Tensor } from './tensor';
import type { Position, QuantityName } from './vocabulary';

/** A recorded run is one file, NAME.backstep. */
export const RECORDING_SUFFIX = '.backstep';

/** Indices of settings are into `RunRecord.settings`. */
type SettingsIndex = number;

export interface RecordedCursor {
  readonly epoch: number;
  readonly batch: number;
  readonly operation: number;
}

export interface RecordedTotals {
  readonly loss: number;
  readonly lossSamples: number;
  readonly lossName: string;
  readonly right: number;
}

export interface RecordedCheckpoint {
  readonly moment: number;
  readonly steps: number;
  readonly states: readonly LayerState[];
  readonly cursor: RecordedCursor;
  readonly totals: RecordedTotals;
  readonly reported: number;
  readonly settings: SettingsIndex;
  /** Those that the order of the batches was made with. */
  readonly schedule: SettingsIndex;
}

export interface RecordedLayer {
  readonly computed: readonly (readonly [QuantityName, Tensor])[];
  readonly marks: readonly (readonly [QuantityName, 'edited' | 'stale'])[];
  readonly before: LayerState;
  readonly after: LayerState | null;
  readonly update: { readonly from: Tensor; readonly to: Tensor } | null;
  readonly softmaxRows: { readonly maximum: Tensor; readonly sum: Tensor } | null;
}

/** The batch step at hand. */
export interface RecordedBatchStep {
  readonly epoch: number;
  readonly batch: number;
  readonly inputs: Tensor;
  readonly targets: Tensor;
  readonly loss: {
    readonly ofSamples: Float32Array;
    readonly mean: number;
    readonly accuracy: number | null;
  } | null;
  readonly lossIsStale: boolean;
  readonly layers: readonly RecordedLayer[];
}

/** Where the run stands. */
export interface RecordedStanding {
  readonly firstStates: readonly LayerState[];
  readonly batchStep: RecordedBatchStep | null;
  readonly at: Position | null;
  /** The batch step before, of which nothing but these is left. */
  readonly passed: {
    readonly N: number;
    readonly loss: number | null;
    readonly accuracy: number | null;
  } | null;
  readonly cursor: RecordedCursor;
  readonly totals: RecordedTotals;
  readonly reported: number;
  readonly moment: number;
  readonly steps: number;
  readonly settings: SettingsIndex;
  readonly schedule: SettingsIndex;
  /** The loss of the batch step at hand. */
  readonly lossName: string;
}

/** What a person changed, and when. */
export type RecordedChange =
  | { readonly moment: number; readonly kind: 'edit'; readonly edit: Edit }
  | { readonly moment: number; readonly kind: 'configure'; readonly settings: RunSettings };

export interface RunRecord {
  readonly settings: readonly RunSettings[];
  readonly standing: RecordedStanding;
  /** The newest moment that was reached. */
  readonly newest: number;
  readonly reports: readonly EpochReport[];
  /** The first is the beginning; moments ascend. */
  readonly checkpoints: readonly RecordedCheckpoint[];
  readonly journal: readonly RecordedChange[];
  /** One for each finished batch step. */
  readonly losses: Float64Array;
  readonly accuracies: Float64Array;
  /** The ring of the layers' progress: the batch step in each place, and its numbers. */
  readonly strips: { readonly steps: Int32Array; readonly numbers: Float64Array };
  /** What computed the numbers. */
  readonly backend: string;
}
