/** The updates as the format has them: one for each single number, with the optimizer's memory before and after. */
import type { LayerState, WholeBatchStep } from '../../protocol/batchStep';
import type { Tensor } from '../../protocol/tensor';
import { at } from './backward';
import { parametersOf, unitsOf, type Parameter } from './names';
import type { Supported } from './supported';

const ROLES = { hidden: 'hidden_bias', output: 'output_bias' } as const;
const EDGES = { hidden: 'input_to_hidden', output: 'hidden_to_output' } as const;

/** The value of a parameter in these layers; 0 for the bias that a layer does not have. */
export function valueOf(states: readonly LayerState[], parameter: Parameter): number {
  const state = states[parameter.edge === 'hidden' ? 0 : 1];
  if (parameter.row !== null) return at(state?.weights, parameter.row, parameter.column);
  return state?.bias ? at(state.bias, 0, parameter.column) : 0;
}

/** Biases that do not move are constants of the format, and have no update. */
export function areBiasesMoved({ before, after }: WholeBatchStep, { sizes }: Supported): boolean {
  return parametersOf(sizes).some(
    (parameter) => parameter.row === null && valueOf(before, parameter) !== valueOf(after, parameter),
  );
}

export function updatesOf(step: WholeBatchStep, supported: Supported): object[] {
  const withBiases = areBiasesMoved(step, supported);
  return parametersOf(supported.sizes)
    .filter(({ row }) => row !== null || withBiases)
    .map((parameter) => updateOf(step, supported, parameter));
}

function updateOf(step: WholeBatchStep, supported: Supported, parameter: Parameter): object {
  const { id, edge, from, to, row, column } = parameter;
  const layer = step.layers[edge === 'hidden' ? 0 : 1];
  // Downhill, as every signal of this format.
  const gradient =
    row === null ? -at(layer?.gradientBias, 0, column) : -at(layer?.gradientWeights, row, column);
  const [before, after] = [valueOf(step.before, parameter), valueOf(step.after, parameter)];
  const { optimizer } = supported;
  return {
    parameter_id: id,
    kind: row === null ? 'bias' : 'weight',
    layer_edge: row === null ? 'bias_to_layer' : EDGES[edge],
    parameter_role: row === null ? ROLES[edge] : `${from ?? ''}_to_${to}`,
    from_unit: from ?? to,
    to_unit: to,
    weight_before: before,
    optimizer: {
      name: nameOf(supported),
      learning_rate: optimizer.learningRate,
      factors: factorsOf(step, supported, parameter, gradient),
      product_order: 'left_to_right',
      ...memoryOf(step, supported, parameter),
    },
    gradient,
    update: after - before,
    weight_after: after,
  };
}

/** The optimizer by the format's name. */
export function nameOf({ optimizer }: Supported): 'sgd' | 'sgd_momentum' | 'adam' {
  if (optimizer.type === 'adam') return 'adam';
  return optimizer.type === 'sgd' && optimizer.momentum > 0 ? 'sgd_momentum' : 'sgd';
}

function factorsOf(
  step: WholeBatchStep,
  { sizes }: Supported,
  { edge, to, row, column }: Parameter,
  gradient: number,
): object[] {
  if ((step.input.shape[0] ?? 0) > 1) return [{ name: 'batch_reduced_gradient', value: gradient }];
  const [own, units] = [step.layers[edge === 'hidden' ? 0 : 1], unitsOf(sizes)];
  const signal = {
    name: `${edge}_error_signal`,
    from: `backward.${edge}_error_signals.${to}.signal_value`,
    value: -at(own?.gradientOutput, 0, column),
  };
  if (row === null) return [signal];
  const from =
    edge === 'hidden' ? `inputs.${units.input[row] ?? ''}` : `forward.${units.hidden[row] ?? ''}.out`;
  return [signal, { name: 'upstream_activation', from, value: at(own?.input, 0, row) }];
}

/** What the optimizer remembered of this one parameter. Its mean and its velocity point downhill, too. */
function memoryOf(step: WholeBatchStep, supported: Supported, parameter: Parameter): object {
  const name = nameOf(supported);
  if (name === 'sgd') return {};
  const of = (states: readonly LayerState[]): object => {
    const { memory } = states[parameter.edge === 'hidden' ? 0 : 1] ?? { memory: null };
    const tensors = (parameter.row === null ? memory?.bias : memory?.weights) ?? [];
    const number = (tensor: Tensor | undefined): number =>
      tensor === undefined ? 0 : at(tensor, parameter.row ?? 0, parameter.column);
    const [first, second] = tensors;
    return name === 'adam'
      ? { m: negative(number(first)), v: number(second) }
      : { buffer: negative(number(first)) };
  };
  return { state_before: of(step.before), state_after: of(step.after) };
}

/** Without a minus before 0. */
function negative(value: number): number {
  return value === 0 ? 0 : -value;
}
