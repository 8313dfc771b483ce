/** Losses by their names in the file: the loss of each sample, and the gradient that starts the backward pass. */
import type { Definition } from '../definition/definition';
import type { LossName } from '../definition/names';
import type { Tensor } from '../protocol/tensor';
import { columnsOf, rowsOf, type SoftmaxRows } from './batchRecord';
import { elementwise, tensorFrom, type Compute } from './compute';
import * as gradients from './kernels/lossGradients';
import * as losses from './kernels/losses';
import * as saturating from './kernels/saturating';
import type { Kernel, Vector } from './kernels/thread';

const KERNELS: Readonly<
  Record<
    LossName,
    {
      readonly loss: Kernel<{ m: number }, [Vector, Vector]>;
      readonly gradient: Kernel<{ m: number }, [Vector, Vector]>;
    }
  >
> = {
  meanSquaredError: { loss: losses.meanSquaredError, gradient: gradients.meanSquaredErrorGradient },
  halfSquaredError: { loss: losses.halfSquaredError, gradient: gradients.halfSquaredErrorGradient },
  meanAbsoluteError: { loss: losses.meanAbsoluteError, gradient: gradients.meanAbsoluteErrorGradient },
  huber: { loss: losses.huber, gradient: gradients.huberGradient },
  binaryCrossentropy: { loss: losses.binaryCrossentropy, gradient: gradients.binaryCrossentropyGradient },
  categoricalCrossentropy: {
    loss: losses.categoricalCrossentropy,
    gradient: gradients.categoricalCrossentropyGradient,
  },
};

/** What the last layer hands to the loss. */
export interface LastLayer {
  readonly preActivation: Tensor;
  readonly output: Tensor;
  readonly targets: Tensor;
  /** Present when the last layer's activation is softmax. */
  readonly softmaxRows: SoftmaxRows | null;
}

/**
 * A loss together with the last layer's activation. Where the two belong together they are computed as one,
 * from preActivation, and so stay exact when an output saturates; otherwise the loss looks at `output` alone.
 */
export type Pairing = 'sigmoid+binaryCrossentropy' | 'softmax+categoricalCrossentropy' | 'apart';

export function pairingOf(loss: LossName, activation: string): Pairing {
  if (loss === 'binaryCrossentropy' && activation === 'sigmoid') return 'sigmoid+binaryCrossentropy';
  if (loss === 'categoricalCrossentropy' && activation === 'softmax')
    return 'softmax+categoricalCrossentropy';
  return 'apart';
}

/** How the loss goes with the activation of a layer: none but the last one is its pair. */
export function pairingIn({ layers, loss }: Pick<Definition, 'layers' | 'loss'>, layer: number): Pairing {
  const activation = layers[layer]?.activation.type;
  return layer === layers.length - 1 && activation !== undefined ? pairingOf(loss, activation) : 'apart';
}

/** ℓ of each sample: N numbers, of which the reported loss is the mean. */
export function sampleLosses(
  compute: Compute,
  loss: LossName,
  pairing: Pairing,
  last: LastLayer,
): Promise<Float32Array> {
  const perSample = [rowsOf(last.output)];
  const constants = { m: columnsOf(last.output) };
  const [z, y] = [last.preActivation.data, last.targets.data];
  switch (pairing) {
    case 'sigmoid+binaryCrossentropy':
      return compute.call(saturating.sigmoidBinaryCrossentropy, perSample, constants, z, y);
    case 'softmax+categoricalCrossentropy': {
      const { maximum, sum } = rowsFor(last);
      const kernel = saturating.softmaxCategoricalCrossentropy;
      return compute.call(kernel, perSample, constants, z, y, maximum.data, sum.data);
    }
    case 'apart':
      return compute.call(KERNELS[loss].loss, perSample, constants, last.output.data, y);
  }
}

/** ∂ℓ/∂A of the last layer, N × m, not divided by N. */
export function lossGradient(
  compute: Compute,
  loss: LossName,
  pairing: Pairing,
  last: LastLayer,
): Promise<Tensor> {
  const { output, preActivation, targets } = last;
  const constants = { m: columnsOf(output) };
  switch (pairing) {
    case 'sigmoid+binaryCrossentropy': {
      const kernel = saturating.sigmoidBinaryCrossentropyGradient;
      return elementwise(compute, kernel, constants, output, preActivation.data, targets.data);
    }
    case 'softmax+categoricalCrossentropy': {
      const { maximum, sum } = rowsFor(last);
      const kernel = saturating.softmaxCategoricalCrossentropyGradient;
      const [z, y] = [preActivation.data, targets.data];
      return tensorFrom(compute, kernel, output.shape, constants, z, y, maximum.data, sum.data);
    }
    case 'apart':
      return elementwise(compute, KERNELS[loss].gradient, constants, output, output.data, targets.data);
  }
}

/** δ = ∂ℓ/∂Z of the last layer where loss and activation are computed as one: a − y. N × m. */
export function pairedGradientOutput(
  compute: Compute,
  pairing: Exclude<Pairing, 'apart'>,
  last: Pick<LastLayer, 'preActivation' | 'output' | 'targets'>,
): Promise<Tensor> {
  const { output, preActivation, targets } = last;
  const constants = { m: columnsOf(output) };
  switch (pairing) {
    case 'sigmoid+binaryCrossentropy': {
      const kernel = saturating.sigmoidBinaryCrossentropyGradientOutput;
      return elementwise(compute, kernel, constants, output, preActivation.data, targets.data);
    }
    case 'softmax+categoricalCrossentropy': {
      const kernel = saturating.softmaxCategoricalCrossentropyGradientOutput;
      return tensorFrom(compute, kernel, output.shape, constants, output.data, targets.data);
    }
  }
}

function rowsFor(last: LastLayer): SoftmaxRows {
  if (last.softmaxRows === null) throw new Error('The softmax of the last layer is not computed yet.');
  return last.softmaxRows;
}
