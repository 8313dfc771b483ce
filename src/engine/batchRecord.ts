/**
 * What one batch step has computed so far. Each operation adds its outcome once; nothing in here is changed
 * afterwards, and every array was made for this batch step, so that whoever holds a number may keep it.
 */
import type { Samples } from '../data/dataset';
import type { LayerState } from '../protocol/batchStep';
import type { RecordedBatchStep } from '../protocol/runRecord';
import type { Tensor } from '../protocol/tensor';
import type { Definition } from '../definition/definition';
import type { OperationKey, QuantityName, SourceName } from '../protocol/vocabulary';
import { staleAfter } from './dependencies';
import { updateRatioOf } from './updateRatio';

export type { LayerState } from '../protocol/batchStep';

/** What softmax finds out about each row of preActivation, one number per sample. */
export interface SoftmaxRows {
  readonly maximum: Tensor;
  /** Σ e^(z − maximum). */
  readonly sum: Tensor;
}

/** What an operation computed. */
export interface Outcome {
  readonly tensors: readonly ComputedTensor[];
  readonly softmaxRows?: SoftmaxRows & { readonly layer: number };
  readonly loss?: {
    /** Of each sample, N. */
    readonly ofSamples: Float32Array;
    readonly mean: number;
    readonly accuracy: number | null;
  };
  readonly update?: {
    readonly layer: number;
    readonly state: LayerState;
    /** The sums of `layerLearning`: 3 × m. */
    readonly learning: Float32Array;
  };
}

export interface ComputedTensor {
  readonly layer: number;
  readonly name: QuantityName;
  readonly tensor: Tensor;
}

interface LayerRecord {
  readonly computed: Map<QuantityName, Tensor>;
  readonly marks: Map<QuantityName, 'edited' | 'stale'>;
  before: LayerState;
  after: LayerState | null;
  /** What the update made of the weights, whatever a hand has changed since. */
  update: { readonly from: Tensor; readonly to: Tensor } | null;
  softmaxRows: SoftmaxRows | null;
}

export class BatchRecord {
  private readonly layers: readonly LayerRecord[];
  private lossAndAccuracy: Outcome['loss'] | null = null;
  private lossStale = false;

  /** `samples` are those of this batch, `states` the layers as they are before it. */
  constructor(
    readonly epoch: number,
    readonly batch: number,
    readonly samples: Samples,
    states: readonly LayerState[],
  ) {
    this.layers = states.map((before) => ({
      computed: new Map<QuantityName, Tensor>(),
      marks: new Map<QuantityName, 'edited' | 'stale'>(),
      before,
      after: null,
      update: null,
      softmaxRows: null,
    }));
  }

  /** A batch step as it was written down. */
  static reopened({ epoch, batch, inputs, targets, ...saved }: RecordedBatchStep): BatchRecord {
    const before = saved.layers.map((layer) => layer.before);
    const record = new BatchRecord(epoch, batch, { inputs, targets }, before);
    record.lossAndAccuracy = saved.loss;
    record.lossStale = saved.lossIsStale;
    for (const [index, { computed, marks, after, update, softmaxRows }] of saved.layers.entries()) {
      const own = record.layer(index);
      for (const [name, tensor] of computed) own.computed.set(name, tensor);
      for (const [name, mark] of marks) own.marks.set(name, mark);
      Object.assign(own, { after, update, softmaxRows });
    }
    return record;
  }

  /** All of it as plain values. */
  written(): RecordedBatchStep {
    const { epoch, batch, samples } = this;
    return {
      epoch,
      batch,
      inputs: samples.inputs,
      targets: samples.targets,
      loss: this.lossAndAccuracy ?? null,
      lossIsStale: this.lossStale,
      layers: this.layers.map(({ computed, marks, before, after, update, softmaxRows }) => ({
        computed: [...computed],
        marks: [...marks],
        before,
        after,
        update,
        softmaxRows,
      })),
    };
  }

  /** The layers as they are before this batch step. */
  get beginning(): readonly LayerState[] {
    return this.layers.map(({ before }) => before);
  }

  /** The size of the batch. */
  get N(): number {
    return rowsOf(this.samples.inputs);
  }

  get loss(): number | null {
    return this.lossAndAccuracy?.mean ?? null;
  }

  get accuracy(): number | null {
    return this.lossAndAccuracy?.accuracy ?? null;
  }

  /** The loss was computed from numbers that have been edited since. */
  get lossIsStale(): boolean {
    return this.lossStale;
  }

  /** The layers as they are now: updated ones with their new parameters. */
  get states(): readonly LayerState[] {
    return this.layers.map((layer) => layer.after ?? layer.before);
  }

  add(outcome: Outcome): void {
    for (const { layer, name, tensor } of outcome.tensors) {
      this.layer(layer).computed.set(name, tensor);
      this.layer(layer).marks.delete(name);
    }
    if (outcome.softmaxRows) this.layer(outcome.softmaxRows.layer).softmaxRows = outcome.softmaxRows;
    if (outcome.loss) this.lossAndAccuracy = outcome.loss;
    if (outcome.update) {
      const layer = this.layer(outcome.update.layer);
      layer.after = outcome.update.state;
      layer.update = { from: layer.before.weights, to: outcome.update.state.weights };
    }
  }

  /** A quantity of a layer as it is now, null when it is absent: not computed yet in this batch step. */
  quantity(layer: number, name: QuantityName): Tensor | null {
    const { before, after, computed } = this.layer(layer);
    switch (name) {
      case 'weights':
        return (after ?? before).weights;
      case 'bias':
        return (after ?? before).bias;
      case 'input':
        return (
          computed.get('input') ?? (layer === 0 ? this.samples.inputs : this.quantity(layer - 1, 'output'))
        );
      case 'gradient':
        // The last layer's gradient comes with the loss, the others' from the layer after them.
        return computed.get('gradient') ?? this.gradientFromNext(layer);
      default:
        return computed.get(name) ?? null;
    }
  }

  /** The same, for an operation that cannot run without it. */
  required(layer: number, name: QuantityName): Tensor {
    const tensor = this.quantity(layer, name);
    if (tensor === null) throw new Error(`'${name}' of layer ${layer} is needed before it is computed.`);
    return tensor;
  }

  /** The layer as it was before this batch step: with the weights that forward and backward use. */
  before(layer: number): LayerState {
    return this.layer(layer).before;
  }

  /** ‖ΔW‖ / ‖W‖ of the layer's update; null before it. */
  updateRatio(layer: number): number | null {
    const { update } = this.layer(layer);
    return update === null ? null : updateRatioOf(update.from, update.to);
  }

  /** What quantities of the layer are computed from beside each other; only the last layer has targets. */
  source(layer: number, name: SourceName): Tensor | null {
    switch (name) {
      case 'target':
        return layer === this.layers.length - 1 ? this.samples.targets : null;
      case 'weightsBefore':
        return this.before(layer).weights;
      case 'biasBefore':
        return this.before(layer).bias;
    }
  }

  softmaxRows(layer: number): SoftmaxRows {
    const rows = this.layer(layer).softmaxRows;
    if (rows === null) throw new Error(`The softmax of layer ${layer} is needed before it is computed.`);
    return rows;
  }

  /** `edited` by hand, or `stale`: computed from a number that was edited afterwards. */
  markOf(layer: number, name: QuantityName): 'edited' | 'stale' | null {
    const own = this.layer(layer).marks.get(name) ?? null;
    if (own !== null || this.layer(layer).computed.has(name)) return own;
    if (name === 'input' && layer > 0) return this.markOf(layer - 1, 'output');
    if (name === 'gradient' && layer + 1 < this.layers.length) return this.markOf(layer + 1, 'gradientPrev');
    return null;
  }

  /** Whether a quantity of the layer was changed by hand in this batch step. */
  isEdited(layer: number, name: QuantityName): boolean {
    return this.layer(layer).marks.get(name) === 'edited';
  }

  /** Puts another tensor in a quantity's place and marks what `done` computed from the old one as stale. */
  replace(
    layer: number,
    name: QuantityName,
    tensor: Tensor,
    done: readonly OperationKey[],
    definition: Definition,
  ): void {
    const own = this.layer(layer);
    if (name === 'weights' || name === 'bias') {
      if (own.after !== null) own.after = { ...own.after, [name]: tensor };
      else own.before = { ...own.before, [name]: tensor };
    } else {
      own.computed.set(name, tensor);
    }
    const afterUpdate = (name === 'weights' || name === 'bias') && own.after !== null;
    own.marks.set(name, 'edited');
    // Updated parameters belong to the next batch step: nothing in this one was computed from them.
    if (afterUpdate) return;
    for (const stale of staleAfter({ layer, name }, done, definition)) {
      if (stale.name === 'loss') this.lossStale = true;
      else this.layer(stale.layer).marks.set(stale.name, 'stale');
    }
  }

  /** Replaces the layers' states, those before the batch step and those after it alike. */
  mapStates(change: (state: LayerState) => LayerState): void {
    for (const layer of this.layers) {
      layer.before = change(layer.before);
      if (layer.after !== null) layer.after = change(layer.after);
    }
  }

  private gradientFromNext(layer: number): Tensor | null {
    return layer + 1 < this.layers.length ? this.quantity(layer + 1, 'gradientPrev') : null;
  }

  private layer(index: number): LayerRecord {
    const layer = this.layers[index];
    if (layer === undefined) throw new RangeError(`There is no layer ${index}.`);
    return layer;
  }
}

/** The rows of a matrix. */
export function rowsOf(tensor: Tensor): number {
  return tensor.shape[0] ?? 0;
}

/** The columns of a matrix. */
export function columnsOf(tensor: Tensor): number {
  return tensor.shape[1] ?? 0;
}
