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
  /** Of a product, other kernels for the same result: for four rows at once, and some for short rows. */
  readonly ofFour?: unknown;
  readonly ofShort?: unknown;
}

export class Recorder implements Compute {
  readonly calls: KernelCall[] = [];

  readonly call: Compute['call'] = (kernel, shape, constants, ...args) =>
    this.takeDown({ kernel, shape, constants, args });

  readonly product: Compute['product'] = ({ ofOne, ofFour, ofShort, matrices }, shape, constants, ...args) =>
    this.takeDown({ kernel: ofOne, shape, constants, args, matrices, ofFour, ofShort });

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
