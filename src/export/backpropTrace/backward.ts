/** The backward pass of one sample as the format has it: every signal with the factors that it is a product of. */
import type { WholeBatchStep } from '../../protocol/batchStep';
import type { Tensor } from '../../protocol/tensor';
import { unitsOf } from './names';
import type { Supported } from './supported';

/** A number of a matrix of the batch. */
export function at(tensor: Tensor | null | undefined, row: number, column: number): number {
  const width = tensor?.shape.at(-1) ?? 0;
  return tensor?.data[row * width + column] ?? Number.NaN;
}

/** Signals point downhill in this format: they are -delta. */
export function backwardOf(step: WholeBatchStep, supported: Supported, sample: number): object {
  const units = unitsOf(supported.sizes);
  const [hidden, output] = step.layers;
  const outputs = units.output.map((unit, column) => [unit, outputSignal(step, supported, sample, column)]);
  const hiddens = units.hidden.map((unit, row) => {
    const contributions = units.output.map((from, column) => {
      const [signal, weight] = [
        -at(output?.gradientOutput, sample, column),
        at(output?.weights, row, column),
      ];
      return {
        from,
        downstream_signal: signal,
        via_weight: `w_${unit}_${from}`,
        weight_value: weight,
        value: signal * weight,
      };
    });
    return [
      unit,
      {
        downstream_contributions: contributions,
        summation_order: units.output,
        backpropagated_sum: -at(hidden?.gradient, sample, row),
        activation_derivative: at(hidden?.activationDerivative, sample, row),
        product_order: 'left_to_right',
        signal_value: -at(hidden?.gradientOutput, sample, row),
      },
    ];
  });
  return {
    output_error_signals: Object.fromEntries(outputs) as object,
    hidden_error_signals: Object.fromEntries(hiddens) as object,
  };
}

function outputSignal(step: WholeBatchStep, supported: Supported, sample: number, column: number): object {
  const output = step.layers[1];
  const value = -at(output?.gradientOutput, sample, column);
  const difference = at(step.target, sample, column) - at(output?.output, sample, column);
  if (supported.loss === 'cross_entropy_softmax') {
    return {
      factors: [{ name: 'target_minus_probability', value: difference }],
      product_order: 'left_to_right',
      signal_value: value,
      dual_form: jacobianSum(step, supported, sample, column),
    };
  }
  const derivative = at(output?.activationDerivative, sample, column);
  return {
    factors: [
      { name: 'target_minus_output', value: difference },
      { name: 'activation_derivative', value: derivative },
    ],
    product_order: 'left_to_right',
    signal_value: value,
  };
}

/** The same signal once more, by way of softmax's Jacobian. */
function jacobianSum(step: WholeBatchStep, { sizes }: Supported, sample: number, unit: number): object {
  const order = unitsOf(sizes).output;
  const probability = at(step.layers[1]?.output, sample, unit);
  const terms = order.map((target, j) => {
    const [share, factor] = [at(step.target, sample, j), (j === unit ? 1 : 0) - probability];
    return {
      target_unit: target,
      factors: [
        { name: 'y_j', from: `targets.${target}`, value: share },
        { name: 'delta_ju_minus_p_u', value: factor },
      ],
      term_value: share * factor,
    };
  });
  return {
    jacobian_terms: terms,
    product_order: 'left_to_right',
    summation_order: order,
    summed_value: terms.reduce((sum, term) => sum + term.term_value, 0),
  };
}
