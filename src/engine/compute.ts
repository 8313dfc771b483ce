/** What the equations need of a backend: running a kernel. `Gpu` and `Backend` both are one. */
import type { Tensor } from '../protocol/tensor';
import type { Arguments, Constants } from './gpu';
import type { FourNumbers, FourRows, Kernel } from './kernels/thread';

export interface Compute {
  /**
   * Runs a kernel for each element of a result of this shape (row-major, outermost axis first); the array returned
   * is the caller's. Nobody may change an array that has been an argument or a result: it may lie on a graphics card
   * as it was.
   */
  call<C extends Constants, Parameters extends readonly unknown[]>(
    kernel: Kernel<C, Parameters>,
    shape: readonly number[],
    constants: C,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array>;

  /** The same for a matrix product, which some backends compute faster four rows at a time: to the same bits. */
  product<C extends Constants, Parameters extends readonly unknown[]>(
    kernels: Product<C, Parameters>,
    shape: readonly [rows: number, columns: number],
    constants: C,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array>;
}

/** One matrix product in all its forms. */
export interface Product<C, Parameters extends readonly unknown[]> {
  readonly ofOne: Kernel<C, Parameters>;
  readonly ofFour: Kernel<C, Parameters, FourRows>;
  /** For rows of fewer than four columns: a whole row at once. */
  readonly ofShort?: Kernel<C, Parameters, FourNumbers>;
  readonly matrices: Matrices;
}

/** A product as one of two matrices, the first two arguments; a third one is a bias, added to each row. */
export interface Matrices {
  readonly form: 'A · B' | 'Aᵀ · B' | 'A · Bᵀ';
  /** The constant that tells how many rows the result has. */
  readonly rows: 'N' | 'n';
  /** The constant that tells how many products are summed in each element. */
  readonly inner: 'N' | 'n' | 'm';
  /** Whether the sums are divided by that. */
  readonly isMean: boolean;
}

/** A number that a kernel is given and that depends on how many updates there were, as adam's corrections do. */
export interface Changing {
  readonly updates: number;
  at(updates: number): number;
}

/** What a kernel is given: a tensor's numbers, or a number. */
export type GivenArgument = Float32Array | number | Changing;

/** The number as it is now. */
export function numberOf(given: number | Changing): number {
  return typeof given === 'number' ? given : given.at(given.updates);
}

export const NO_CONSTANTS: Constants = {};

/** Element by element, like the tensor `like` in shape: the kernel walks all of it as one row. */
export async function elementwise<C extends Constants, Parameters extends readonly unknown[]>(
  compute: Compute,
  kernel: Kernel<C, Parameters>,
  constants: C,
  like: Tensor,
  ...args: Arguments<Parameters>
): Promise<Tensor> {
  const data = await compute.call(kernel, [like.data.length], constants, ...args);
  return { shape: like.shape, data };
}

/** A tensor of this shape, from a kernel that knows rows and columns. */
export async function tensorFrom<C extends Constants, Parameters extends readonly unknown[]>(
  compute: Compute,
  kernel: Kernel<C, Parameters>,
  shape: readonly number[],
  constants: C,
  ...args: Arguments<Parameters>
): Promise<Tensor> {
  return { shape, data: await compute.call(kernel, shape, constants, ...args) };
}

/** The matrix of a product. */
export async function productOf<C extends Constants, Parameters extends readonly unknown[]>(
  compute: Compute,
  kernels: Product<C, Parameters>,
  shape: readonly [rows: number, columns: number],
  constants: C,
  ...args: Arguments<Parameters>
): Promise<Tensor> {
  return { shape, data: await compute.product(kernels, shape, constants, ...args) };
}
