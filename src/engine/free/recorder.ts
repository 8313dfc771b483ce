/**
 * Takes down which kernels are run on what, instead of running them. The equations of a batch step are written
 * once, for whatever computes them; so what is compiled for free running is, kernel by kernel, what stepping runs.
 */
import type { Compute, GivenArgument, Matrices } from '../compute';

/** A kernel that is to run, and the array that stands for its result: its contents mean nothing. */
export interface KernelCall {
  readonly kernel: unknown;
  readonly shape: readonly number[];
  readonly constants: Readonly<Record<string, number>>;
  readonly args: readonly GivenArgument[];
  readonly result: Float32Array;
  /** Of a matrix product alone. */
  readonly matrices?: Matrices;
  /** Of some products: another kernel for the same result, for short rows. */
  readonly ofShort?: unknown;
}

export class Recorder implements Compute {
  readonly calls: KernelCall[] = [];

  readonly call: Compute['call'] = (kernel, shape, constants, ...args) =>
    this.takeDown({ kernel, shape, constants, args });

  // On webasm a kernel of four rows cannot feed another one without the host, which would cut and sort its rows.
  readonly product: Compute['product'] = ({ ofOne, ofShort, matrices }, shape, constants, ...args) =>
    this.takeDown({ kernel: ofOne, shape, constants, args, matrices, ofShort });

  private takeDown(call: Omit<KernelCall, 'result'>): Promise<Float32Array> {
    const result = new Float32Array(lengthOf(call.shape));
    this.calls.push({ ...call, result });
    return Promise.resolve(result);
  }
}

/** How many elements a tensor of this shape has. */
export function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
