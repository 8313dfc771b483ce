/**
 * A batch step as a framework trace of the public verifier backprop-trace, which computes it again from its factors.
 * The numbers are those of Backstep's run, not computed for this file.
 */
import type { Definition, OptimizerDefinition } from '../../definition/definition';
import type { WholeBatchStep } from '../../protocol/batchStep';
import type { Origin } from '../subject';
import { at, backwardOf } from './backward';
import { parametersOf, unitsOf } from './names';
import { supported as supportedBy, type Supported } from './supported';
import { areBiasesMoved, nameOf, updatesOf, valueOf } from './updates';

/** float32 as it is, with what is lost in sums of it. */
const TOLERANCE = { atol: 1e-6, rtol: 1e-4 };

/** One line of JSON. Throws a Refusal for what the format cannot express. */
export function backpropTrace(origin: Origin, definition: Definition, step: WholeBatchStep): string {
  const supported = supportedBy(definition, step);
  const { sizes, optimizer } = supported;
  const units = unitsOf(sizes);
  const N = step.input.shape[0] ?? 0;
  const row = (sample: number): Sample => sampleOf(step, supported, sample);
  const first = row(0);
  const trace = {
    format: formatOf(optimizer, N),
    source_framework: {
      // The verifier has no name for others; whose numbers these are, the extractor says.
      name: 'pytorch',
      version: `PyTorch's definitions, computed by Backstep ${origin.version} in float32`,
      extractor: { name: 'backstep', version: origin.version },
    },
    topology: topologyOf(supported),
    learning_rate: optimizer.learningRate,
    ...optimizerBlock(supported, step),
    numeric_policy: {
      number_encoding: 'decimal',
      precision_significant_digits: 9,
      rounding: 'round_half_to_even',
      tolerance: TOLERANCE,
      computation_order: 'schema_defined',
      byte_output: {
        format: 'jsonl',
        json_key_order: 'schema_defined',
        trailing_zero_policy: 'pad_to_significant_digits',
        indent: 'none',
      },
    },
    bias_policy: biasPolicy(step, supported),
    ...(N > 1
      ? { batch: { size: N, sample_order: samplesOf(N).map(({ name }) => name), reduction: 'mean' } }
      : {}),
    inputs: first.inputs,
    targets: first.targets,
    parameters_before: parametersIn(step, supported, 'before'),
    ...(N > 1
      ? { per_sample: Object.fromEntries(samplesOf(N).map(({ name, index }) => [name, row(index)])) }
      : {}),
    forward: first.forward,
    loss:
      N > 1
        ? meanLoss(
            samplesOf(N).map(({ index }) => row(index)),
            units.output,
          )
        : first.loss,
    backward: backwardOf(step, supported, 0),
    updates: updatesOf(step, supported),
    parameters_after: parametersIn(step, supported, 'after'),
  };
  return `${JSON.stringify(trace)}\n`;
}

interface Loss {
  readonly per_output: Readonly<Record<string, number>>;
  readonly total: number;
}

interface Sample {
  readonly inputs: Readonly<Record<string, number>>;
  readonly targets: Readonly<Record<string, number>>;
  readonly forward: Readonly<Record<string, { readonly net: number; readonly out: number }>>;
  readonly loss: Loss;
}

function samplesOf(N: number): { readonly name: string; readonly index: number }[] {
  return Array.from({ length: N }, (_, index) => ({ name: `s${index}`, index }));
}

function sampleOf(step: WholeBatchStep, { sizes, loss }: Supported, sample: number): Sample {
  const units = unitsOf(sizes);
  const [hidden, output] = step.layers;
  const named = <T>(names: readonly string[], value: (index: number) => T): Record<string, T> =>
    Object.fromEntries(names.map((name, index) => [name, value(index)]));
  const lossOf = (index: number): number => {
    const [a, y] = [at(output?.output, sample, index), at(step.target, sample, index)];
    if (loss === 'half_squared_error') return (y - a) ** 2 / 2;
    return y === 0 ? 0 : -y * logSoftmax(step, sample, index);
  };
  const perOutput = named(units.output, lossOf);
  return {
    inputs: named(units.input, (index) => at(step.input, sample, index)),
    targets: named(units.output, (index) => at(step.target, sample, index)),
    forward: {
      ...named(units.hidden, (index) => forwardOf(hidden, sample, index)),
      ...named(units.output, (index) => forwardOf(output, sample, index)),
    },
    loss: { per_output: perOutput, total: Object.values(perOutput).reduce((sum, value) => sum + value, 0) },
  };
}

function forwardOf(
  layer: WholeBatchStep['layers'][number] | undefined,
  sample: number,
  unit: number,
): {
  readonly net: number;
  readonly out: number;
} {
  return { net: at(layer?.preActivation, sample, unit), out: at(layer?.output, sample, unit) };
}

/** ln(output) from preActivation: the output itself may have rounded to 0. */
function logSoftmax(step: WholeBatchStep, sample: number, unit: number): number {
  const z = step.layers[1]?.preActivation;
  const row = Array.from({ length: z?.shape[1] ?? 0 }, (_, index) => at(z, sample, index));
  const largest = Math.max(...row);
  const sum = row.reduce((all, value) => all + Math.exp(value - largest), 0);
  return (row[unit] ?? Number.NaN) - largest - Math.log(sum);
}

function meanLoss(samples: readonly Sample[], outputs: readonly string[]): object {
  const mean = (value: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + value(sample), 0) / samples.length;
  return {
    per_output: Object.fromEntries(
      outputs.map((unit) => [unit, mean(({ loss }) => loss.per_output[unit] ?? Number.NaN)]),
    ),
    per_sample: Object.fromEntries(samples.map(({ loss }, index) => [`s${index}`, loss.total])),
    reduction: 'mean',
    total: mean(({ loss }) => loss.total),
  };
}

function topologyOf({ sizes, hiddenActivation, outputActivation, loss }: Supported): object {
  const parameters = parametersOf(sizes);
  return {
    layers: ['input', 'hidden', 'output'],
    input_size: sizes.inputs,
    hidden_size: sizes.hidden,
    output_size: sizes.outputs,
    unit_order: unitsOf(sizes),
    parameter_order: parameters.map(({ id }) => id),
    parameters: parameters.map(({ id, edge, from, to }) =>
      from === null
        ? { id, role: edge === 'hidden' ? 'hidden_bias' : 'output_bias', applies_to_units: [to] }
        : {
            id,
            role: edge === 'hidden' ? 'input_to_hidden_weight' : 'hidden_to_output_weight',
            from_unit: from,
            to_unit: to,
          },
    ),
    activation_hidden: hiddenActivation,
    activation_output: outputActivation,
    loss,
    bias_sharing: 'per_neuron',
  };
}

function parametersIn(
  step: WholeBatchStep,
  { sizes }: Supported,
  when: 'before' | 'after',
): Record<string, number> {
  return Object.fromEntries(
    parametersOf(sizes).map((parameter) => [parameter.id, valueOf(step[when], parameter)]),
  );
}

/** Each format knows the optimizers of those before it, but says so of one only. */
function formatOf(optimizer: OptimizerDefinition, N: number): string {
  if (optimizer.type === 'adam') return 'framework-trace.v0.4.0';
  if (optimizer.type === 'sgd' && optimizer.momentum > 0)
    return optimizer.nesterov ? 'framework-trace.v0.6.0' : 'framework-trace.v0.5.0';
  return N > 1 ? 'framework-trace.v0.3.0' : 'framework-trace.v0.1.0';
}

function optimizerBlock(supported: Supported, { after }: WholeBatchStep): object {
  const { optimizer } = supported;
  const name = nameOf(supported);
  if (name === 'sgd' || optimizer.type === 'rmsprop') return {};
  const { learningRate } = optimizer;
  if (optimizer.type === 'sgd') {
    const { momentum, nesterov } = optimizer;
    return { optimizer: { name, learning_rate: learningRate, momentum, ...(nesterov ? { nesterov } : {}) } };
  }
  const { beta1, beta2, epsilon } = optimizer;
  const t = after[0]?.updates ?? 1;
  return { optimizer: { name, learning_rate: learningRate, beta1, beta2, epsilon, t } };
}

function biasPolicy(step: WholeBatchStep, supported: Supported): object {
  return areBiasesMoved(step, supported)
    ? { mode: 'sgd', updated_in_step: true }
    : { mode: 'constant', updated_in_step: false };
}
