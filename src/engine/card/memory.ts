/** What a graphics card does for us: it holds tensors, and computes new ones from them. */
import type { Matrices } from '../compute';
import type { Constants } from '../gpu';

/** A tensor that lies on the card, until it is deleted. */
export interface OnCard {
  delete(): void;
}

/** A tensor to be read, and how many numbers it has. */
export interface Wanted {
  readonly tensor: OnCard;
  readonly length: number;
}

/** A kernel that is to run on the card. */
export interface CardCall {
  readonly kernel: unknown;
  readonly shape: readonly number[];
  readonly constants: Constants;
  readonly args: readonly (OnCard | number)[];
  /** Of a matrix product alone. */
  readonly matrices?: Matrices;
}

export interface CardMemory {
  put(data: Float32Array): Promise<OnCard>;
  run(call: CardCall): Promise<OnCard>;
  /**
   * Each in an array of its own; all at once, since every reading waits until the card has done what came before.
   * Rejects when the context or the device was lost.
   */
  read(wanted: readonly Wanted[]): Promise<Float32Array[]>;
  dispose(): void;
}

/** The sizes of a matrix product, rows × inner · inner × columns, however its matrices lie. */
export interface ProductSizes {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

export function sizesOf({ shape, constants }: CardCall, { inner }: Matrices): ProductSizes {
  const [rows = 0, columns = 0] = shape;
  return { rows, columns, inner: constants[inner] ?? 0 };
}

/** What gpu.js runs here: not awaited it may be a promise, of a tensor on the card. */
export type OnCardKernel<Result> = (...args: readonly unknown[]) => Result | Promise<Result>;

/** All our constants are numbers of rows, columns, or samples. */
export function wholeNumbers(constants: Constants): Record<string, 'Integer'> {
  return Object.fromEntries(Object.keys(constants).map((name) => [name, 'Integer' as const]));
}

/** Where each of these lengths begins when they lie one after the other; last, where all of them end. */
export function placesOf(lengths: readonly number[]): readonly number[] {
  const places = [0];
  let end = 0;
  for (const length of lengths) places.push((end += length));
  return places;
}
