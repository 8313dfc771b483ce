/** The batch's losses as functions of one parameter of one layer. */
import type { Definition } from '../../definition/definition';
import type { Tensor } from '../../protocol/tensor';
import { columnsOf, type BatchRecord } from '../batchRecord';
import { forwardTo, layerAt, lossFrom, network64, type Network64, type SampleAtLayer } from './network64';
import type { Pace } from './pace';

/** A parameter of the layer: the weight from input i to unit j, or unit j's bias (i null). */
export interface Parameter {
  readonly i: number | null;
  readonly j: number;
}

interface Sample64 extends SampleAtLayer {
  readonly target: Float64Array;
  /** ℓ with all parameters as they are. */
  readonly loss: number;
}

/** A batch that has gone forward as far as the layer whose parameters are moved: what is before it stays. */
export class Batch64 {
  private constructor(
    private readonly network: Network64,
    private readonly layer: number,
    private readonly samples: readonly Sample64[],
    /** The largest |input| of the layer for each input, over the batch. */
    private readonly reach: Float64Array,
    /** Multiply-adds from the layer to the loss. */
    private readonly work: number,
  ) {}

  static async of(record: BatchRecord, definition: Definition, layer: number, pace: Pace): Promise<Batch64> {
    const network = network64(record, definition);
    const { inputs, targets } = record.samples;
    const { N } = record;
    const sizes = network.layers.map((each) => each.inputs * each.units);
    const samples: Sample64[] = [];
    const reach = new Float64Array(layerAt(network, layer).inputs);
    for (let b = 0; b < N; b++) {
      const target = rowOf(targets, b);
      const sample = forwardTo(network, layer, rowOf(inputs, b));
      const loss = lossFrom(network, layer, sample.preActivation, target);
      samples.push({ ...sample, target, loss });
      sample.input.forEach((a, i) => (reach[i] = Math.max(reach[i] ?? 0, Math.abs(a))));
      await pace.after(sizes.reduce((sum, size) => sum + size, 0));
    }
    const work = sizes.slice(layer + 1).reduce((sum, size) => sum + size, layerAt(network, layer).units);
    return new Batch64(network, layer, samples, reach, work);
  }

  /** What the layer holds there. */
  value({ i, j }: Parameter): number {
    const { weights, bias, units } = layerAt(this.network, this.layer);
    return (i === null ? bias?.[j] : weights[i * units + j]) ?? NaN;
  }

  /** By how much a unit's preActivation moves at most when the parameter moves by 1. */
  reachOf({ i }: Parameter): number {
    return i === null ? 1 : (this.reach[i] ?? NaN);
  }

  /** ℓ of each sample with the parameters as they are. */
  get losses(): Float64Array {
    return Float64Array.from(this.samples, ({ loss }) => loss);
  }

  /** ℓ of each sample with the parameter moved by so much. Only the preActivation of its unit changes with it. */
  async lossesMoved({ i, j }: Parameter, by: number, pace: Pace): Promise<Float64Array> {
    const losses = new Float64Array(this.samples.length);
    for (const [b, { input, preActivation, target, loss }] of this.samples.entries()) {
      const moved = by * (i === null ? 1 : (input[i] ?? NaN));
      if (moved === 0) {
        losses[b] = loss;
        continue;
      }
      const z = preActivation.slice();
      z[j] = (z[j] ?? NaN) + moved;
      losses[b] = lossFrom(this.network, this.layer, z, target);
      await pace.after(this.work);
    }
    return losses;
  }
}

function rowOf(tensor: Tensor, row: number): Float64Array {
  const columns = columnsOf(tensor);
  return Float64Array.from(tensor.data.subarray(row * columns, (row + 1) * columns));
}
