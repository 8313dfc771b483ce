/**
 * What the engine offers through a message port. The debug session, the extension and the tests know the
 * engine by these types only; the mathematics lies in src/engine.
 */
import type { WholeBatchStep } from './batchStep';
import type { Cause } from './cause';
import type {
  CheckedElements,
  CheckedQuantity,
  ElementCheck,
  GradientCheck,
  NothingToCheck,
} from './gradientCheck';
import type { HealthCheck, HealthFinding } from './health';
import type { OperationKey, Position, QuantityName, ReadableName } from './vocabulary';
import type { Histogram } from './histogram';
import type { RunRecord } from './runRecord';
import type { Overview } from './overview';
import type { Tensor, TensorSlice, TensorSummary, Window } from './tensor';
import type { Veil } from './veil';
import type { WatchHit, WatchPoint } from './watch';

export const BACKENDS = ['webgpu', 'webgl2', 'webasm', 'cpu'] as const;
/** A gpu.js backend. */
export type BackendName = (typeof BACKENDS)[number];

/** The backend that really runs, and why it is this one, in words for a person. */
export interface BackendReport {
  readonly name: BackendName;
  readonly reason: string;
  /** Set when a backend failed and this one took over: its name and what it said. */
  readonly fellBackFrom?: { readonly name: BackendName; readonly error: string };
}

/** Where `advance` may stop on its way, beside its goal. */
export interface StopPlan {
  /** Stop just after these operations; `layer` null in a layer's operation means any layer. */
  readonly at: readonly StopPoint[];
  /** Stop at the end of every epoch, after its validation. */
  readonly epoch: boolean;
  /** Stop at the first operation whose result holds NaN or an infinity. */
  readonly nonFinite: boolean;
  /** Stop at the first operation at which one of these finds something; without them nothing is looked at. */
  readonly checks?: readonly HealthCheck[];
  /** Stop when one of these values does what it is watched for; without them nothing is evaluated. */
  readonly watches?: readonly WatchPoint[];
  /** Numbers that no condition, log message or watchpoint may read, since a learner is to predict them. */
  readonly veil?: Veil;
}

export interface StopPoint extends OperationKey {
  /** Only where the operation ends an epoch, after its validation. */
  readonly endOfEpoch?: true;
  /** Comes back in `Arrival.hits`; what a point counts and logs is kept under it. */
  readonly id: string;
  /** An expression: the point is passed by while it is false. Names mean the layer at work. */
  readonly condition?: string;
  /** After how many hits to stop, counted while the point is set: `5`, `>= 3`, `% 10`. */
  readonly hitCondition?: string;
  /** The point does not stop but says this, with the values of the expressions in braces. */
  readonly logMessage?: string;
}

/** What a stop point with a log message said when the run came by. */
export interface LogEntry {
  readonly id: string;
  readonly text: string;
}

/** Why a stop point's condition, or a watchpoint's expression, could not be evaluated where the run stands now. */
export interface StopFault {
  readonly id: string;
  readonly of?: 'watch';
  readonly message: string;
}

export const NO_STOPS: StopPlan = { at: [], epoch: false, nonFinite: false };

/**
 * How far to go: one operation; to the next end of a layer in its phase (the loss counts as one layer, the
 * update of all layers as one); to the end of the phase; for so many whole batch steps; to the end of training.
 * To the next time that an operation has run; to the end of the epoch; to the first loss of a batch below a number.
 * Or back: by one operation; to the previous place where a run to the end would have stopped; or to a moment,
 * as counted by `RunState.moment`. `before` is the moment from which the previous stop is looked for, if it is not
 * where the run stands. The way back ends just after the very first operation.
 */
export type Goal =
  | { readonly to: 'previousOperation' }
  | { readonly to: 'previousStop'; readonly before?: number }
  | { readonly to: 'moment'; readonly moment: number }
  | { readonly to: 'operation' }
  | { readonly to: 'layer' }
  | { readonly to: 'phase' }
  | { readonly to: 'steps'; readonly steps: number }
  | { readonly to: 'place'; readonly at: OperationKey }
  | { readonly to: 'epoch' }
  | { readonly to: 'lossBelow'; readonly loss: number }
  | { readonly to: 'end' };

/** A layer as the run knows it: its name and its shape, n inputs and m units. */
export interface LayerShape {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  readonly activation: string;
  readonly hasBias: boolean;
  /** The slope of leakyRelu below 0, the scale of elu; without meaning elsewhere. */
  readonly alpha?: number;
}

/** The optimizer by its name in the file, with those of its numbers that it has. */
export interface OptimizerSettings {
  readonly type: string;
  readonly learningRate: number;
  readonly momentum?: number;
  readonly nesterov?: boolean;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly rho?: number;
  readonly epsilon?: number;
}

/** What does not change while a run lasts. */
export interface RunDescription {
  readonly layers: readonly LayerShape[];
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  readonly trainingSamples: number;
  readonly validationSamples: number;
  /** Accuracy means something: the run is a classification. */
  readonly classification: boolean;
  /** The loss and optimizer by their names in the file. */
  readonly loss: string;
  readonly optimizer: string;
}

/**
 * One finished epoch. `loss` and `accuracy` are means over the epoch's batches, as they were trained; the loss over
 * those since its function changed, if that was in this epoch.
 */
export interface EpochReport {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/**
 * The losses of the finished batch steps, thinned for drawing: the lowest, the highest and what is not finite of
 * each stretch stay. `steps` ascend and are as many as `losses`; arrays of numbers, since NaN is lost in JSON.
 */
export interface LossCurve {
  /** How many finished batch steps it tells of, those ahead of a run in its past included. */
  readonly count: number;
  /** Batch steps, counted from 0 over the whole run. */
  readonly steps: Uint32Array;
  readonly losses: Float64Array;
  /** The share of each of these batches that was classified right; absent where that has no meaning. */
  readonly accuracies?: Float64Array;
}

/** How one layer learnt, one number per batch step. */
export interface LayerStrip {
  /** The mean of |gradientWeights|. */
  readonly gradient: Float64Array;
  /** ‖ΔW‖ / ‖W‖, with W before the update. */
  readonly updateRatio: Float64Array;
}

/** The latest batch steps up to the one at hand, layer by layer. */
export interface Strips {
  /** The stretch that was asked for: from this batch step up to, not with, `finished`; counted over the whole run. */
  readonly first: number;
  readonly finished: number;
  /** The batch steps of it that are known, ascending; as many as each layer has numbers. */
  readonly steps: Uint32Array;
  readonly layers: readonly LayerStrip[];
}

/**
 * What of a definition can change while its run lasts, with the names and the values of the definition file.
 * `optimizer` has all settings of its type; `batchSize` null means all training samples.
 */
export interface RunSettings {
  readonly loss: string;
  readonly optimizer: OptimizerSettings;
  readonly epochs: number;
  readonly batchSize: number | null;
}

/** Where a run is and what can be said in a line. */
export interface RunState {
  /** Counts the operations that ran: tells one moment of a run from every other. */
  readonly moment: number;
  /** Just after this operation; null before the first. */
  readonly position: Position | null;
  /** As the run goes on now: an edit of the file can change both. */
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  /** The batch's mean loss; null until the loss of this batch step is computed. */
  readonly loss: number | null;
  /** The loss was computed from numbers that have been edited since. */
  readonly lossIsStale: boolean;
  /** The share of the batch that is classified right; null where absent or without meaning. */
  readonly accuracy: number | null;
  /** Samples in the batch at hand; 0 before the first operation. */
  readonly N: number;
  /** Finished batch steps since the start. */
  readonly steps: number;
  /** The newest moment that was reached, and its finished batch steps: beyond `moment` when the run is in its past. */
  readonly newest: number;
  readonly newestSteps: number;
  readonly lastEpoch: EpochReport | null;
  readonly learningRate: number;
  /** What the run goes on with. */
  readonly settings: RunSettings;
  /** The loss function of the batch step at hand: that of the settings, unless it changed after this loss. */
  readonly lossName: string;
  /** All epochs are done. */
  readonly ended: boolean;
  readonly backend: BackendReport;
}

/** The first element that is NaN or infinite. */
export interface NonFiniteFinding extends Cause {
  readonly layer: number | null;
  readonly quantity: QuantityName | 'loss';
  readonly index: readonly number[];
  readonly value: number;
}

/** Why `advance` came back, and where. */
export interface Arrival {
  readonly reason: 'goal' | 'stop' | 'epoch' | 'nonFinite' | 'health' | 'pause' | 'beginning' | 'end';
  /** The ids of the stop points and watchpoints that were hit here. */
  readonly hits: readonly string[];
  /** What the watchpoints among them saw; absent when there is none. */
  readonly changes?: readonly WatchHit[];
  readonly nonFinite: NonFiniteFinding | null;
  /** What a health check found here; absent when none did. */
  readonly finding?: HealthFinding;
  /** The conditions that failed here, which is why the run stopped at their points. */
  readonly faults?: readonly StopFault[];
  readonly state: RunState;
}

/** What going back costs: the past is kept as checkpoints, and what lies between two of them is run again. */
export interface TapeReport {
  /** What the checkpoints take of the memory, and what they may take, in bytes. */
  readonly bytes: number;
  readonly bound: number;
  readonly checkpoints: number;
  /** The most batch steps that a way back has to run again. 1 while all of the past fits. */
  readonly longestGap: number;
}

/** The summary of every quantity of a layer at this moment; absent ones are null, never 0. */
export type LayerSummaries = Readonly<Record<QuantityName, TensorSummary | null>>;

/** A change by hand of one number (`index`, as many as the quantity has axes) or of all (`index` null). */
export interface Edit {
  readonly layer: number;
  readonly quantity: QuantityName;
  readonly index: readonly number[] | null;
  /** One number for one element; as many as there are elements, row-major, for all of them. */
  readonly values: readonly number[];
}

/** Samples as the network sees them (standardised, if the file says so), or some of them. */
export interface SampleSet {
  /** How many there are; `inputs` may have fewer rows, taken evenly. */
  readonly total: number;
  /** Each so many-th was taken: row i is sample i · every. */
  readonly every: number;
  readonly inputs: Tensor;
  readonly targets: Tensor;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  readonly standardized: boolean;
}

export type Split = 'training' | 'validation' | 'batch';

/** Now, or one batch step before. */
export type StepsBack = 0 | 1;

/** An evaluation of the whole training and validation split with the weights as they are. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/**
 * What an expression is worth at a moment. A quantity is float32, what was computed from it float64. An error
 * says what is wrong in the user's terms; `column` is the first character that is meant, counted from 1.
 */
export type ExpressionResult =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'tensor'; readonly tensor: ResultTensor }
  | { readonly kind: 'error'; readonly message: string; readonly column: number };

/** Row-major, as every tensor. */
export interface ResultTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/**
 * One training run behind a message port. Calls are answered between operations, so that a long `advance`
 * neither blocks `pause` nor a look at the numbers.
 */
export interface EngineClient {
  readonly description: RunDescription;
  /**
   * Runs until the goal or a stop. Rejects when one is already under way. What log points say comes in order,
   * several at a time, all of it before the arrival.
   */
  advance(
    goal: Goal,
    stops: StopPlan,
    onProgress?: (state: RunState) => void,
    onLogs?: (entries: readonly LogEntry[]) => void,
  ): Promise<Arrival>;
  /** Asks a running `advance` to stop after the operation at hand; without one it does nothing. */
  pause(): Promise<void>;
  state(): Promise<RunState>;
  summaries(layer: number): Promise<LayerSummaries>;
  /**
   * A quantity's elements counted in an odd number of bins from −limit to limit, the limit widened to hold every
   * finite element; null when it is absent. Rejects when bins or limit make no scale.
   */
  histogram(layer: number, quantity: QuantityName, bins: number, limit: number): Promise<Histogram | null>;
  /**
   * A quantity in blocks of `block` × `block` elements, of one sample where it has three axes; null when it is
   * absent. Rejects when there is no such sample, or blocks cannot have that size.
   */
  overview(layer: number, quantity: QuantityName, sample: number, block: number): Promise<Overview | null>;
  /** The update ratio ‖ΔW‖ / ‖W‖ of a layer, W before the update; null until its update in this batch step. */
  updateRatio(layer: number): Promise<number | null>;
  /**
   * Part of a quantity, or of what it comes from; null when it is absent at this moment. With `stepsBack` 1, as it was one batch step before,
   * just after the same operation; null in the first batch step. That may have to be computed again, so it rejects
   * while an `advance` is under way.
   */
  read(
    layer: number,
    quantity: ReadableName,
    window: Window,
    stepsBack?: StepsBack,
  ): Promise<TensorSlice | null>;
  /** The finished epochs so far. */
  history(): Promise<readonly EpochReport[]>;
  /** The losses of the finished batch steps, thinned to at most `points` (5 or more). */
  losses(points: number): Promise<LossCurve>;
  /** How the layers learnt in the latest `last` finished batch steps before where the run stands (at most 1,024). */
  strips(last: number): Promise<Strips>;
  evaluate(): Promise<Evaluation>;
  /** At most `most` samples of a split, or of the batch at hand; null when there are none. */
  samples(split: Split, most: number): Promise<SampleSet | null>;
  /** What the network gives for these inputs (rows × n) with the weights as they are. Rejects when n does not fit. */
  predict(inputs: Tensor): Promise<Tensor>;
  /** Finite differences beside some elements of a gradient. Rejects when an element is out of range. */
  checkGradient(elements: CheckedElements): Promise<GradientCheck>;
  /** The same of one element, with all that it rests on. The gradient of a bias is one row. */
  checkElement(
    layer: number,
    quantity: CheckedQuantity,
    place: { readonly row: number; readonly column: number },
  ): Promise<ElementCheck | NothingToCheck>;
  /** How the past is kept. */
  tapeReport(): Promise<TapeReport>;
  /** The value of an expression as the run stands; names without a layer are those of `layer`. */
  evaluateExpression(text: string, layer: number): Promise<ExpressionResult>;
  /**
   * Changes numbers by hand where the run stands, and gives the state after it. What comes later is computed from
   * them. Rejects while an `advance` is under way, when the quantity is absent, and when index or size do not fit.
   */
  edit(edit: Edit): Promise<RunState>;
  /**
   * Goes on with other settings from where the run stands, and gives the state after it: the optimizer's from the
   * next update, the loss from the next one that is computed, the batch size from the next epoch; with fewer
   * epochs than have begun, training ends with the one at hand. Rejects while an `advance` is under way.
   */
  configure(settings: RunSettings): Promise<RunState>;
  /**
   * The batch step at hand, from its beginning to its end. Rejects while an `advance` is under way, and with the
   * reason when a person's changes within it cannot be exported.
   */
  batchStep(): Promise<WholeBatchStep>;
  /** The run with its past, to be opened elsewhere (`RunRequest.record`). Rejects while an `advance` is under way. */
  record(): Promise<RunRecord>;
  /** Ends the run and frees its worker and its GPU memory. Pending calls reject. */
  dispose(): void;
}
