/** What the equations need of a backend: running a kernel. `Gpu` and `Backend` both are one. */
import type { Tensor } from '../protocol/tensor';
import type { Arguments } from './gpu';
import type { Kernel } from './kernels/thread';

export interface Compute {
  /** Runs a kernel for each element of a result of this shape; the array returned is the caller's. */
  call<Constants extends Readonly<Record<string, number>>, Parameters extends readonly unknown[]>(
    kernel: Kernel<Constants, Parameters>,
    shape: readonly number[],
    constants: Constants,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array>;
}

export const NO_CONSTANTS: Readonly<Record<string, number>> = {};

/** Element by element, like the tensor `like` in shape: the kernel walks all of it as one row. */
export async function elementwise<
  Constants extends Readonly<Record<string, number>>,
  Parameters extends readonly unknown[],
>(
  compute: Compute,
  kernel: Kernel<Constants, Parameters>,
  constants: Constants,
  like: Tensor,
  ...args: Arguments<Parameters>
): Promise<Tensor> {
  const data = await compute.call(kernel, [like.data.length], constants, ...args);
  return { shape: like.shape, data };
}

/** A tensor of this shape, from a kernel over matrices. */
export async function tensorFrom<
  Constants extends Readonly<Record<string, number>>,
  Parameters extends readonly unknown[],
>(
  compute: Compute,
  kernel: Kernel<Constants, Parameters>,
  shape: readonly number[],
  constants: Constants,
  ...args: Arguments<Parameters>
): Promise<Tensor> {
  return { shape, data: await compute.call(kernel, shape, constants, ...args) };
}
