/** A stretch of batch steps, taken down kernel by kernel. */
import type { Samples } from '../../data/dataset';
import type { Tensor } from '../../protocol/tensor';
import { operationsOfBatchStep, type OperationKey } from '../../protocol/vocabulary';
import { BatchRecord, columnsOf, rowsOf, type LayerState } from '../batchRecord';
import { scoredPieces, type Breathe } from '../evaluation';
import type { Compute } from '../compute';
import { pairingIn } from '../loss';
import { runOperation, type Network } from '../operations';
import { lookoutsOf, type LookoutPlan, type Lookouts } from './lookouts';
import { Recorder, type KernelCall } from './recorder';

/** What a stretch consists of: its batches, and where epochs end in it. */
export interface StretchShape {
  readonly batches: readonly { readonly N: number; readonly endsEpoch: boolean }[];
}

/** What the samples of a piece came to. The targets are real numbers, the rest stands for results. */
export interface ScoredPiece {
  readonly losses: Float32Array;
  /** null when nothing is classified: then nobody asks. */
  readonly output: Tensor | null;
  readonly targets: Tensor;
}

/** A batch step. In a recording, every array stands for one that is put in, or comes out, when it is run. */
export interface RecordedStep {
  readonly samples: Samples;
  readonly losses: Float32Array;
  /** Of the last layer; null when nothing is classified: then nobody asks. */
  readonly output: Tensor | null;
  /** Of each layer: the sums of `layerLearning`. */
  readonly learning: readonly Float32Array[];
  readonly lookouts: Lookouts;
  /** The validation split after this batch step, in pieces; null where no epoch ends or nothing is held back. */
  readonly validation: readonly ScoredPiece[] | null;
}

export interface Recording {
  readonly calls: readonly KernelCall[];
  /** The layers as they are put in. */
  readonly before: readonly LayerState[];
  readonly steps: readonly RecordedStep[];
  /** The layers as they come out. */
  readonly after: readonly LayerState[];
}

/**
 * Takes down a stretch for layers like these: of their shapes, with as much to remember.
 * @param validation the samples that each epoch's end is scored with, null when nothing is held back
 */
export async function record(
  network: Network,
  layers: readonly LayerState[],
  { batches }: StretchShape,
  validation: Samples | null,
  plan: LookoutPlan,
): Promise<Recording> {
  const recorder = new Recorder();
  const before = layers.map(standIn);
  let states: readonly LayerState[] = before;
  const steps: RecordedStep[] = [];
  const last = layers.length - 1;
  for (const { N, endsEpoch } of batches) {
    const samples: Samples = {
      inputs: emptyMatrix(N, rowsOf(weightsOf(layers, 0))),
      targets: emptyMatrix(N, columnsOf(weightsOf(layers, last))),
    };
    const scored = endsEpoch ? validation : null;
    const { step, after } = await passStep(recorder, network, states, samples, scored, plan);
    steps.push(step);
    states = after;
  }
  return { calls: recorder.calls, before, steps, after: states };
}

/**
 * Computes a batch step, or takes it down, as far as free running needs it.
 * @param validation the samples that are scored after it; null where no epoch ends or nothing is held back
 */
export async function passStep(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  samples: Samples,
  validation: Samples | null,
  plan: LookoutPlan,
  breathe: Breathe = () => Promise.resolve(),
): Promise<{ readonly step: RecordedStep; readonly after: readonly LayerState[] }> {
  const last = states.length - 1;
  const record = new BatchRecord(0, 0, samples, states);
  let losses: Float32Array = new Float32Array();
  const learning: Float32Array[] = [];
  for (const key of operationsOfBatchStep(states.length)) {
    if (comesToNothing(network, key)) continue;
    const outcome = await runOperation(compute, network, record, key);
    await breathe();
    record.add(outcome);
    if (outcome.loss !== undefined) losses = outcome.loss.ofSamples;
    if (outcome.update !== undefined) learning[outcome.update.layer] = outcome.update.learning;
  }
  const output = network.classification ? record.required(last, 'output') : null;
  const lookouts = await lookoutsOf(compute, network, record, plan);
  const after = record.states;
  const isScored = validation !== null && rowsOf(validation.inputs) > 0;
  const score = isScored ? await passScore(compute, network, after, validation, breathe) : null;
  return { step: { samples, losses, output, learning, lookouts, validation: score }, after };
}

/**
 * Whether no parameter depends on an operation: whoever wants to see what it computes stops in its batch step, which
 * then is stepped through. That is ∂L/∂input, and the derivative of an activation that is computed with the loss.
 */
function comesToNothing({ definition }: Network, { operation, layer }: OperationKey): boolean {
  if (operation === 'gradientPrev') return layer === 0;
  return operation === 'activationDerivative' && layer !== null && pairingIn(definition, layer) !== 'apart';
}

async function passScore(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  samples: Samples,
  breathe: Breathe,
): Promise<ScoredPiece[]> {
  const pieces: ScoredPiece[] = [];
  for await (const { record, losses } of scoredPieces(compute, network, states, samples)) {
    const output = network.classification ? record.required(states.length - 1, 'output') : null;
    pieces.push({ losses, output, targets: record.samples.targets });
    await breathe();
  }
  return pieces;
}

function standIn({ weights, bias, memory, updates }: LayerState): LayerState {
  return {
    weights: like(weights),
    bias: bias === null ? null : like(bias),
    memory: { weights: memory.weights.map(like), bias: memory.bias.map(like) },
    updates,
  };
}

function like({ shape, data }: Tensor): Tensor {
  return { shape, data: new Float32Array(data.length) };
}

function emptyMatrix(rows: number, columns: number): Tensor {
  return { shape: [rows, columns], data: new Float32Array(rows * columns) };
}

function weightsOf(states: readonly LayerState[], layer: number): Tensor {
  const state = states[layer];
  if (state === undefined) throw new RangeError(`There is no layer ${layer}.`);
  return state.weights;
}
