/**
 * What a kernel sees. gpu.js reads a kernel's source text, translates it for the backend and runs it once for
 * each element of its result: `this.thread.x` counts the columns, `.y` the rows, `.z` the samples of a tensor
 * of three axes. So a kernel uses nothing but `this.thread`, `this.constants`, its arguments, Math and the
 * helpers of this folder; it is a plain function (no arrow), and never asks whether a number is NaN (WGSL may
 * take it that there are none).
 *
 * The `!` after an index is for TypeScript alone: the shapes are checked on the host, before the kernel runs.
 *
 * An index that runs along a matrix is to be a whole number. gpu.js makes a float of every variable that begins with
 * a number, and a whole number again at each read, which on WebAssembly takes as long as the rest of a product. One
 * that begins as a size of the result (`let a = this.output.x`), and is counted up anywhere in the kernel (`a++`),
 * stays whole; so every such index begins like that, and is put where it starts afterwards. The results have the same
 * bits either way.
 */
export interface Thread<Constants = object> {
  readonly thread: { readonly x: number; readonly y: number; readonly z: number };
  /** Columns of the result. */
  readonly output: { readonly x: number };
  /** Sizes: whole numbers. */
  readonly constants: Constants;
}

/** The numbers of a tensor of any shape, row-major: element (row, column) of a matrix is row · columns + column. */
export type Vector = readonly number[];

/** Four numbers side by side in a row, as WebGL2 keeps them in one texel. */
export type FourNumbers = readonly [number, number, number, number];
/** The numbers of a tensor, row-major, four at a time; only where the rows have a multiple of four numbers. */
export type Texels = readonly FourNumbers[];

/** What a kernel returns that computes four rows of a column at a time. */
export type FourRows = readonly [number, number, number, number];

/** A kernel: one equation, for one element of its result (or for one of each of four rows). */
export type Kernel<Constants, Arguments extends readonly unknown[], Result = number> = (
  this: Thread<Constants>,
  ...args: Arguments
) => Result;
