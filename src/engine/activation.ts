/** Activation functions by their names in the file: which kernel computes each, and from what. */
import type { ActivationDefinition } from '../definition/definition';
import type { ActivationName } from '../definition/names';
import type { Tensor } from '../protocol/tensor';
import { rowsOf, columnsOf, type SoftmaxRows } from './batchRecord';
import { elementwise, NO_CONSTANTS, tensorFrom, type Compute } from './compute';
import { cube, flat, matrix } from './gpu';
import * as functions from './kernels/activations';
import * as derivatives from './kernels/activationDerivatives';
import { gradientOutput } from './kernels/products';
import * as rows from './kernels/softmax';
import type { Kernel, Vector } from './kernels/thread';

type Elementwise = Kernel<object, [Vector]>;
type WithAlpha = Kernel<object, [Vector, number]>;

interface ActivationKernels {
  readonly from: 'output' | 'preActivation';
  readonly activation: Elementwise;
  readonly derivative: Elementwise;
}

const PLAIN = {
  linear: { from: 'output', activation: functions.linear, derivative: derivatives.linearDerivative },
  sigmoid: { from: 'output', activation: functions.sigmoid, derivative: derivatives.sigmoidDerivative },
  tanh: { from: 'output', activation: functions.tanh, derivative: derivatives.tanhDerivative },
  relu: { from: 'output', activation: functions.relu, derivative: derivatives.reluDerivative },
  softplus: { from: 'output', activation: functions.softplus, derivative: derivatives.softplusDerivative },
  swish: { from: 'preActivation', activation: functions.swish, derivative: derivatives.swishDerivative },
  gelu: { from: 'preActivation', activation: functions.gelu, derivative: derivatives.geluDerivative },
} as const satisfies Partial<Record<ActivationName, ActivationKernels>>;

const WITH_ALPHA = {
  leakyRelu: { activation: functions.leakyRelu, derivative: derivatives.leakyReluDerivative },
  elu: { activation: functions.elu, derivative: derivatives.eluDerivative },
} as const satisfies Partial<Record<ActivationName, { activation: WithAlpha; derivative: WithAlpha }>>;

/** A = a(Z), N × m; for softmax with what it found out about the rows. */
export async function activate(
  compute: Compute,
  activation: ActivationDefinition,
  preActivation: Tensor,
): Promise<{ output: Tensor; softmaxRows: SoftmaxRows | null }> {
  const z = flat(preActivation);
  switch (activation.type) {
    case 'softmax':
      return softmaxOf(compute, preActivation);
    case 'leakyRelu':
    case 'elu': {
      const kernel: WithAlpha = WITH_ALPHA[activation.type].activation;
      const output = await elementwise(compute, kernel, NO_CONSTANTS, preActivation, z, activation.alpha);
      return { output, softmaxRows: null };
    }
    default: {
      const kernel: Elementwise = PLAIN[activation.type].activation;
      return {
        output: await elementwise(compute, kernel, NO_CONSTANTS, preActivation, z),
        softmaxRows: null,
      };
    }
  }
}

/** a′ = ∂A/∂Z: N × m, or N × m × m for softmax. */
export function activationDerivativeOf(
  compute: Compute,
  activation: ActivationDefinition,
  preActivation: Tensor,
  output: Tensor,
): Promise<Tensor> {
  switch (activation.type) {
    case 'softmax': {
      const m = columnsOf(output);
      const shape = [rowsOf(output), m, m];
      return tensorFrom(compute, rows.softmaxJacobian, shape, NO_CONSTANTS, matrix(output));
    }
    case 'leakyRelu':
    case 'elu': {
      const kernel: WithAlpha = WITH_ALPHA[activation.type].derivative;
      return elementwise(compute, kernel, NO_CONSTANTS, output, flat(output), activation.alpha);
    }
    default: {
      const { from, derivative }: ActivationKernels = PLAIN[activation.type];
      const argument = from === 'output' ? output : preActivation;
      return elementwise(compute, derivative, NO_CONSTANTS, output, flat(argument));
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
    const factors = [flat(gradient), flat(activationDerivative)] as const;
    return elementwise(compute, gradientOutput, NO_CONSTANTS, gradient, ...factors);
  }
  return tensorFrom(
    compute,
    rows.gradientOutputThroughJacobian,
    gradient.shape,
    { m: columnsOf(gradient) },
    matrix(gradient),
    cube(activationDerivative),
  );
}

async function softmaxOf(
  compute: Compute,
  preActivation: Tensor,
): Promise<{ output: Tensor; softmaxRows: SoftmaxRows }> {
  const z = matrix(preActivation);
  const perSample = [rowsOf(preActivation)];
  const constants = { m: columnsOf(preActivation) };
  const maximum = await tensorFrom(compute, rows.rowMaximum, perSample, constants, z);
  const sum = await tensorFrom(compute, rows.rowSumOfExponentials, perSample, constants, z, flat(maximum));
  const output = await tensorFrom(
    compute,
    rows.softmax,
    preActivation.shape,
    NO_CONSTANTS,
    z,
    flat(maximum),
    flat(sum),
  );
  return { output, softmaxRows: { maximum, sum } };
}
