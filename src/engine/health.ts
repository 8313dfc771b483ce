/** Looking over what an operation computed for signs of a network that does not learn. */
import * as l10n from '@vscode/l10n';
import type { ActivationName } from '../definition/names';
import type { OperationInput } from '../protocol/cause';
import {
  FLAT_SLOPE,
  type HealthCheck,
  type HealthCheckName,
  type HealthFinding,
  type LossTrend,
} from '../protocol/health';
import type { Tensor } from '../protocol/tensor';
import { columnsOf, rowsOf, type ComputedTensor, type Outcome } from './batchRecord';
import { indexOf } from './numbers';
import { updateRatioOf } from './updateRatio';

/** What the checks need to know of a layer beside the outcome itself. */
export interface LayerAtWork {
  readonly activation: ActivationName;
  /** δ is computed together with the loss and does not pass through the activation's slope. */
  readonly isPaired: boolean;
  /** n × m, as they were before this batch step. */
  readonly weightsBefore: Tensor;
}

/** The run around the outcome; each is asked only when a check needs it. */
export interface Surroundings {
  layer(index: number): LayerAtWork;
  /** How the loss has gone lately, up to this one; null when it is not the time to tell. */
  lossTrend(loss: number): LossTrend | null;
  /** What the operation has read. */
  inputs(): readonly OperationInput[];
}

type Diagnosis = Pick<HealthFinding, 'layer' | 'quantity' | 'measured' | 'element' | 'trend'>;

/** The first of the checks that finds something in what an operation computed; null when all is well. */
export function healthFindingIn(
  outcome: Outcome,
  checks: readonly HealthCheck[],
  around: Surroundings,
): HealthFinding | null {
  for (const check of checks) {
    const diagnosis = diagnose(check, outcome, around);
    if (diagnosis === null) continue;
    // The loss is compared with losses, not with the matrices that this one was computed from.
    const inputs = diagnosis.quantity === 'loss' ? [] : around.inputs();
    return { ...check, ...diagnosis, inputs, advice: adviceFor()[check.kind] };
  }
  return null;
}

function diagnose(
  { kind, threshold }: HealthCheck,
  outcome: Outcome,
  around: Surroundings,
): Diagnosis | null {
  if (kind === 'unchanged') return unchanged(outcome, threshold, around);
  if (kind === 'lossNotDecreasing') return lossNotDecreasing(outcome, threshold, around);
  const name = kind === 'vanishing' || kind === 'exploding' ? 'gradientWeights' : 'output';
  const computed = outcome.tensors.find((one) => one.name === name);
  if (computed === undefined) return null;
  switch (kind) {
    case 'vanishing':
      return vanishing(computed, threshold);
    case 'exploding':
      return exploding(computed, threshold);
    case 'deadRelu':
      return deadRelu(computed, threshold, around.layer(computed.layer).activation);
    case 'saturated':
      return saturated(computed, threshold, around.layer(computed.layer));
  }
}

/** The mean of |∂L/∂W| is below the threshold. */
function vanishing({ layer, tensor }: ComputedTensor, threshold: number): Diagnosis | null {
  let sum = 0;
  for (const value of tensor.data) sum += Math.abs(value);
  const measured = sum / tensor.data.length;
  // All the elements together are too small: none is to blame alone. A NaN is not below anything.
  return measured < threshold ? { layer, quantity: 'gradientWeights', measured, element: null } : null;
}

/** The largest |∂L/∂W| is above the threshold. NaN is the business of `nonFinite`, an infinity of both. */
function exploding({ layer, tensor }: ComputedTensor, threshold: number): Diagnosis | null {
  const tooLarge = (value: number): boolean => Math.abs(value) > threshold;
  const first = tensor.data.findIndex(tooLarge);
  if (first < 0) return null;
  let measured = 0;
  for (const value of tensor.data) if (Math.abs(value) > measured) measured = Math.abs(value);
  return { layer, quantity: 'gradientWeights', measured, element: elementAt(tensor, first) };
}

/** The share of a relu layer's units that give 0 for every sample of the batch reaches the threshold. */
export function deadRelu(
  { layer, tensor }: ComputedTensor,
  threshold: number,
  activation: ActivationName,
): Diagnosis | null {
  if (activation !== 'relu') return null;
  const [N, m] = [rowsOf(tensor), columnsOf(tensor)];
  let [dead, first] = [0, -1];
  for (let unit = 0; unit < m; unit++) {
    let sample = 0;
    while (sample < N && tensor.data[sample * m + unit] === 0) sample++;
    if (sample < N) continue;
    dead++;
    if (first < 0) first = unit;
  }
  const measured = dead / m;
  if (dead === 0 || measured < threshold) return null;
  return { layer, quantity: 'output', measured, element: elementAt(tensor, first) };
}

/**
 * The share of a sigmoid or tanh layer's outputs at which its slope is flat reaches the threshold. The slope
 * is told from the output: a (1 − a), at most 1/4, for sigmoid; 1 − a², at most 1, for tanh.
 */
export function saturated(
  { layer, tensor }: ComputedTensor,
  threshold: number,
  { activation, isPaired }: Pick<LayerAtWork, 'activation' | 'isPaired'>,
): Diagnosis | null {
  // An output layer paired with its loss learns however flat it is: there, flat ends only mean that it is sure.
  if (isPaired || (activation !== 'sigmoid' && activation !== 'tanh')) return null;
  const { data } = tensor;
  const slopeAt = activation === 'sigmoid' ? sigmoidSlope : tanhSlope;
  // While the check is on, it runs over the outputs of every batch step: a loop for each activation, which ends when so
  // many slopes are steep that the others cannot reach the threshold.
  const mostSteep = (1 - threshold) * data.length + 1;
  const flat = activation === 'sigmoid' ? flatSigmoids(data, mostSteep) : flatTanhs(data, mostSteep);
  const measured = flat / data.length;
  if (flat === 0 || measured < threshold) return null;
  const first = data.findIndex((output) => slopeAt(output) < FLAT_SLOPE);
  return { layer, quantity: 'output', measured, element: elementAt(tensor, first) };
}

/** a′ by its greatest: 4 a (1 − a). */
function sigmoidSlope(output: number): number {
  return 4 * output * (1 - output);
}

/** a′ = 1 − a². */
function tanhSlope(output: number): number {
  return 1 - output * output;
}

/** At how many outputs the slope is flat; 0 when at more than so many it is not. */
function flatSigmoids(data: Float32Array, mostSteep: number): number {
  let steep = 0;
  for (let at = 0; at < data.length; at++)
    if (!(sigmoidSlope(data[at] ?? NaN) < FLAT_SLOPE) && ++steep > mostSteep) return 0;
  return data.length - steep;
}

function flatTanhs(data: Float32Array, mostSteep: number): number {
  let steep = 0;
  for (let at = 0; at < data.length; at++)
    if (!(tanhSlope(data[at] ?? NaN) < FLAT_SLOPE) && ++steep > mostSteep) return 0;
  return data.length - steep;
}

/** The update ratio is below the threshold. */
function unchanged({ update }: Outcome, threshold: number, around: Surroundings): Diagnosis | null {
  if (update === undefined) return null;
  const { layer, state } = update;
  const measured = updateRatioOf(around.layer(layer).weightsBefore, state.weights);
  return measured < threshold ? { layer, quantity: 'weights', measured, element: null } : null;
}

/** The share by which the mean loss fell from one window of batch steps to the next is below the threshold. */
function lossNotDecreasing({ loss }: Outcome, threshold: number, around: Surroundings): Diagnosis | null {
  const trend = loss === undefined ? null : around.lossTrend(loss.mean);
  if (trend === null) return null;
  // From 0 to 0 there is nothing left to fall: 0 / 0 is not below anything, nor is NaN.
  const measured = (trend.before - trend.now) / trend.before;
  return measured < threshold ? { layer: null, quantity: 'loss', measured, element: null, trend } : null;
}

function elementAt(tensor: Tensor, at: number): HealthFinding['element'] {
  return { index: indexOf(tensor, at), value: tensor.data[at] ?? Number.NaN };
}

const adviceFor = (): Readonly<Record<HealthCheckName, string>> => ({
  vanishing: l10n.t(
    'Compare gradientOutput with that of the layer after this one: where it shrinks on the way back, relu or larger initial weights keep it alive; where the loss itself is close to 0, there is nothing left to learn.',
  ),
  exploding: l10n.t(
    'Lower the learning rate, start from smaller weights, or standardize the data: large inputs make large gradients.',
  ),
  deadRelu: l10n.t(
    'Such a unit has activationDerivative 0 for every sample and learns nothing: lower the learning rate, start with biases at 0 and heUniform weights, or use leakyRelu. In a small batch it may only be resting.',
  ),
  saturated: l10n.t(
    'activationDerivative is almost 0 there, and so is what passes back: start from smaller weights, standardize the data, or, in an output layer of sigmoid, use the loss binaryCrossentropy.',
  ),
  unchanged: l10n.t(
    'Raise the learning rate, or look for the reason in gradientWeights: the update is too small for the weights to notice.',
  ),
  lossNotDecreasing: l10n.t(
    'Where the loss creeps, raise the learning rate; where it jumps up and down, lower it; vanishing gradients and dead units hold it up too. Where it is as low as it should be, the training is done.',
  ),
});
