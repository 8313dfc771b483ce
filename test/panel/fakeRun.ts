/** A run without an engine: positions move over numbers that are already there, from a trace or made up. */
import type {
  LayerSummaries,
  LossCurve,
  OptimizerSettings,
  RunDescription,
  RunSettings,
  RunState,
  SampleSet,
  Split,
  StepsBack,
  Strips,
} from '../../src/protocol/engine';
import { histogramOf } from '../../src/engine/histogram';
import { answerCheck, type FakeBatch } from './fakeCheck';
import { overviewOf } from '../../src/engine/overview';
import { gridInputs } from '../../src/protocol/grid';
import type { Answer, Question } from '../../src/protocol/questions';
import type { Tensor, TensorSlice, TensorSummary, Window } from '../../src/protocol/tensor';
import {
  QUANTITY_NAMES,
  isQuantity,
  operationsOfBatchStep,
  type OperationKey,
  type OperationName,
  type Position,
  type QuantityName,
  type ReadableName,
} from '../../src/protocol/vocabulary';

const SETTINGS: RunSettings = {
  loss: 'meanSquaredError',
  optimizer: { type: 'sgd', learningRate: 0.1 },
  epochs: 50,
  batchSize: 16,
};

/** All numbers of a run: the tensor of a quantity in a batch step, as it is before or after the update. */
export interface Numbers {
  readonly description: RunDescription;
  readonly optimizer: OptimizerSettings;
  readonly batchSteps: readonly { readonly epoch: number; readonly batch: number; readonly loss: number }[];
  /** The inputs are said to be standardised. */
  readonly standardized?: boolean;
  tensor(step: number, layer: number, quantity: QuantityName, updated: boolean): Tensor | null;
  /** The targets of a batch step; null where they are made up. */
  target(step: number): Tensor | null;
}

/** The operation that makes a quantity; weights and biases are there from the start. */
const MADE_BY: Readonly<Record<QuantityName, OperationName | null>> = {
  input: 'preActivation',
  weights: null,
  bias: null,
  preActivation: 'preActivation',
  output: 'output',
  gradient: null,
  activationDerivative: 'activationDerivative',
  gradientOutput: 'gradientOutput',
  gradientWeights: 'gradientWeights',
  gradientBias: 'gradientWeights',
  gradientPrev: 'gradientPrev',
};

export class FakeRun {
  /** What was changed by hand, by layer and quantity, and what became stale by it. */
  private readonly edits = new Map<string, Tensor>();
  private readonly stale = new Set<string>();
  private readonly operations: readonly OperationKey[];
  private readonly summaryCache = new Map<Tensor, TensorSummary>();
  /** Operations run so far, over all batch steps. */
  moment = 0;
  /** The newest moment that was reached; `moment` may lie before it. */
  newest = 0;

  /** @param repeated so many batch steps, over and over those of the numbers, each with a loss of its own. */
  constructor(
    private readonly numbers: Numbers,
    private readonly repeated: readonly number[] = [],
  ) {
    this.operations = operationsOfBatchStep(numbers.description.layers.length);
  }

  get description(): RunDescription {
    return this.numbers.description;
  }
  get lastMoment(): number {
    return this.operations.length * Math.max(this.numbers.batchSteps.length, this.repeated.length);
  }

  /** The moment just after an operation of a batch step; `layer` null means any. */
  momentOf(step: number, phase: string, layer: number | null, operation: string): number {
    const index = this.operations.findIndex(
      (key) => key.phase === phase && (layer === null || key.layer === layer) && key.operation === operation,
    );
    return step * this.operations.length + index + 1;
  }

  position(): Position | null {
    if (this.moment === 0) return null;
    const index = this.moment - 1;
    const { epoch, batch } = this.batchStep();
    return { ...this.operations[index % this.operations.length]!, epoch, batch };
  }

  private step(): number {
    return Math.max(0, Math.floor((this.moment - 1) / this.operations.length));
  }

  private numbersStep(): number {
    return this.step() % this.numbers.batchSteps.length;
  }

  private batchStep(): Numbers['batchSteps'][number] {
    const step = this.step();
    const loss = this.repeated[step];
    if (loss !== undefined) return { epoch: Math.floor(step / 8), batch: step % 8, loss };
    return this.numbers.batchSteps[step]!;
  }

  /** As the engine answers; the tests keep the batch steps few enough to tell all. */
  losses(): LossCurve {
    const all = this.repeated.length > 0 ? this.repeated : this.numbers.batchSteps.map(({ loss }) => loss);
    const losses = Float64Array.from(all.slice(0, this.state().newestSteps));
    const curve = { count: losses.length, steps: Uint32Array.from(losses.keys()), losses };
    return this.description.classification
      ? { ...curve, accuracies: losses.map((_, step) => madeUpAccuracy(step)) }
      : curve;
  }

  /** As the engine measures them, from the numbers. */
  strips(last: number): Strips {
    const finished = this.state().steps;
    const first = Math.max(0, finished - last);
    const steps = Array.from({ length: finished - first }, (_, i) => first + i);
    const measure = (layer: number) => {
      const measured = steps.map((step) => {
        const at = step % this.numbers.batchSteps.length;
        const data = (quantity: QuantityName, updated: boolean): number[] => [
          ...this.numbers.tensor(at, layer, quantity, updated)!.data,
        ];
        const [gradient, before, after] = [
          data('gradientWeights', false),
          data('weights', false),
          data('weights', true),
        ];
        const norm = (numbers: number[]): number => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));
        return {
          gradient: gradient.reduce((sum, x) => sum + Math.abs(x), 0) / gradient.length,
          updateRatio: norm(after.map((value, i) => value - before[i]!)) / norm(before),
        };
      });
      return {
        gradient: Float64Array.from(measured, ({ gradient }) => gradient),
        updateRatio: Float64Array.from(measured, ({ updateRatio }) => updateRatio),
      };
    };
    return {
      first,
      finished,
      steps: Uint32Array.from(steps),
      layers: this.description.layers.map((_, layer) => measure(layer)),
    };
  }

  /** The batch of the numbers, as if it were the training split as well. */
  private samples(split: Split): SampleSet | null {
    if (split === 'validation' || this.moment === 0) return null;
    const last = this.description.layers.length - 1;
    const units = this.description.layers[last]!.units;
    const inputs = this.numbers.tensor(this.numbersStep(), 0, 'input', false)!;
    const rows = inputs.shape[0]!;
    const data = Float32Array.from({ length: rows * units }, (_, i) =>
      units === 1 ? i % 2 : Number(Math.floor(i / units) % units === i % units),
    );
    return {
      total: rows,
      every: 1,
      inputs: { shape: inputs.shape, data: inputs.data.slice() },
      targets: { shape: [rows, units], data },
      inputNames: Array.from({ length: inputs.shape[1]! }, (_, i) => `x${i}`),
      targetNames: Array.from({ length: units }, (_, i) => `y${i}`),
      standardized: this.numbers.standardized ?? false,
    };
  }

  /** Made up: each unit is sure of one side of a slanted line of its own. */
  private predict(inputs: Tensor): Tensor {
    const [rows = 0, columns = 0] = inputs.shape;
    const units = this.description.layers.at(-1)!.units;
    const data = Float32Array.from({ length: rows * units }, (_, i) => {
      const [row, unit] = [Math.floor(i / units), i % units];
      const [x, y] = [inputs.data[row * columns]!, inputs.data[row * columns + columns - 1]!];
      const angle = (2 * Math.PI * unit) / Math.max(2, units);
      return 1 / (1 + Math.exp(-4 * (Math.cos(angle) * x + Math.sin(angle) * y)));
    });
    return { shape: [rows, units], data };
  }

  answer(question: Question): Answer | Promise<Answer> {
    switch (question.about) {
      case 'strips':
        return { about: 'strips', strips: this.strips(question.last) };
      case 'summaries':
        return { about: 'summaries', summaries: this.summaries(question.layer) };
      case 'samples':
        return { about: 'samples', samples: this.samples(question.split) };
      case 'prediction':
        return { about: 'prediction', output: this.predict(gridInputs(question.axes)) };
      case 'histogram': {
        const tensor = this.tensor(question.layer, question.quantity);
        const histogram = tensor === null ? null : histogramOf(tensor, question.bins, question.limit);
        return { about: 'histogram', histogram };
      }
      case 'overview': {
        const tensor = this.tensor(question.layer, question.quantity);
        const overview = tensor === null ? null : overviewOf(tensor, question.sample, question.block);
        return { about: 'overview', overview };
      }
      case 'gradientCheck':
      case 'elementCheck':
        return answerCheck(this.batch(), question);
    }
  }

  /** The batch at hand as the gradient check takes it: forward again, with the weights before the update. */
  private batch(): FakeBatch {
    const step = this.numbersStep();
    return {
      description: this.description,
      inputs: this.numbers.tensor(step, 0, 'input', false)!,
      targets: this.numbers.target(step) ?? this.samples('batch')!.targets,
      parameter: (layer, name) => this.numbers.tensor(step, layer, name, false),
      gradient: (layer, name) => this.tensor(layer, name),
      isEdited: (layer, name) => this.edits.has(`${layer} ${name}`),
    };
  }

  /** To the operation at hand in another batch step, as far as the run has come. */
  goTo(step: number | 'newest'): void {
    const operation = (this.moment - 1) % this.operations.length;
    this.moment =
      step === 'newest' ? this.newest : Math.min(this.newest, step * this.operations.length + operation + 1);
  }

  private hasRun(phase: string, layer: number | null, operation: string): boolean {
    return this.moment >= this.momentOf(this.step(), phase, layer, operation) && this.moment > 0;
  }

  tensor(layer: number, quantity: QuantityName): Tensor | null {
    const maker = MADE_BY[quantity];
    const last = this.description.layers.length - 1;
    const there =
      quantity === 'gradient'
        ? layer === last
          ? this.hasRun('loss', null, 'loss')
          : this.hasRun('backward', layer + 1, 'gradientPrev')
        : maker === null ||
          this.hasRun(
            quantity === 'output' || maker === 'preActivation' ? 'forward' : 'backward',
            layer,
            maker,
          );
    if (!there) return null;
    const edited = this.edits.get(`${layer} ${quantity}`);
    if (edited !== undefined) return edited;
    return this.numbers.tensor(this.numbersStep(), layer, quantity, this.hasRun('update', layer, 'update'));
  }

  state(): RunState {
    const step = this.batchStep();
    this.newest = Math.max(this.newest, this.moment);
    const output = this.numbers.tensor(this.numbersStep(), 0, 'output', false);
    return {
      moment: this.moment,
      position: this.position(),
      loss: this.hasRun('loss', null, 'loss') ? step.loss : null,
      accuracy:
        this.description.classification && this.hasRun('loss', null, 'loss')
          ? madeUpAccuracy(this.step())
          : null,
      N: this.moment === 0 ? 0 : (output?.shape[0] ?? 0),
      steps: Math.floor(this.moment / this.operations.length),
      lastEpoch: null,
      learningRate: this.numbers.optimizer.learningRate,
      settings: { ...SETTINGS, optimizer: { ...this.numbers.optimizer } },
      lossName: this.numbers.description.loss,
      epochs: 50,
      batchesPerEpoch: 8,
      lossIsStale: this.edits.size > 0,
      newest: this.newest,
      newestSteps: Math.floor(this.newest / this.operations.length),
      ended: this.moment === this.lastMoment,
      backend: { name: 'webasm', reason: 'no graphics adapter here; WebAssembly runs on every machine' },
    };
  }

  summaries(layer: number): LayerSummaries {
    const entries = QUANTITY_NAMES.map((name) => [name, this.marked(layer, name)]);
    return Object.fromEntries(entries) as LayerSummaries;
  }

  /** Sets an element of a quantity: the first, unless another is named by its place in row-major order. */
  edit(
    layer: number,
    quantity: QuantityName,
    value: number,
    stale: readonly QuantityName[],
    offset = 0,
  ): void {
    const { shape, data } = this.tensor(layer, quantity)!;
    const changed = Float32Array.from(data).fill(value, offset, offset + 1);
    this.edits.set(`${layer} ${quantity}`, { shape, data: changed });
    for (const name of stale) this.stale.add(`${layer} ${name}`);
  }

  private marked(layer: number, name: QuantityName): TensorSummary | null {
    const summary = this.summary(this.tensor(layer, name));
    const key = `${layer} ${name}`;
    const mark = this.edits.has(key) ? 'edited' : this.stale.has(key) ? 'stale' : null;
    return summary === null || mark === null ? summary : { ...summary, mark };
  }

  private summary(tensor: Tensor | null): TensorSummary | null {
    if (tensor === null) return null;
    const known = this.summaryCache.get(tensor) ?? summarise(tensor);
    this.summaryCache.set(tensor, known);
    return known;
  }

  /** As the engine tells the targets and the parameters before the update. */
  private source(layer: number, name: Exclude<ReadableName, QuantityName>): Tensor | null {
    const step = this.numbersStep();
    if (this.moment === 0) return null;
    if (name !== 'target')
      return this.numbers.tensor(step, layer, name === 'weightsBefore' ? 'weights' : 'bias', false);
    return layer === this.description.layers.length - 1 ? this.numbers.target(step) : null;
  }

  read(layer: number, quantity: ReadableName, window: Window, stepsBack: StepsBack = 0): TensorSlice | null {
    const now = this.moment;
    this.moment -= stepsBack * this.operations.length;
    const isBeforeAll = this.moment < 1 && stepsBack > 0;
    const tensor = isQuantity(quantity) ? this.tensor(layer, quantity) : this.source(layer, quantity);
    this.moment = now;
    if (isBeforeAll) return null;
    return tensor === null ? null : sliceOf(tensor, window);
  }
}

/** Rises from a third towards 1. */
export function madeUpAccuracy(step: number): number {
  return 1 - Math.exp(-step / 30) / 1.5;
}

function summarise({ shape, data }: Tensor): TensorSummary {
  const finite = data.filter(Number.isFinite);
  const sum = finite.reduce((total, x) => total + x, 0);
  const first = data.findIndex((x) => !Number.isFinite(x));
  const sizes = data.map((x) => (Number.isFinite(x) ? Math.abs(x) : -1));
  const largest = sizes.reduce((best, size, i) => (size > sizes[best]! ? i : best), 0);
  const empty = finite.length === 0;
  return {
    shape,
    min: empty ? null : finite.reduce((a, b) => Math.min(a, b)),
    max: empty ? null : finite.reduce((a, b) => Math.max(a, b)),
    mean: empty ? null : sum / finite.length,
    norm: empty ? null : Math.sqrt(finite.reduce((total, x) => total + x * x, 0)),
    nonFinite: data.length - finite.length,
    largest: empty ? null : indexIn(shape, largest),
    firstNonFinite: first < 0 ? null : indexIn(shape, first),
  };
}

function indexIn(shape: readonly number[], at: number): number[] {
  return shape.map((length, axis) => {
    const below = shape.slice(axis + 1).reduce((product, next) => product * next, 1);
    return Math.floor(at / below) % length;
  });
}

function sliceOf({ shape, data }: Tensor, window: Window): TensorSlice {
  const columns = shape.at(-1)!;
  const rows = shape.length < 2 ? 1 : shape.at(-2)!;
  const sample = shape.length === 3 ? (window.sample ?? 0) : 0;
  const height = Math.min(window.rows, rows - window.row);
  const width = Math.min(window.columns, columns - window.column);
  const part = new Float32Array(height * width);
  for (let i = 0; i < height; i++) {
    const from = (sample * rows + window.row + i) * columns + window.column;
    part.set(data.subarray(from, from + width), i * width);
  }
  return { sample, row: window.row, rows: height, column: window.column, columns: width, shape, data: part };
}
