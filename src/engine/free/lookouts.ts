/**
 * What stops a run in the middle of a stretch, and how to be sure that nothing did. A lookout is a number that a
 * stretch computes on its way; as long as it lies within its bounds, no operation of the batch step can have been
 * one to stop at. Beyond them nobody knows, and the stretch is run again operation by operation, where the checks
 * themselves look at every number.
 */
import { FLAT_SLOPE, type HealthCheck } from '../../protocol/health';
import { columnsOf, type BatchRecord } from '../batchRecord';
import type { Compute } from '../compute';
import { flatSigmoidOutputs, flatTanhOutputs, sumOfSizes, zeroOutputs } from '../kernels/lookouts';
import { pairingIn } from '../loss';
import type { Network } from '../operations';
import type { LayerLearning } from '../strips';

/** What is looked out for. */
export interface LookoutPlan {
  readonly nonFinite: boolean;
  readonly checks: readonly HealthCheck[];
}

/** What a batch step computes for it, per layer; null where nothing is looked out for. Each has one number per unit. */
export interface Lookouts {
  /** Σ |Z| of each layer. */
  readonly preActivations: readonly (Float32Array | null)[];
  /** Σ |δ| of the first layer. */
  readonly firstGradientOutput: Float32Array | null;
  /** Σ |∂ℓ/∂A| of the last layer, where δ is computed without it and can be finite when it is not. */
  readonly lossGradient: Float32Array | null;
  /** Outputs that are exactly 0, of relu layers. */
  readonly zeros: readonly (Float32Array | null)[];
  /** Outputs at which the slope is flat, of sigmoid and tanh layers. */
  readonly flat: readonly (Float32Array | null)[];
}

/** A check computes in float64 what a lookout has in float32: within this share of a threshold it must decide. */
const MARGIN = 1.001;

/**
 * Sums below these leave room: an activation of such a Z is finite, and so is δ · Wᵀ of factors below the square
 * root of the greatest float32, 3.4e38.
 */
const CALM_SUM = 1e30;
const CALM_FACTOR = 1e18;
/** An activation with a steeper slope below 0 could make an infinity of a calm Z. */
const CALM_ALPHA = 1e6;

/** Whether the network is one whose lookouts suffice. */
export function canLookOut({ definition }: Network): boolean {
  return definition.layers.every(({ activation }) => Math.abs(activation.alpha) <= CALM_ALPHA);
}

/** Computes the lookouts of a batch step that has been computed. */
export async function lookoutsOf(
  compute: Compute,
  { definition }: Network,
  record: BatchRecord,
  { nonFinite, checks }: LookoutPlan,
): Promise<Lookouts> {
  const watches = (kind: HealthCheck['kind']): boolean => checks.some((check) => check.kind === kind);
  const perUnit = (layer: number): [[number], { N: number; m: number }] => {
    const m = columnsOf(record.before(layer).weights);
    return [[m], { N: record.N, m }];
  };
  const last = definition.layers.length - 1;
  const preActivations: (Float32Array | null)[] = [];
  const zeros: (Float32Array | null)[] = [];
  const flat: (Float32Array | null)[] = [];
  for (const [layer, { activation }] of definition.layers.entries()) {
    const [z, a] = [record.required(layer, 'preActivation').data, record.required(layer, 'output').data];
    preActivations.push(nonFinite ? await compute.call(sumOfSizes, ...perUnit(layer), z) : null);
    const isRelu = activation.type === 'relu' && watches('deadRelu');
    zeros.push(isRelu ? await compute.call(zeroOutputs, ...perUnit(layer), a) : null);
    const bound = FLAT_SLOPE * MARGIN;
    if (pairingIn(definition, layer) !== 'apart' || !watches('saturated')) flat.push(null);
    else if (activation.type === 'sigmoid')
      flat.push(await compute.call(flatSigmoidOutputs, ...perUnit(layer), a, bound));
    else if (activation.type === 'tanh')
      flat.push(await compute.call(flatTanhOutputs, ...perUnit(layer), a, bound));
    else flat.push(null);
  }
  const first = record.required(0, 'gradientOutput').data;
  const firstGradientOutput = nonFinite ? await compute.call(sumOfSizes, ...perUnit(0), first) : null;
  const lossGradient =
    nonFinite && pairingIn(definition, last) !== 'apart'
      ? await compute.call(sumOfSizes, ...perUnit(last), record.required(last, 'gradient').data)
      : null;
  return { preActivations, firstGradientOutput, lossGradient, zeros, flat };
}

/** The arrays of the lookouts, in one order. */
export function arraysOf(lookouts: Lookouts): Float32Array[] {
  const { preActivations, firstGradientOutput, lossGradient, zeros, flat } = lookouts;
  return [...preActivations, firstGradientOutput, lossGradient, ...zeros, ...flat].filter(
    (array) => array !== null,
  );
}

/** What a batch step has come to. */
export interface StepSighting {
  readonly N: number;
  readonly loss: number;
  readonly lookouts: Lookouts;
  readonly learning: readonly LayerLearning[];
  /** How many weights each layer has. */
  readonly weights: readonly number[];
  /** Σ W² of the first layer, before the update. */
  readonly firstSquares: number;
}

/** Whether some operation of the batch step may have been one to stop at: false is certain, true is not. */
export function mayStop(step: StepSighting, { nonFinite, checks }: LookoutPlan): boolean {
  if (nonFinite && !isCalm(step)) return true;
  return checks.some((check) => mayFind(check, step));
}

/**
 * Whether every number of the batch step is finite. What is not finite in δ or in a gradient makes ∂L/∂W of its
 * layer so, and in weights, biases and what the optimizer remembers it stays, for whoever looks at the end.
 */
function isCalm({ loss, lookouts, learning, firstSquares }: StepSighting): boolean {
  const { preActivations, firstGradientOutput, lossGradient } = lookouts;
  return (
    Number.isFinite(loss) &&
    learning.every(({ gradient, updateRatio }) => gradient < CALM_SUM && Number.isFinite(updateRatio)) &&
    preActivations.every((sums) => sums === null || total(sums) < CALM_SUM) &&
    (firstGradientOutput === null || total(firstGradientOutput) < CALM_FACTOR) &&
    (lossGradient === null || total(lossGradient) < CALM_SUM) &&
    firstSquares < CALM_FACTOR
  );
}

function mayFind({ kind, threshold }: HealthCheck, step: StepSighting): boolean {
  const { N, lookouts, learning, weights } = step;
  switch (kind) {
    case 'vanishing':
      return learning.some(({ gradient }) => !(gradient > threshold * MARGIN));
    case 'exploding':
      // No element is larger than the sum of all.
      return learning.some(
        ({ gradient }, layer) => !(gradient * (weights[layer] ?? Infinity) * MARGIN < threshold),
      );
    case 'unchanged':
      return learning.some(({ updateRatio }) => !(updateRatio > threshold * MARGIN));
    case 'deadRelu':
      return lookouts.zeros.some(
        (counts) =>
          counts !== null &&
          share(
            counts.reduce((dead, count) => dead + (count === N ? 1 : 0), 0),
            counts.length,
            threshold,
          ),
      );
    case 'saturated':
      return lookouts.flat.some(
        (counts) => counts !== null && share(total(counts), counts.length * N, threshold),
      );
    case 'lossNotDecreasing':
      // Told from the losses alone, see stretch.ts.
      return false;
  }
}

function share(some: number, all: number, threshold: number): boolean {
  return some > 0 && !(some / all < threshold);
}

function total(sums: Float32Array): number {
  let sum = 0;
  for (const one of sums) sum += one;
  return sum;
}
