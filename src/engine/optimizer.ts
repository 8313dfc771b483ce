/** One update of a layer, by the optimizers' names in the file; the formulas are PyTorch's. */
import type { OptimizerDefinition } from '../definition/definition';
import type { Tensor } from '../protocol/tensor';
import type { LayerState } from './batchRecord';
import { elementwise, NO_CONSTANTS, type Compute } from './compute';
import * as kernels from './kernels/optimizers';

/**
 * The layer after its update.
 * @param gradientWeights n × m
 * @param gradientBias m, or null for a layer without a bias
 */
export async function updated(
  compute: Compute,
  optimizer: OptimizerDefinition,
  state: LayerState,
  gradientWeights: Tensor,
  gradientBias: Tensor | null,
): Promise<LayerState> {
  const updates = state.updates + 1;
  const { memory } = state;
  const weights = await updateParameter(
    compute,
    optimizer,
    updates,
    state.weights,
    gradientWeights,
    memory.weights,
  );
  const bias =
    state.bias === null || gradientBias === null
      ? null
      : await updateParameter(compute, optimizer, updates, state.bias, gradientBias, memory.bias);
  return {
    weights: weights.parameter,
    bias: bias?.parameter ?? null,
    memory: { weights: weights.memory, bias: bias?.memory ?? [] },
    updates,
  };
}

interface Updated {
  readonly parameter: Tensor;
  readonly memory: readonly Tensor[];
}

function updateParameter(
  compute: Compute,
  optimizer: OptimizerDefinition,
  updates: number,
  parameter: Tensor,
  gradient: Tensor,
  memory: readonly Tensor[],
): Promise<Updated> {
  switch (optimizer.type) {
    case 'sgd':
      return sgd(compute, optimizer, parameter, gradient, memory);
    case 'adam':
      return adam(compute, optimizer, updates, parameter, gradient, memory);
    case 'rmsprop':
      return rmsprop(compute, optimizer, parameter, gradient, memory);
  }
}

async function sgd(
  compute: Compute,
  { learningRate, momentum, nesterov }: Extract<OptimizerDefinition, { type: 'sgd' }>,
  parameter: Tensor,
  gradient: Tensor,
  memory: readonly Tensor[],
): Promise<Updated> {
  const step = (direction: Tensor): Promise<Tensor> =>
    elementwise(compute, kernels.sgd, NO_CONSTANTS, parameter, parameter.data, direction.data, learningRate);
  if (momentum === 0) return { parameter: await step(gradient), memory: [] };
  const addMomentum = (velocity: Tensor): Promise<Tensor> =>
    elementwise(compute, kernels.momentum, NO_CONSTANTS, gradient, gradient.data, velocity.data, momentum);
  // The first velocity is the gradient itself; after it, what is left of the old one is added.
  const velocity = memory[0] === undefined ? gradient : await addMomentum(memory[0]);
  // Nesterov looks one step ahead: the same formula once more, with the new velocity.
  const direction = nesterov ? await addMomentum(velocity) : velocity;
  return { parameter: await step(direction), memory: [velocity] };
}

async function adam(
  compute: Compute,
  { learningRate, beta1, beta2, epsilon }: Extract<OptimizerDefinition, { type: 'adam' }>,
  updates: number,
  parameter: Tensor,
  gradient: Tensor,
  memory: readonly Tensor[],
): Promise<Updated> {
  const [oldMean, oldSquares] = [memory[0] ?? zerosLike(gradient), memory[1] ?? zerosLike(gradient)];
  const g = gradient.data;
  const mean = await elementwise(
    compute,
    kernels.runningMean,
    NO_CONSTANTS,
    gradient,
    g,
    oldMean.data,
    beta1,
    1 - beta1,
  );
  const squares = await elementwise(
    compute,
    kernels.runningMeanOfSquares,
    NO_CONSTANTS,
    gradient,
    g,
    oldSquares.data,
    beta2,
    1 - beta2,
  );
  const next = await elementwise(
    compute,
    kernels.adam,
    NO_CONSTANTS,
    parameter,
    parameter.data,
    mean.data,
    squares.data,
    { updates, at: (t) => learningRate / (1 - beta1 ** t) },
    { updates, at: (t) => Math.sqrt(1 - beta2 ** t) },
    epsilon,
  );
  return { parameter: next, memory: [mean, squares] };
}

async function rmsprop(
  compute: Compute,
  { learningRate, rho, epsilon }: Extract<OptimizerDefinition, { type: 'rmsprop' }>,
  parameter: Tensor,
  gradient: Tensor,
  memory: readonly Tensor[],
): Promise<Updated> {
  const g = gradient.data;
  const squares = await elementwise(
    compute,
    kernels.runningMeanOfSquares,
    NO_CONSTANTS,
    gradient,
    g,
    (memory[0] ?? zerosLike(gradient)).data,
    rho,
    1 - rho,
  );
  const next = await elementwise(
    compute,
    kernels.rmsprop,
    NO_CONSTANTS,
    parameter,
    parameter.data,
    g,
    squares.data,
    learningRate,
    epsilon,
  );
  return { parameter: next, memory: [squares] };
}

/** The layer as if it had never been updated. */
export function withoutMemory(state: LayerState): LayerState {
  return { ...state, memory: { weights: [], bias: [] }, updates: 0 };
}

function zerosLike(tensor: Tensor): Tensor {
  return { shape: tensor.shape, data: new Float32Array(tensor.data.length) };
}
