/** The equations of a batch step, one operation at a time: SPEC's table in the order in which it runs. */
import type { Definition, LayerDefinition } from '../definition/definition';
import type { Tensor } from '../protocol/tensor';
import type { OperationKey } from '../protocol/vocabulary';
import { accuracyOf } from './accuracy';
import { activate, activationDerivativeOf, gradientOutputOf } from './activation';
import { columnsOf, rowsOf, type BatchRecord, type ComputedTensor, type Outcome } from './batchRecord';
import { productOf, tensorFrom, type Compute } from './compute';
import { gradientBias } from './kernels/products';
import { lossGradient, pairedGradientOutput, pairingIn, sampleLosses, type Pairing } from './loss';
import { updated } from './optimizer';
import { GRADIENT_PREV, GRADIENT_WEIGHTS, PRE_ACTIVATION, PRE_ACTIVATION_WITHOUT_BIAS } from './products';
import { learningOf } from './strips';

/** What the equations need to know of a run: the definition, and whether accuracy means something. */
export interface Network {
  readonly definition: Definition;
  readonly classification: boolean;
}

/**
 * Computes one operation from what the record holds and changes nothing: the outcome is the caller's to add.
 * Rejects when no backend can run a kernel.
 */
export function runOperation(
  compute: Compute,
  network: Network,
  record: BatchRecord,
  key: OperationKey,
): Promise<Outcome> {
  if (key.layer === null) return runLoss(compute, network, record);
  const layer = key.layer;
  switch (key.operation) {
    case 'preActivation':
      return runPreActivation(compute, record, layer);
    case 'output':
      return runOutput(compute, network, record, layer);
    case 'activationDerivative':
      return runActivationDerivative(compute, network, record, layer);
    case 'gradientOutput':
      return runGradientOutput(compute, network, record, layer);
    case 'gradientWeights':
      return runGradientWeights(compute, record, layer);
    case 'gradientPrev':
      return runGradientPrev(compute, record, layer);
    case 'update':
      return runUpdate(compute, network, record, layer);
    case 'loss':
      return runLoss(compute, network, record);
  }
}

/** Z = A · W + b, N × m. */
export function preActivationOf(
  compute: Compute,
  input: Tensor,
  weights: Tensor,
  bias: Tensor | null,
): Promise<Tensor> {
  const shape = [rowsOf(input), columnsOf(weights)] as const;
  const constants = { N: rowsOf(input), n: columnsOf(input), m: columnsOf(weights) };
  const [a, w] = [input.data, weights.data];
  return bias === null
    ? productOf(compute, PRE_ACTIVATION_WITHOUT_BIAS, shape, constants, a, w)
    : productOf(compute, PRE_ACTIVATION, shape, constants, a, w, bias.data);
}

async function runPreActivation(compute: Compute, record: BatchRecord, layer: number): Promise<Outcome> {
  const { weights, bias } = record.before(layer);
  const tensor = await preActivationOf(compute, record.required(layer, 'input'), weights, bias);
  return { tensors: [{ layer, name: 'preActivation', tensor }] };
}

async function runOutput(
  compute: Compute,
  { definition }: Network,
  record: BatchRecord,
  layer: number,
): Promise<Outcome> {
  const { activation } = layerOf(definition, layer);
  const { output, softmaxRows } = await activate(
    compute,
    activation,
    record.required(layer, 'preActivation'),
  );
  const tensors: ComputedTensor[] = [{ layer, name: 'output', tensor: output }];
  return softmaxRows === null ? { tensors } : { tensors, softmaxRows: { layer, ...softmaxRows } };
}

async function runLoss(
  compute: Compute,
  { definition, classification }: Network,
  record: BatchRecord,
): Promise<Outcome> {
  const layer = definition.layers.length - 1;
  const activation = layerOf(definition, layer).activation.type;
  const last = {
    preActivation: record.required(layer, 'preActivation'),
    output: record.required(layer, 'output'),
    targets: record.samples.targets,
    softmaxRows: activation === 'softmax' ? record.softmaxRows(layer) : null,
  };
  // The pair starts from preActivation; an output changed by hand counts more.
  const pairing = record.isEdited(layer, 'output') ? 'apart' : pairingIn(definition, layer);
  const losses = await sampleLosses(compute, definition.loss, pairing, last);
  const tensor = await lossGradient(compute, definition.loss, pairing, last);
  return {
    tensors: [{ layer, name: 'gradient', tensor }],
    loss: { ofSamples: losses, ...lossOf(losses, classification ? last.output : null, last.targets) },
  };
}

/**
 * The loss of a batch, and its accuracy where that has a meaning.
 * @param losses of each sample, N
 * @param classified the output, N × m, of a network that classifies; else null
 * @param targets N × m
 */
export function lossOf(
  losses: Float32Array,
  classified: Tensor | null,
  targets: Tensor,
): { readonly mean: number; readonly accuracy: number | null } {
  return { mean: meanOf(losses), accuracy: classified === null ? null : accuracyOf(classified, targets) };
}

async function runActivationDerivative(
  compute: Compute,
  { definition }: Network,
  record: BatchRecord,
  layer: number,
): Promise<Outcome> {
  const tensor = await activationDerivativeOf(
    compute,
    layerOf(definition, layer).activation,
    record.required(layer, 'preActivation'),
    record.required(layer, 'output'),
  );
  return { tensors: [{ layer, name: 'activationDerivative', tensor }] };
}

async function runGradientOutput(
  compute: Compute,
  { definition }: Network,
  record: BatchRecord,
  layer: number,
): Promise<Outcome> {
  const { activation } = layerOf(definition, layer);
  const pairing = pairingAt(record, definition, layer);
  const tensor =
    pairing === 'apart'
      ? await gradientOutputOf(
          compute,
          activation,
          record.required(layer, 'gradient'),
          record.required(layer, 'activationDerivative'),
        )
      : await pairedGradientOutput(compute, pairing, {
          preActivation: record.required(layer, 'preActivation'),
          output: record.required(layer, 'output'),
          targets: record.samples.targets,
        });
  return { tensors: [{ layer, name: 'gradientOutput', tensor }] };
}

/** Whether δ is computed together with the loss. By hand changed factors must count, so then it is not. */
function pairingAt(record: BatchRecord, definition: Definition, layer: number): Pairing {
  const factors = ['output', 'gradient', 'activationDerivative'] as const;
  if (factors.some((name) => record.isEdited(layer, name))) return 'apart';
  return pairingIn(definition, layer);
}

/** ∂L/∂W = Aᵀ · δ / N and ∂L/∂b = the column mean of δ: here, and only here, the batch is averaged. */
async function runGradientWeights(compute: Compute, record: BatchRecord, layer: number): Promise<Outcome> {
  const { weights, bias } = record.before(layer);
  const input = record.required(layer, 'input').data;
  const gradientOutput = record.required(layer, 'gradientOutput').data;
  const shape = [rowsOf(weights), columnsOf(weights)] as const;
  const constants = { N: record.N, n: rowsOf(weights), m: columnsOf(weights) };
  const tensor = await productOf(compute, GRADIENT_WEIGHTS, shape, constants, input, gradientOutput);
  const tensors: ComputedTensor[] = [{ layer, name: 'gradientWeights', tensor }];
  if (bias !== null) {
    const mean = await tensorFrom(compute, gradientBias, bias.shape, constants, gradientOutput);
    tensors.push({ layer, name: 'gradientBias', tensor: mean });
  }
  return { tensors };
}

/** ∂L/∂A⁽ˡ⁻¹⁾ = δ · Wᵀ, with the weights before the update: those the forward pass went through. */
async function runGradientPrev(compute: Compute, record: BatchRecord, layer: number): Promise<Outcome> {
  const { weights } = record.before(layer);
  const tensor = await productOf(
    compute,
    GRADIENT_PREV,
    [record.N, rowsOf(weights)],
    { N: record.N, m: columnsOf(weights) },
    record.required(layer, 'gradientOutput').data,
    weights.data,
  );
  return { tensors: [{ layer, name: 'gradientPrev', tensor }] };
}

async function runUpdate(
  compute: Compute,
  { definition }: Network,
  record: BatchRecord,
  layer: number,
): Promise<Outcome> {
  const before = record.before(layer);
  const gradientWeights = record.required(layer, 'gradientWeights');
  const gradientBias = record.quantity(layer, 'gradientBias');
  const state = await updated(compute, definition.optimizer, before, gradientWeights, gradientBias);
  const learning = await learningOf(compute, gradientWeights, before.weights, state.weights);
  return { tensors: [], update: { layer, state, learning } };
}

function layerOf(definition: Definition, layer: number): LayerDefinition {
  const found = definition.layers[layer];
  if (found === undefined) throw new RangeError(`There is no layer ${layer}.`);
  return found;
}

function meanOf(losses: Float32Array): number {
  let sum = 0;
  for (const loss of losses) sum += loss;
  return sum / losses.length;
}
