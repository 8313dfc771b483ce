/**
 * What stops a run in the middle of a stretch, and how to be sure that nothing did. A lookout is a number that a
 * stretch computes on its way; as long as it lies within its bounds, no operation of the batch step can have been
 * one to stop at. Beyond them nobody knows, and the stretch is run again operation by operation, where the checks
 * themselves look at every number.
 */
import { FLAT_SLOPE, type HealthCheck } from '../../protocol/health';
import { columnsOf, type BatchRecord, type ComputedTensor } from '../batchRecord';
import type { Compute } from '../compute';
import { deadRelu, saturated, type LayerAtWork } from '../health';
import { flatSigmoidOutputs, flatTanhOutputs, sumOfSizes, zeroOutputs } from '../kernels/lookouts';
import { pairingIn } from '../loss';
import type { Network } from '../operations';
import type { LayerLearning } from '../strips';

/** What is looked out for. */
export interface LookoutPlan {
  readonly nonFinite: boolean;
  readonly checks: readonly HealthCheck[];
}

/**
 * What is looked at of a batch step. On the processor that is the numbers themselves, which cost nothing to read. From
 * a graphics card come sums over the samples, one for each unit: then an array of sizes holds Σ |x|.
 */
export interface Lookouts {
  /** Sizes of Z of each layer; of ∂ℓ/∂A of the last one, where δ is computed without it and can be finite when it is not. */
  readonly calm: readonly Float32Array[];
  /** Sizes of δ of the first layer. */
  readonly factors: readonly Float32Array[];
  /** On the processor: outputs of the layers that a check looks at. */
  readonly outputs: readonly (ComputedTensor & Pick<LayerAtWork, 'activation' | 'isPaired'>)[];
  /** From a card: how many outputs are exactly 0, of relu layers. */
  readonly zeros: readonly Float32Array[];
  /** From a card: at how many outputs the slope is flat, of sigmoid and tanh layers. */
  readonly flat: readonly Float32Array[];
}

/** A check computes in float64 what a lookout has in float32: within this share of a threshold it must decide. */
const MARGIN = 1.001;

/**
 * Sizes below these leave room: an activation of such a Z is finite, and so is δ · Wᵀ of factors below the square
 * root of the greatest float32, 3.4e38.
 */
const CALM_SIZE = 1e30;
const CALM_FACTOR = 1e18;
/** An activation with a steeper slope below 0 could make an infinity of a calm Z. */
const CALM_ALPHA = 1e6;

/** Whether the network is one whose lookouts suffice. */
export function canLookOut({ definition }: Network): boolean {
  return definition.layers.every(({ activation }) => Math.abs(activation.alpha) <= CALM_ALPHA);
}

/**
 * The lookouts of a batch step that has been computed.
 * @param isOnCard whether to read a number costs more than to compute one
 */
export async function lookoutsOf(
  compute: Compute,
  { definition }: Network,
  record: BatchRecord,
  { nonFinite, checks }: LookoutPlan,
  isOnCard: boolean,
): Promise<Lookouts> {
  const watches = (kind: HealthCheck['kind']): boolean => checks.some((check) => check.kind === kind);
  const perUnit = (layer: number): [[number], { N: number; m: number }] => {
    const m = columnsOf(record.before(layer).weights);
    return [[m], { N: record.N, m }];
  };
  const sizesOf = async (layer: number, name: 'preActivation' | 'gradient' | 'gradientOutput') => {
    const { data } = record.required(layer, name);
    return isOnCard ? compute.call(sumOfSizes, ...perUnit(layer), data) : data;
  };
  const last = definition.layers.length - 1;
  const [calm, zeros, flat]: [Float32Array[], Float32Array[], Float32Array[]] = [[], [], []];
  const outputs: Lookouts['outputs'][number][] = [];
  for (const [layer, { activation }] of definition.layers.entries()) {
    if (nonFinite) calm.push(await sizesOf(layer, 'preActivation'));
    const tensor = record.required(layer, 'output');
    const isPaired = pairingIn(definition, layer) !== 'apart';
    const { type } = activation;
    const mayDie = type === 'relu' && watches('deadRelu');
    const mayFlatten = (type === 'sigmoid' || type === 'tanh') && !isPaired && watches('saturated');
    if (!mayDie && !mayFlatten) continue;
    if (!isOnCard) outputs.push({ layer, name: 'output', tensor, activation: type, isPaired });
    else if (mayDie) zeros.push(await compute.call(zeroOutputs, ...perUnit(layer), tensor.data));
    else {
      const kernel = type === 'sigmoid' ? flatSigmoidOutputs : flatTanhOutputs;
      flat.push(await compute.call(kernel, ...perUnit(layer), tensor.data, FLAT_SLOPE * MARGIN));
    }
  }
  if (nonFinite && pairingIn(definition, last) !== 'apart') calm.push(await sizesOf(last, 'gradient'));
  const factors = nonFinite ? [await sizesOf(0, 'gradientOutput')] : [];
  return { calm, factors, outputs, zeros, flat };
}

/** The arrays of the lookouts, in one order. */
export function arraysOf({ calm, factors, outputs, zeros, flat }: Lookouts): Float32Array[] {
  return [...calm, ...factors, ...outputs.map(({ tensor }) => tensor.data), ...zeros, ...flat];
}

/** The numbers for which the lookouts of a recording stand. */
export function lookoutsWith(
  { calm, factors, outputs, zeros, flat }: Lookouts,
  real: (array: Float32Array) => Float32Array,
): Lookouts {
  return {
    calm: calm.map(real),
    factors: factors.map(real),
    outputs: outputs.map((output) => {
      const { shape, data } = output.tensor;
      return { ...output, tensor: { shape, data: real(data) } };
    }),
    zeros: zeros.map(real),
    flat: flat.map(real),
  };
}

/** What a batch step has come to. */
export interface StepSighting {
  readonly N: number;
  readonly loss: number;
  readonly lookouts: Lookouts;
  readonly learning: readonly LayerLearning[];
  /** How many weights each layer has. */
  readonly weights: readonly number[];
  /** Of the first layer: the sums of `layerLearning`. */
  readonly firstSums: Float32Array;
}

/** Whether some operation of the batch step may have been one to stop at: false is certain, true is not. */
export function mayStop(step: StepSighting, { nonFinite, checks }: LookoutPlan): boolean {
  if (nonFinite && !isCalm(step)) return true;
  for (const check of checks) if (mayFind(check, step)) return true;
  return false;
}

/**
 * Whether every number of the batch step is finite. What is not finite in δ or in a gradient makes ∂L/∂W of its
 * layer so, and in weights, biases and what the optimizer remembers it stays, for whoever looks at the end.
 */
function isCalm({ loss, lookouts, learning, firstSums }: StepSighting): boolean {
  if (!Number.isFinite(loss)) return false;
  for (const { gradient, updateRatio } of learning)
    if (!(gradient < CALM_SIZE) || !Number.isFinite(updateRatio)) return false;
  for (const sizes of lookouts.calm) if (!areBelow(CALM_SIZE, sizes)) return false;
  for (const sizes of lookouts.factors) if (!areBelow(CALM_FACTOR, sizes)) return false;
  // Σ W² before the update.
  return areBelow(CALM_FACTOR, firstSums, (2 * firstSums.length) / 3);
}

/** In plain loops: they run for every check of every batch step. */
function mayFind({ kind, threshold }: HealthCheck, step: StepSighting): boolean {
  const { N, lookouts, learning, weights } = step;
  switch (kind) {
    case 'vanishing':
      for (const { gradient } of learning) if (!(gradient > threshold * MARGIN)) return true;
      return false;
    case 'exploding':
      // No element is larger than the sum of all.
      for (let layer = 0; layer < learning.length; layer++) {
        const sum = (learning[layer]?.gradient ?? NaN) * (weights[layer] ?? NaN);
        if (!(sum * MARGIN < threshold)) return true;
      }
      return false;
    case 'unchanged':
      for (const { updateRatio } of learning) if (!(updateRatio > threshold * MARGIN)) return true;
      return false;
    case 'deadRelu':
      for (const output of lookouts.outputs)
        if (deadRelu(output, threshold, output.activation) !== null) return true;
      return lookouts.zeros.some((counts) => {
        const dead = counts.reduce((units, count) => units + (count === N ? 1 : 0), 0);
        return share(dead, counts.length, threshold);
      });
    case 'saturated':
      for (const output of lookouts.outputs) if (saturated(output, threshold, output) !== null) return true;
      return lookouts.flat.some((counts) => share(total(counts), counts.length * N, threshold));
    case 'lossNotDecreasing':
      // Told from the losses alone, see passage.ts.
      return false;
  }
}

function share(some: number, all: number, threshold: number): boolean {
  return some > 0 && !(some / all < threshold);
}

/**
 * Whether every number from a place on is well below a bound in size: so that even the sum of all sizes is. NaN is below
 * nothing.
 */
function areBelow(bound: number, numbers: Float32Array, from = 0): boolean {
  return sumOfAll(numbers, from) < bound;
}

/** Whether every number is finite: in float64 the sum of the sizes is then, too. */
export function areFinite(numbers: Float32Array): boolean {
  return Number.isFinite(sumOfAll(numbers, 0));
}

/**
 * Σ |x| from a place on. Plain loops: they run over several matrices of every batch step. An addition waits for the one
 * before, so four sums are faster than one.
 */
function sumOfAll(numbers: Float32Array, from: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let at = from;
  for (; at + 3 < numbers.length; at += 4) {
    sum0 += Math.abs(numbers[at] ?? NaN);
    sum1 += Math.abs(numbers[at + 1] ?? NaN);
    sum2 += Math.abs(numbers[at + 2] ?? NaN);
    sum3 += Math.abs(numbers[at + 3] ?? NaN);
  }
  for (; at < numbers.length; at++) sum0 += Math.abs(numbers[at] ?? NaN);
  return sum0 + sum1 + sum2 + sum3;
}

function total(counts: Float32Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
