/**
 * Takes down which kernels are run on what, instead of running them. The equations of a batch step are written
 * once, for whatever computes them; so what is compiled for free running is, kernel by kernel, what stepping runs.
 */
import type { Compute, GivenArgument } from '../compute';

/** A kernel that is to run, and the array that stands for its result: its contents mean nothing. */
export interface KernelCall {
  readonly kernel: unknown;
  readonly shape: readonly number[];
  readonly constants: Readonly<Record<string, number>>;
  readonly args: readonly GivenArgument[];
  readonly result: Float32Array;
}

export class Recorder implements Compute {
  readonly calls: KernelCall[] = [];

  readonly call: Compute['call'] = (kernel, shape, constants, ...args) => {
    const result = new Float32Array(shape.reduce((product, length) => product * length, 1));
    this.calls.push({ kernel, shape, constants, args, result });
    return Promise.resolve(result);
  };

  // A kernel of four rows cannot feed another one without the host, which would cut and sort its rows.
  readonly product: Compute['product'] = ({ ofOne }, ...rest) => this.call(ofOne, ...rest);
}
