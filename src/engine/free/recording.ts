/** A stretch of batch steps, taken down kernel by kernel. */
import type { Samples } from '../../data/dataset';
import type { Tensor } from '../../protocol/tensor';
import { operationsOfBatchStep, type OperationKey } from '../../protocol/vocabulary';
import { BatchRecord, columnsOf, rowsOf, type LayerState } from '../batchRecord';
import { scoredPieces, type Breathe } from '../evaluation';
import type { Compute } from '../compute';
import { pairingIn } from '../loss';
import { takeRows } from '../kernels/moves';
import { runOperation, type Network } from '../operations';
import type { Ahead } from './ahead';
import { isChosenOnCard } from './batch';
import { arraysOf, lookoutsOf, lookoutsWith, type LookoutPlan, type Lookouts } from './lookouts';
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
  /** Whether it chooses the inputs of its batches itself: see `choiceOf`. */
  readonly choosesInputs: boolean;
  /** What stands for what is given of each batch, one after the other: see `Batch`. */
  readonly given: readonly Float32Array[];
  /** The layers as they are put in. */
  readonly before: readonly LayerState[];
  readonly steps: readonly RecordedStep[];
  /** The layers as they come out. */
  readonly after: readonly LayerState[];
}

/** What free running needs of a batch step. */
export interface Needs {
  /** All samples that batches are chosen from. */
  readonly training: Samples;
  /** The samples that are scored at an epoch's end; null when nothing is held back. */
  readonly validation: Samples | null;
  readonly lookouts: LookoutPlan;
  /** Whether it runs on a graphics card, where to read a number costs more than to compute one. */
  readonly isOnCard: boolean;
}

export function needsOf({ dataset, backend }: Ahead, lookouts: LookoutPlan): Needs {
  const { training, validation } = dataset;
  return { training, validation, lookouts, isOnCard: backend.report.name !== 'webasm' };
}

/** Takes down a stretch for layers like these: of their shapes, with as much to remember. */
export async function record(
  network: Network,
  layers: readonly LayerState[],
  { batches }: StretchShape,
  needs: Needs,
): Promise<Recording> {
  const recorder = new Recorder();
  const before = layers.map(standIn);
  let states: readonly LayerState[] = before;
  const steps: RecordedStep[] = [];
  const given: Float32Array[] = [];
  const last = layers.length - 1;
  const { inputs: all } = needs.training;
  const choosesInputs = needs.isOnCard && isChosenOnCard(all, Math.max(...batches.map(({ N }) => N)));
  for (const { N, endsEpoch } of batches) {
    const order = new Float32Array(N);
    const inputs = choosesInputs ? await chosen(recorder, all, order) : emptyMatrix(N, columnsOf(all));
    const targets = emptyMatrix(N, columnsOf(weightsOf(layers, last)));
    const samples = { inputs, targets };
    const { step, after } = await passStep(recorder, network, states, samples, needs, endsEpoch);
    steps.push(step);
    given.push(choosesInputs ? order : inputs.data, targets.data);
    states = after;
  }
  return { calls: recorder.calls, choosesInputs, given, before, steps, after: states };
}

/** The rows of all inputs that `order` tells. */
async function chosen(compute: Compute, all: Tensor, order: Float32Array): Promise<Tensor> {
  const shape = [order.length, columnsOf(all)];
  const data = await compute.call(takeRows, shape, { columns: columnsOf(all) }, order, all.data);
  return { shape, data };
}

/** Computes a batch step, or takes it down, as far as free running needs it. */
export async function passStep(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  samples: Samples,
  { validation, lookouts: plan, isOnCard }: Needs,
  endsEpoch: boolean,
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
  const lookouts = await lookoutsOf(compute, network, record, plan, isOnCard);
  const after = record.states;
  const isScored = endsEpoch && validation !== null && rowsOf(validation.inputs) > 0;
  const score = isScored ? await passScore(compute, network, after, validation, breathe) : null;
  return { step: { samples, losses, output, learning, lookouts, validation: score }, after };
}

/** The arrays that come out of a batch step, but for the layers, in one order. */
export function resultsOf({ losses, output, learning, lookouts, validation }: RecordedStep): Float32Array[] {
  return [
    losses,
    ...(output === null ? [] : [output.data]),
    ...learning,
    ...arraysOf(lookouts),
    ...(validation ?? []).flatMap((piece) => [
      piece.losses,
      ...(piece.output === null ? [] : [piece.output.data]),
    ]),
  ];
}

/** The same batch step, with the numbers for which its arrays stand. */
export function stepWith(step: RecordedStep, real: (array: Float32Array) => Float32Array): RecordedStep {
  const tensor = (standing: Tensor | null): Tensor | null =>
    standing === null ? null : { shape: standing.shape, data: real(standing.data) };
  return {
    samples: step.samples,
    losses: real(step.losses),
    output: tensor(step.output),
    learning: step.learning.map(real),
    lookouts: lookoutsWith(step.lookouts, real),
    validation:
      step.validation?.map(({ losses, output, targets }) => {
        return { losses: real(losses), output: tensor(output), targets };
      }) ?? null,
  };
}

/** All numbers of a layer, in one order. */
export function arraysOfState({ weights, bias, memory }: LayerState): Float32Array[] {
  return [weights, ...(bias === null ? [] : [bias]), ...memory.weights, ...memory.bias].map(
    ({ data }) => data,
  );
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
