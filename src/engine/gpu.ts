/**
 * The one door to gpu.js: typed calls of kernels over tensors. gpu.js translates a kernel when it first runs
 * for given sizes, so each is kept per kernel and sizes (the smaller last batch of an epoch has its own).
 */
import { GPU, Input } from 'gpu.js';
import type { BackendName } from '../protocol/engine';
import type { Tensor } from '../protocol/tensor';
import { HELPERS } from './kernels/helpers';
import { withSharedMemory } from './wasmMemory';
import type { Cube, Kernel, Matrix, Vector } from './kernels/thread';

/** Numbers handed to a kernel, to be indexed along `rank` axes. `size` is gpu.js's: innermost axis first. */
export interface View<Rank extends 1 | 2 | 3> {
  readonly rank: Rank;
  readonly data: Float32Array;
  readonly size: readonly number[];
}

/** What stands for a kernel's parameter on the host. */
type Argument<Parameter> = Parameter extends number
  ? number
  : Parameter extends Vector
    ? View<1>
    : Parameter extends Matrix
      ? View<2>
      : Parameter extends Cube
        ? View<3>
        : never;
export type Arguments<Parameters extends readonly unknown[]> = {
  readonly [I in keyof Parameters]: Argument<Parameters[I]>;
};

/** Any tensor, walked element by element. */
export function flat(tensor: Tensor): View<1> {
  return { rank: 1, data: tensor.data, size: [tensor.data.length] };
}

/** A matrix by rows and columns. */
export function matrix(tensor: Tensor): View<2> {
  return { rank: 2, data: tensor.data, size: tensor.shape.toReversed() };
}

/** A matrix per sample. */
export function cube(tensor: Tensor): View<3> {
  return { rank: 3, data: tensor.data, size: tensor.shape.toReversed() };
}

type KernelConstants = Readonly<Record<string, number>>;
type Nested = Float32Array | readonly Nested[];
/** What gpu.js makes of a kernel; its own typings call all of this `any`. */
interface CompiledKernel {
  (...args: (number | Input)[]): Nested | Promise<Nested>;
  readonly kernel: { readonly constructor: { readonly mode?: string } };
}

/** gpu.js on one backend. */
export class Gpu {
  private readonly gpu: GPU;
  /** Outer key: the kernel function; inner key: its sizes and constants. */
  private readonly compiled = new Map<unknown, Map<string, CompiledKernel>>();

  /** Throws when gpu.js does not support the backend here. */
  constructor(readonly name: BackendName) {
    this.gpu = new GPU({ mode: name });
  }

  /**
   * Runs a kernel once for each element of a result of this shape (row-major, outermost axis first) and reads
   * the result back into an array of its own. Rejects when the backend fails; gpu.js itself would go on with
   * the cpu and say nothing.
   */
  async call<Constants extends KernelConstants, Parameters extends readonly unknown[]>(
    kernel: Kernel<Constants, Parameters>,
    shape: readonly number[],
    constants: Constants,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array> {
    const values = args as readonly (number | View<1 | 2 | 3>)[];
    const compiled = this.compile(kernel, shape, constants, values);
    const inputs = values.map((value) => (typeof value === 'number' ? value : asInput(value)));
    const result = await (this.name === 'webasm'
      ? withSharedMemory(() => compiled(...inputs))
      : compiled(...inputs));
    this.verify(compiled);
    return flatten(
      result,
      shape.reduce((product, length) => product * length, 1),
    );
  }

  dispose(): void {
    this.compiled.clear();
    // Nothing waits for the graphics card to forget; a failure to forget harms nobody.
    this.gpu.destroy().catch(() => undefined);
  }

  private compile(
    kernel: unknown,
    shape: readonly number[],
    constants: KernelConstants,
    args: readonly (number | View<1 | 2 | 3>)[],
  ): CompiledKernel {
    let ofKernel = this.compiled.get(kernel);
    if (ofKernel === undefined) {
      ofKernel = new Map();
      this.compiled.set(kernel, ofKernel);
    }
    let key = shape.join('x');
    for (const name in constants) key += `|${name}${String(constants[name])}`;
    for (const arg of args) if (typeof arg !== 'number') key += `|${arg.size.join('x')}`;
    let compiled = ofKernel.get(key);
    if (compiled === undefined) {
      compiled = this.create(kernel, shape, constants, args);
      ofKernel.set(key, compiled);
    }
    return compiled;
  }

  private create(
    kernel: unknown,
    shape: readonly number[],
    constants: KernelConstants,
    args: readonly (number | View<1 | 2 | 3>)[],
  ): CompiledKernel {
    const settings = {
      output: shape.toReversed(),
      constants,
      functions: [...HELPERS],
      precision: 'single',
      tactic: 'precision',
      // Numbers that happen to be whole are no integers: a learning rate of 1 is still a float.
      argumentTypes: args.map((arg) => (typeof arg === 'number' ? 'Float' : 'Input')),
      // Only WebGL has a readback worth not waiting for; webasm would start threads, which VS Code's worker
      // does not let gpu.js have.
      asyncMode: this.name === 'webgl2',
      onRequestFallback: () => {
        throw new Error(`gpu.js cannot run the kernel '${nameOf(kernel)}' on ${this.name}.`);
      },
    };
    return this.gpu.createKernel(kernel as never, settings as never) as unknown as CompiledKernel;
  }

  /** Throws unless the kernel really ran on this backend, with a context that is still there. */
  private verify(compiled: CompiledKernel): void {
    const context = this.gpu.context as Partial<WebGL2RenderingContext> | null;
    const ran = backendOf(compiled, context);
    if (ran !== this.name) throw new Error(`gpu.js ran a kernel on ${ran} instead of ${this.name}.`);
    // A lost WebGL context answers every read with zeros and throws nothing.
    if (context?.isContextLost?.() === true) throw new Error('The WebGL context was lost.');
  }
}

/** gpu.js calls both versions of WebGL 'gpu'; only the second one's context knows fences. */
function backendOf(compiled: CompiledKernel, context: Partial<WebGL2RenderingContext> | null): string {
  const mode = compiled.kernel.constructor.mode ?? 'an unknown backend';
  if (mode !== 'gpu') return mode;
  return typeof context?.fenceSync === 'function' ? 'webgl2' : 'webgl';
}

function nameOf(kernel: unknown): string {
  return typeof kernel === 'function' ? kernel.name : 'kernel';
}

function asInput(view: View<1 | 2 | 3>): Input {
  // gpu.js takes any array of numbers here; its typings only know the untyped kind.
  return new Input(view.data as unknown as number[], [...view.size] as [number]);
}

/** One array, row-major, that nothing else holds on to. gpu.js answers in rows, often views of one buffer. */
function flatten(result: Nested, length: number): Float32Array {
  const first = firstRow(result);
  if (first.byteOffset === 0 && first.buffer.byteLength === length * 4) {
    return new Float32Array(first.buffer, 0, length);
  }
  const whole = new Float32Array(length);
  copyRows(result, whole, 0);
  return whole;
}

function firstRow(result: Nested): Float32Array {
  let row = result;
  while (!(row instanceof Float32Array)) {
    const next: Nested | undefined = row[0];
    if (next === undefined) throw new Error('gpu.js returned an empty result.');
    row = next;
  }
  return row;
}

function copyRows(result: Nested, whole: Float32Array, offset: number): number {
  if (result instanceof Float32Array) {
    whole.set(result.subarray(0, whole.length - offset), offset);
    return offset + result.length;
  }
  let next = offset;
  for (const row of result) next = copyRows(row, whole, next);
  return next;
}
