/** What the harness can show: the reference traces, and made-up runs that no trace is large or odd enough for. */
import type { LayerShape, OptimizerSettings, RunDescription } from '../../src/protocol/engine';
import type { Tensor } from '../../src/protocol/tensor';
import type { QuantityName } from '../../src/protocol/vocabulary';
import { expectedShape } from '../../src/protocol/text/shapes';
import adamFile from '../reference/adam-partial-batch.mlp.json';
import adam from '../reference/adam-partial-batch.trace.json';
import deadUnitsFile from '../reference/dead-units.mlp.json';
import smoothFile from '../reference/all-smooth-activations.mlp.json';
import tanhSaturatedFile from '../reference/tanh-saturated.mlp.json';
import deadUnits from '../reference/dead-units.trace.json';
import smooth from '../reference/all-smooth-activations.trace.json';
import tanhSaturated from '../reference/tanh-saturated.trace.json';
import noBiasFile from '../reference/batched-no-bias.mlp.json';
import noBias from '../reference/batched-no-bias.trace.json';
import softmaxFile from '../reference/softmax-crossentropy.mlp.json';
import softmax from '../reference/softmax-crossentropy.trace.json';
import textbookFile from '../reference/textbook-2-2-2.mlp.json';
import textbook from '../reference/textbook-2-2-2.trace.json';
import { COURSE_CASES } from './courseCases';
import type { Numbers } from './fakeRun';
import { recordedNumbers } from './recordedRun';

/** Nested rows as a trace has them; null where a layer has no bias. */
type Nested = number | string | null | readonly Nested[];

interface TraceLayer {
  readonly name: string;
  readonly forward: Readonly<Record<string, Nested>>;
  readonly backward: Readonly<Record<string, Nested>>;
  readonly update: Readonly<Record<string, Nested>>;
}
interface Trace {
  readonly steps: readonly {
    readonly epoch: number;
    readonly batch: number;
    readonly loss: number;
    readonly layers: readonly TraceLayer[];
  }[];
}

/** As much of a definition file as the panel is told. */
interface DefinitionFile {
  readonly data: {
    readonly batchSize?: number;
    readonly targets: readonly (readonly number[])[];
  };
  readonly layers: readonly { readonly activation: string }[];
  readonly loss: string;
  readonly optimizer: OptimizerSettings;
}

function flatten(nested: Nested): number[] {
  if (Array.isArray(nested)) return (nested as readonly Nested[]).flatMap(flatten);
  return [Number(nested)];
}

function shapeOf(nested: Nested): number[] {
  if (!Array.isArray(nested)) return [];
  const rows = nested as readonly Nested[];
  return [rows.length, ...shapeOf(rows[0] ?? 0)];
}

function tensorOf(nested: Nested | undefined): Tensor | null {
  if (nested === undefined || nested === null) return null;
  return { shape: shapeOf(nested), data: Float32Array.from(flatten(nested)) };
}

function fromTrace(trace: Trace, file: DefinitionFile): Numbers {
  const first = trace.steps[0]!;
  const tensors = new Map<string, Tensor | null>();
  const layers = first.layers.map(({ name, forward }, index): LayerShape => {
    const [inputs = 0, units = 0] = shapeOf(forward.weights!);
    return {
      name,
      inputs,
      units,
      activation: file.layers[index]!.activation,
      hasBias: forward.bias !== null,
    };
  });
  return {
    description: describe(layers, file.loss, file.optimizer.type),
    optimizer: { momentum: 0, ...file.optimizer },
    batchSteps: trace.steps,
    target: (step) => targetsOf(file, trace.steps[step]!.batch),
    tensor: (step, layer, quantity, updated) => {
      const key = [step, layer, quantity, updated].join();
      if (!tensors.has(key)) {
        const { forward, backward, update } = trace.steps[step]!.layers[layer]!;
        const after = updated && (quantity === 'weights' || quantity === 'bias');
        tensors.set(key, tensorOf(after ? update[quantity] : (forward[quantity] ?? backward[quantity])));
      }
      return tensors.get(key) ?? null;
    },
  };
}

/** The rows of a batch; the reference cases do not shuffle. */
function targetsOf({ data }: DefinitionFile, batch: number): Tensor {
  const size = data.batchSize ?? data.targets.length;
  const rows = data.targets.slice(batch * size, (batch + 1) * size);
  return { shape: shapeOf(rows), data: Float32Array.from(flatten(rows)) };
}

function describe(layers: readonly LayerShape[], loss: string, optimizer: string): RunDescription {
  return {
    layers,
    epochs: 50,
    batchesPerEpoch: 8,
    trainingSamples: 120,
    validationSamples: 30,
    classification: false,
    loss,
    optimizer,
  };
}

/** Small waves with the step in them, so that every element and every step differ in a way a test can compute. */
export function syntheticValue(step: number, index: number): number {
  return Math.fround(Math.sin(index * 0.37 + step) * 0.5);
}

function synthetic(layers: readonly LayerShape[], N: number, loss: string, spoil = false): Numbers {
  const tensors = new Map<string, Tensor>();
  return {
    description: describe(layers, loss, 'adam'),
    optimizer: { type: 'adam', learningRate: 0.1 },
    target: () => null,
    batchSteps: [0, 1, 2].map((batch) => ({ epoch: 0, batch, loss: 2.302585 / (batch + 1) })),
    tensor: (step, layer, quantity) => {
      const shape = expectedShape(layers[layer]!, quantity, N).map(Number);
      if (!layers[layer]!.hasBias && (quantity === 'bias' || quantity === 'gradientBias')) return null;
      const key = [step, layer, quantity].join();
      const length = shape.reduce((product, axis) => product * axis, 1);
      const tensor = tensors.get(key) ?? { shape, data: wave(length, step, spoil, quantity) };
      tensors.set(key, tensor);
      return tensor;
    },
  };
}

function wave(length: number, step: number, spoil: boolean, quantity: QuantityName): Float32Array {
  const data = Float32Array.from({ length }, (_, index) => syntheticValue(step, index));
  if (spoil && quantity.startsWith('gradient') && length > 1)
    data.set([Number.NaN, Infinity, -Infinity].slice(0, length - 1), 1);
  return data;
}

const layer = (
  name: string,
  inputs: number,
  units: number,
  activation: string,
  hasBias = true,
): LayerShape => ({
  name,
  inputs,
  units,
  activation,
  hasBias,
});

export const CASES: Readonly<Record<string, () => Numbers>> = {
  ...COURSE_CASES,
  /** What the test gave to the page. */
  recorded: recordedNumbers,
  textbook: () => fromTrace(textbook, textbookFile),
  softmax: () => fromTrace(softmax, softmaxFile),
  adam: () => fromTrace(adam, adamFile),
  noBias: () => fromTrace(noBias, noBiasFile),
  deadUnits: () => fromTrace(deadUnits, deadUnitsFile),
  tanhSaturated: () => fromTrace(tanhSaturated, tanhSaturatedFile),
  smooth: () => fromTrace(smooth, smoothFile),
  /** As `softmax`, with an accuracy. */
  classes: () => {
    const numbers = fromTrace(softmax, softmaxFile);
    return { ...numbers, description: { ...numbers.description, classification: true } };
  },
  iris: () =>
    synthetic(
      [layer('hidden', 4, 8, 'tanh'), layer('output', 8, 3, 'softmax')],
      16,
      'categoricalCrossentropy',
    ),
  plane: () => {
    const layers = [layer('hidden', 2, 6, 'tanh'), layer('output', 6, 3, 'softmax')];
    const numbers = synthetic(layers, 40, 'categoricalCrossentropy');
    return { ...numbers, standardized: true, description: { ...numbers.description, classification: true } };
  },
  digits: () =>
    synthetic(
      [layer('hidden', 64, 32, 'relu'), layer('output', 32, 10, 'softmax')],
      32,
      'categoricalCrossentropy',
    ),
  line: () =>
    synthetic([layer('hidden', 1, 6, 'tanh'), layer('output', 6, 1, 'linear')], 30, 'meanSquaredError'),
  large: () =>
    synthetic(
      [layer('wide', 784, 1024, 'relu'), layer('output', 1024, 10, 'softmax')],
      64,
      'categoricalCrossentropy',
    ),
  spoiled: () =>
    synthetic([layer('hidden', 4, 5, 'gelu'), layer('output', 5, 4, 'linear')], 6, 'meanSquaredError', true),
};
