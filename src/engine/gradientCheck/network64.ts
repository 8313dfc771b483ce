/** The forward pass and the loss of one sample in float64, with the parameters that the batch step began with. */
import type { ActivationDefinition, Definition } from '../../definition/definition';
import type { LossName } from '../../definition/names';
import { columnsOf, rowsOf, type BatchRecord } from '../batchRecord';
import { activated } from './activations64';
import { lossOfSample } from './losses64';

interface Layer64 {
  readonly inputs: number;
  readonly units: number;
  /** n × m, row-major. */
  readonly weights: Float64Array;
  readonly bias: Float64Array | null;
  readonly activation: ActivationDefinition;
}

export interface Network64 {
  readonly layers: readonly Layer64[];
  readonly loss: LossName;
}

/** A copy of the parameters: what a hand changes in the run meanwhile does not reach it. */
export function network64(record: BatchRecord, { layers, loss }: Definition): Network64 {
  return {
    loss,
    layers: layers.map(({ activation }, index) => {
      const { weights, bias } = record.before(index);
      return {
        inputs: rowsOf(weights),
        units: columnsOf(weights),
        weights: Float64Array.from(weights.data),
        bias: bias === null ? null : Float64Array.from(bias.data),
        activation,
      };
    }),
  };
}

export function layerAt({ layers }: Network64, index: number): Layer64 {
  const layer = layers[index];
  if (layer === undefined) throw new RangeError(`There is no layer ${index}.`);
  return layer;
}

/** A · W + b of one sample: n numbers become m. */
function preActivationOf({ inputs, units, weights, bias }: Layer64, input: Float64Array): Float64Array {
  const z = bias === null ? new Float64Array(units) : bias.slice();
  for (let i = 0; i < inputs; i++) {
    const a = input[i] ?? NaN;
    if (a === 0) continue;
    for (let j = 0; j < units; j++) z[j] = (z[j] ?? NaN) + a * (weights[i * units + j] ?? NaN);
  }
  return z;
}

/** What a sample brings to a layer, and what the layer's projection makes of it. */
export interface SampleAtLayer {
  readonly input: Float64Array;
  readonly preActivation: Float64Array;
}

/** A sample's way forward as far as the preActivation of this layer. */
export function forwardTo(network: Network64, layer: number, sample: Float64Array): SampleAtLayer {
  let input = sample;
  for (const before of network.layers.slice(0, layer))
    input = activated(before.activation, preActivationOf(before, input));
  return { input, preActivation: preActivationOf(layerAt(network, layer), input) };
}

/** The way on from there: ℓ of the sample whose preActivation in this layer is z. */
export function lossFrom(network: Network64, layer: number, z: Float64Array, target: Float64Array): number {
  let preActivation = z;
  let { activation } = layerAt(network, layer);
  for (const next of network.layers.slice(layer + 1)) {
    preActivation = preActivationOf(next, activated(activation, preActivation));
    activation = next.activation;
  }
  return lossOfSample(network.loss, activation, preActivation, target);
}
