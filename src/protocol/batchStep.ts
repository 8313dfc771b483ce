/** A batch step from its beginning to its end, as whoever takes it out of Backstep needs it. */
import type { RunSettings } from './engine';
import type { Tensor } from './tensor';
import type { Position, QuantityName } from './vocabulary';

/** A layer's parameters, with what its optimizer remembers of the gradients before. Replaced, never changed. */
export interface LayerState {
  /** n × m. */
  readonly weights: Tensor;
  /** m, or null without a bias. */
  readonly bias: Tensor | null;
  /** The optimizer's running sums or means, each shaped like its parameter; none before the first update. */
  readonly memory: { readonly weights: readonly Tensor[]; readonly bias: readonly Tensor[] };
  /** How many updates there were. */
  readonly updates: number;
}

/** Every quantity of a layer; null only where the layer has none, as a bias. Parameters are those before the update. */
export type LayerQuantities = Readonly<Record<QuantityName, Tensor | null>>;

export interface WholeBatchStep {
  readonly epoch: number;
  readonly batch: number;
  /** Just after this operation the run stands; what comes later in the batch step is computed all the same. */
  readonly position: Position;
  /** The loss and the optimizer of this batch step. */
  readonly settings: RunSettings;
  /** N × n and N × m: the samples of the batch and their targets. */
  readonly input: Tensor;
  readonly target: Tensor;
  /** The mean over the batch. */
  readonly loss: number;
  readonly before: readonly LayerState[];
  readonly layers: readonly LayerQuantities[];
  readonly after: readonly LayerState[];
}
