/**
 * The one door to gpu.js: typed calls of kernels over tensors. gpu.js translates a kernel when it first runs
 * for given sizes, so each is kept per kernel and sizes (the smaller last batch of an epoch has its own).
 */
import * as l10n from '@vscode/l10n';
import { GPU, Input } from 'gpu.js';
import type { BackendName } from '../protocol/engine';
import { numberOf, type Changing, type Compute, type GivenArgument, type Product } from './compute';
import { KernelShelf } from './kernelShelf';
import { blocksOf, putRows, ROWS_AT_ONCE } from './fourNumbers';
import { HELPERS } from './kernels/helpers';
import type { KernelCall } from './free/recorder';
import { inputsOf, type KernelPlan } from './kernelPlan';
import { release } from './release';
import type { FourRows, Kernel, Vector } from './kernels/thread';
import { withSharedMemory } from './wasmMemory';
import { formOf } from './wasmForms';
import { argumentsOf, WasmPlan, type GpuPipeline, type PlanLayout } from './wasmPlan';

/** What stands for a kernel's parameter on the host: a number, or a tensor's numbers. */
type Argument<Parameter> = Parameter extends number
  ? number | Changing
  : Parameter extends Vector
    ? Float32Array
    : never;
export type Arguments<Parameters extends readonly unknown[]> = {
  readonly [I in keyof Parameters]: Argument<Parameters[I]>;
};
export type Constants = Readonly<Record<string, number>>;

/** What gpu.js makes of a kernel; its own typings call all of this `any`. */
export interface CompiledKernel {
  (...args: (number | Input)[]): Result | Promise<Result>;
  readonly kernel: WrappedKernel;
}
interface WrappedKernel {
  readonly constructor: { readonly mode?: string };
}
export type Result = Float32Array | readonly Result[];

/** gpu.js on the processor: webasm, or the cpu. See card/card.ts for graphics cards. */
export class Gpu implements Compute {
  private readonly gpu: GPU;
  private readonly compiled = new KernelShelf<CompiledKernel>();

  /** Throws when gpu.js does not support the backend here. */
  constructor(readonly name: 'webasm' | 'cpu') {
    this.gpu = new GPU({ mode: name });
  }

  /**
   * Runs a kernel and reads the result back into an array of its own. Rejects when the backend fails; gpu.js itself
   * would go on with the cpu and say nothing.
   */
  call<C extends Constants, Parameters extends readonly unknown[]>(
    kernel: Kernel<C, Parameters>,
    shape: readonly number[],
    constants: C,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array> {
    const length = shape.reduce((product, size) => product * size, 1);
    return this.run(kernel, shape, length, constants, args);
  }

  async product<C extends Constants, Parameters extends readonly unknown[]>(
    { ofOne, ofFour }: Product<C, Parameters>,
    shape: readonly [rows: number, columns: number],
    constants: C,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array> {
    const [rows, columns] = shape;
    if (this.name !== 'webasm' || rows < ROWS_AT_ONCE) return this.call(ofOne, shape, constants, ...args);
    const blocks = blocksOf(rows);
    const length = blocks * columns * ROWS_AT_ONCE;
    const inBlocks = await this.run(ofFour, [blocks, columns], length, constants, args);
    const whole = new Float32Array(rows * columns);
    putRows(inBlocks, whole, columns);
    release(inBlocks);
    return whole;
  }

  private async run<C extends Constants, Parameters extends readonly unknown[]>(
    kernel: Kernel<C, Parameters, number | FourRows>,
    shape: readonly number[],
    length: number,
    constants: C,
    args: Arguments<Parameters>,
  ): Promise<Float32Array> {
    const given = args as readonly GivenArgument[];
    const compiled = this.compile(kernel, shape, constants, given);
    const inputs = given.map((value) => (value instanceof Float32Array ? inputOf(value) : numberOf(value)));
    const result = await (this.name === 'webasm'
      ? withSharedMemory(() => compiled(...inputs))
      : compiled(...inputs));
    requireOn(compiled, this.name);
    return this.whole(result, length);
  }

  /** On WebAssembly a result is an array of its own, see keepResultsWhole. */
  private whole(result: Result, length: number): Float32Array {
    return this.name === 'webasm' && result instanceof Float32Array ? result : flatten(result, length);
  }

  /**
   * Compiles kernels that run one after the other into one plan, whose intermediate results stay where they are
   * computed.
   * @param given the arrays that are put in anew each time; every other array that a kernel reads, and that is no
   * result of a kernel before it, keeps its numbers
   * @param wanted the results that come out
   */
  plan(
    calls: readonly KernelCall[],
    given: readonly Float32Array[],
    wanted: readonly Float32Array[],
  ): KernelPlan {
    const forms = calls.map(formOf);
    const kernels = forms.map(({ kernel, shape, call }) =>
      this.compile(kernel, shape, call.constants, call.args),
    );
    const inFours = forms.flatMap(({ arrange, call: { result } }, kernel) =>
      arrange === null ? [] : [{ kernel, result, arrange }],
    );
    const cut = new Set(inFours.map(({ result }) => result));
    const whole = wanted.filter((result) => !cut.has(result));
    const layout: PlanLayout = {
      inputs: inputsOf(calls, given),
      given: given.length,
      wanted,
      whole,
      inFours,
    };
    const inputs = argumentsOf(layout);
    const orchestration = (...handles: Input[]): Input[] => {
      const known = new Map<GivenArgument, Input>(inputs.map((input, at) => [input, handles[at] as Input]));
      const fours: Input[] = [];
      calls.forEach(({ args, result }, at) => {
        const run = kernels[at] as CompiledKernel;
        const computed = run(...args.map((arg) => known.get(arg) as Input)) as unknown as Input;
        if (cut.has(result)) fours.push(computed);
        else known.set(result, computed);
      });
      return [...whole.map((result) => known.get(result) as Input), ...fours];
    };
    // gpu.js counts the parameters.
    Object.defineProperty(orchestration, 'length', { value: inputs.length });
    const pipeline: unknown = this.gpu.createPipeline(orchestration as never, { threads: false });
    return new WasmPlan(pipeline as GpuPipeline, layout, inputOf);
  }

  dispose(): void {
    this.compiled.clear();
    // Nothing waits for the graphics card to forget; a failure to forget harms nobody.
    this.gpu.destroy().catch(() => undefined);
  }

  private compile(
    kernel: unknown,
    shape: readonly number[],
    constants: Constants,
    args: readonly GivenArgument[],
  ): CompiledKernel {
    const lengths = args.flatMap((arg) => (arg instanceof Float32Array ? arg.length : []));
    return this.compiled.of(kernel, [...shape, ...lengths], constants, () =>
      this.create(kernel, shape, constants, args),
    );
  }

  private create(
    kernel: unknown,
    shape: readonly number[],
    constants: Constants,
    args: readonly GivenArgument[],
  ): CompiledKernel {
    const settings = {
      ...commonSettings(kernel, constants, this.name),
      output: shape.toReversed(),
      constantTypes: Object.fromEntries(Object.keys(constants).map((size) => [size, 'Integer'])),
      argumentTypes: args.map((arg) => (arg instanceof Float32Array ? 'Input' : 'Float')),
      // It would start threads, which VS Code's worker does not let gpu.js have.
      asyncMode: false,
    };
    const compiled = this.gpu.createKernel(kernel as never, settings as never) as unknown as CompiledKernel;
    keepResultsWhole(compiled.kernel);
    return compiled;
  }
}

/** gpu.js calls both versions of WebGL 'gpu'; only the second one's context knows fences. */
function backendOf(
  compiled: Pick<CompiledKernel, 'kernel'>,
  context: Partial<WebGL2RenderingContext> | null,
): string {
  const mode = compiled.kernel.constructor.mode ?? 'an unknown backend';
  if (mode !== 'gpu') return mode;
  return typeof context?.fenceSync === 'function' ? 'webgl2' : 'webgl';
}

/**
 * Throws unless the kernel really ran on this backend.
 * @param context of gpu.js, where the backend has one
 */
export function requireOn(
  compiled: Pick<CompiledKernel, 'kernel'>,
  name: BackendName,
  context: Partial<WebGL2RenderingContext> | null = null,
): void {
  const ran = backendOf(compiled, context);
  if (ran !== name) throw new Error(l10n.t('gpu.js ran a kernel on {0} instead of {1}.', ran, name));
}

/**
 * What gpu.js is told for every kernel, whatever the backend. Argument types are told as well, since numbers that
 * happen to be whole are no integers: a learning rate of 1 is still a float.
 */
export function commonSettings(
  kernel: unknown,
  constants: Constants,
  name: BackendName,
): Readonly<Record<string, unknown>> {
  return {
    constants,
    functions: [...HELPERS],
    precision: 'single',
    tactic: 'precision',
    onRequestFallback: () => {
      throw new Error(l10n.t("gpu.js cannot run the kernel '{0}' on {1}.", nameOf(kernel), name));
    },
  };
}

function nameOf(kernel: unknown): string {
  return typeof kernel === 'function' ? kernel.name : 'kernel';
}

export function inputOf(data: Float32Array): Input {
  // gpu.js takes any array of numbers here; its typings only know the untyped kind.
  return new Input(data as unknown as number[], [data.length] as unknown as [number]);
}

/**
 * gpu.js on WebAssembly cuts a result into a view for each row, and for each element of a kernel that returns four:
 * that takes longer than many a kernel. Here nobody wants rows.
 */
function keepResultsWhole(kernel: WrappedKernel): void {
  const prototype = Object.getPrototypeOf(kernel) as { _shapeOutput?: (data: Float32Array) => Result };
  if (kernel.constructor.mode === 'webasm') prototype._shapeOutput = (data) => data;
}

/** One array that nothing else holds on to. gpu.js answers in rows, often views of one buffer. */
export function flatten(result: Result, length: number): Float32Array {
  const first = firstRow(result);
  if (first.length === length && first.buffer.byteLength === first.byteLength) return first;
  if (first.byteOffset === 0 && first.buffer.byteLength === length * 4) {
    return new Float32Array(first.buffer, 0, length);
  }
  const whole = new Float32Array(length);
  copyRows(result, whole, 0);
  return whole;
}

function firstRow(result: Result): Float32Array {
  let row = result;
  while (!(row instanceof Float32Array)) {
    const next: Result | undefined = row[0];
    if (next === undefined) throw new Error('gpu.js returned an empty result.');
    row = next;
  }
  return row;
}

function copyRows(result: Result, whole: Float32Array, offset: number): number {
  if (result instanceof Float32Array) {
    whole.set(result.subarray(0, whole.length - offset), offset);
    return offset + result.length;
  }
  let next = offset;
  for (const row of result) next = copyRows(row, whole, next);
  return next;
}
