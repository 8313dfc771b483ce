/** Activation functions by their names in the file: which kernel computes each, and from what. */
import type { ActivationDefinition } from '../definition/definition';
import type { ActivationName } from '../definition/names';
import type { Tensor } from '../protocol/tensor';
import { rowsOf, columnsOf, type SoftmaxRows } from './batchRecord';
import { elementwise, NO_CONSTANTS, tensorFrom, type Compute } from './compute';
import type { Arguments } from './gpu';
import * as functions from './kernels/activations';
import * as derivatives from './kernels/activationDerivatives';
import { gradientOutput } from './kernels/products';
import * as rows from './kernels/softmax';
import type { Kernel } from './kernels/thread';

/** A = a(Z), N × m; for softmax with what it found out about the rows. */
export async function activate(
  compute: Compute,
  activation: ActivationDefinition,
  preActivation: Tensor,
): Promise<{ output: Tensor; softmaxRows: SoftmaxRows | null }> {
  if (activation.type === 'softmax') return softmaxOf(compute, preActivation);
  const output = await activateElements(compute, activation.type, activation.alpha, preActivation);
  return { output, softmaxRows: null };
}

function activateElements(
  compute: Compute,
  type: Exclude<ActivationName, 'softmax'>,
  alpha: number,
  preActivation: Tensor,
): Promise<Tensor> {
  const z = preActivation.data;
  const each = <Parameters extends readonly unknown[]>(
    kernel: Kernel<object, Parameters>,
    ...args: Arguments<Parameters>
  ): Promise<Tensor> => elementwise(compute, kernel, NO_CONSTANTS, preActivation, ...args);
  switch (type) {
    case 'linear':
      return each(functions.linear, z);
    case 'sigmoid':
      return each(functions.sigmoid, z);
    case 'tanh':
      return each(functions.tanh, z);
    case 'relu':
      return each(functions.relu, z);
    case 'leakyRelu':
      return each(functions.leakyRelu, z, alpha);
    case 'elu':
      return each(functions.elu, z, alpha);
    case 'softplus':
      return each(functions.softplus, z);
    case 'swish':
      return each(functions.swish, z);
    case 'gelu':
      return each(functions.gelu, z);
  }
}

/** a′ = ∂A/∂Z: N × m, or N × m × m for softmax. */
export function activationDerivativeOf(
  compute: Compute,
  { type, alpha }: ActivationDefinition,
  preActivation: Tensor,
  output: Tensor,
): Promise<Tensor> {
  const z = preActivation.data;
  const a = output.data;
  const each = <Parameters extends readonly unknown[]>(
    kernel: Kernel<object, Parameters>,
    ...args: Arguments<Parameters>
  ): Promise<Tensor> => elementwise(compute, kernel, NO_CONSTANTS, output, ...args);
  switch (type) {
    case 'linear':
      return each(derivatives.linearDerivative);
    case 'sigmoid':
      return each(derivatives.sigmoidDerivative, a, z);
    case 'tanh':
      return each(derivatives.tanhDerivative, a, z);
    case 'relu':
      return each(derivatives.reluDerivative, a);
    case 'leakyRelu':
      return each(derivatives.leakyReluDerivative, a, z, alpha);
    case 'elu':
      return each(derivatives.eluDerivative, a, z, alpha);
    case 'softplus':
      return each(derivatives.softplusDerivative, a);
    case 'swish':
      return each(derivatives.swishDerivative, z);
    case 'gelu':
      return each(derivatives.geluDerivative, z);
    case 'softmax': {
      const m = columnsOf(output);
      return tensorFrom(compute, rows.softmaxJacobian, [rowsOf(output), m, m], { m }, output.data);
    }
  }
}

/** δ = gradient ∘ a′, or each row of the gradient times its sample's Jacobian. N × m. */
export function gradientOutputOf(
  compute: Compute,
  activation: ActivationDefinition,
  gradient: Tensor,
  activationDerivative: Tensor,
): Promise<Tensor> {
  if (activation.type !== 'softmax') {
    const factors = [gradient.data, activationDerivative.data] as const;
    return elementwise(compute, gradientOutput, NO_CONSTANTS, gradient, ...factors);
  }
  return tensorFrom(
    compute,
    rows.gradientOutputThroughJacobian,
    gradient.shape,
    { m: columnsOf(gradient) },
    gradient.data,
    activationDerivative.data,
  );
}

async function softmaxOf(
  compute: Compute,
  preActivation: Tensor,
): Promise<{ output: Tensor; softmaxRows: SoftmaxRows }> {
  const z = preActivation.data;
  const perSample = [rowsOf(preActivation)];
  const constants = { m: columnsOf(preActivation) };
  const maximum = await tensorFrom(compute, rows.rowMaximum, perSample, constants, z);
  const sum = await tensorFrom(compute, rows.rowSumOfExponentials, perSample, constants, z, maximum.data);
  const output = await tensorFrom(
    compute,
    rows.softmax,
    preActivation.shape,
    constants,
    z,
    maximum.data,
    sum.data,
  );
  return { output, softmaxRows: { maximum, sum } };
}
