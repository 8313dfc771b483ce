/**
 * A plan on WebAssembly, run without gpu.js in between. gpu.js's own call samples and checks each argument, copies it
 * in, copies each result out, and makes promises of all that: for a small network it takes longer than the kernels.
 * Here numbers are written where the kernels read them, and read where they lie.
 *
 * gpu.js keeps what that takes to itself (`Executor`): wasmPlan.test.ts tells when another version keeps it elsewhere.
 */
import * as l10n from '@vscode/l10n';
import type { Input } from 'gpu.js';
import type { Changing, GivenArgument } from './compute';
import type { KernelPlan } from './kernelPlan';
import type { Arrange } from './wasmForms';
import { sequenceOf, type Rows, type Span } from './wasmSequence';

/** What gpu.js makes of kernels that run one after the other. */
export interface GpuPipeline {
  (...args: (number | Input)[]): Promise<unknown>;
  readonly executorKind: string;
  readonly fallbackReason: string | null;
  readonly pipeline: { readonly _executor?: Executor | false };
  destroy(): Promise<void>;
}

/** A compiled plan inside gpu.js: one memory, and functions that work in it. Offsets are in bytes. */
interface Executor {
  readonly f32: Float32Array;
  /** Where arguments lie that are arrays, by their places among all arguments. */
  readonly _argArrayRegions: ReadonlyMap<number, { readonly offset: number; readonly flatLength: number }>;
  /** Where those lie that are numbers. */
  readonly _argScalarSlots: ReadonlyMap<string, { readonly index: number; readonly offset: number }>;
  readonly _stepRuns: readonly KernelRun[];
  /** Where results lie, in numbers; each is one of a kernel. */
  readonly _resultReads: readonly { readonly base: number; readonly count: number }[];
}

/** One kernel over its elements, of which `sizeX` make a row. */
interface KernelRun {
  readonly run: Span;
  /** Four elements of a row at a time; null where gpu.js knew no way. */
  readonly runSimd: Span | null;
  readonly cells: number;
  readonly sizeX: number;
}
/** Elements of a row that WebAssembly computes at once. */
export const LANES = 4;

/** Which arrays a plan is made of; each stands for numbers of a run. */
export interface PlanLayout {
  /** See `inputsOf`; the first ones, as many as are `given`, are put in anew each time. */
  readonly inputs: readonly GivenArgument[];
  readonly given: number;
  readonly wanted: readonly Float32Array[];
  /** Those wanted that a kernel computes row by row. */
  readonly whole: readonly Float32Array[];
  /**
   * What kernels compute four numbers at a time, wanted or not. gpu.js lets no kernel read that in a plan: so it comes
   * out as a result, and the kernels that go on with it read an argument, into which the plan puts its rows.
   */
  readonly inFours: readonly {
    readonly kernel: number;
    readonly result: Float32Array;
    readonly arrange: Arrange;
  }[];
}

/** All arguments of the pipeline. Its results are those that are `whole`, then those in fours. */
export function argumentsOf({ inputs, inFours }: PlanLayout): GivenArgument[] {
  return [...inputs, ...inFours.map(({ result }) => result)];
}

/** What runs need, found once. */
interface Compiled {
  readonly memory: Float32Array;
  /** The arrays that are put in anew; null for one that no kernel reads. */
  readonly given: readonly (Float32Array | null)[];
  readonly changing: readonly { readonly at: number; readonly number: Changing }[];
  /** Runs all kernels, and puts together the rows of those in fours. */
  readonly runKernels: () => void;
  readonly results: readonly Float32Array[];
}

export class WasmPlan implements KernelPlan {
  readonly lendsResults = true;
  private compiled: Compiled | null = null;

  /**
   * @param pipeline of the layout's arguments and results
   * @param toGpu what gpu.js takes for an array
   */
  constructor(
    private readonly pipeline: GpuPipeline,
    private readonly layout: PlanLayout,
    private readonly toGpu: (data: Float32Array) => Input,
  ) {}

  run(
    values: readonly Float32Array[],
    updates: number,
  ): readonly Float32Array[] | Promise<readonly Float32Array[]> {
    const { compiled } = this;
    if (compiled === null) return this.compileAndRun(values, updates);
    const { memory, given, changing, runKernels, results } = compiled;
    for (let at = 0; at < given.length; at++) put(given[at], values[at]);
    for (const { at, number } of changing) memory[at] = number.at(number.updates + updates);
    runKernels();
    return results;
  }

  dispose(): void {
    void this.pipeline.destroy();
  }

  /** gpu.js compiles a plan when it first runs; what it then computes without the moves is of no use. */
  private async compileAndRun(
    values: readonly Float32Array[],
    updates: number,
  ): Promise<readonly Float32Array[]> {
    const { pipeline, layout } = this;
    await pipeline(
      ...argumentsOf(layout).map((input, at) => {
        if (input instanceof Float32Array) return this.toGpu(values[at] ?? input);
        return typeof input === 'number' ? input : input.at(input.updates + updates);
      }),
    );
    const executor = pipeline.pipeline._executor;
    if (pipeline.executorKind !== 'fused-sync' || executor === undefined || executor === false)
      throw new Error(
        l10n.t('gpu.js did not compile a plan for {0}: {1}', 'webasm', String(pipeline.fallbackReason)),
      );
    this.compiled = this.found(executor);
    return this.run(values, updates);
  }

  private found({
    f32: memory,
    _argArrayRegions: arrays,
    _argScalarSlots: numbers,
    _stepRuns: kernels,
    _resultReads: results,
  }: Executor): Compiled {
    const { inputs, given, wanted, whole, inFours } = this.layout;
    const argumentAt = (at: number): Float32Array | null => {
      const region = arrays.get(at);
      return region === undefined ? null : view(memory, region.offset / 4, region.flatLength);
    };
    const computed = results.map(({ base, count }) => view(memory, base, count));
    const known = new Map(whole.map((result, at) => [result, computed[at]]));
    /** What follows a kernel. */
    const arranging = new Map<number, () => void>();
    inFours.forEach(({ kernel, result, arrange }, at) => {
      // Where no kernel reads it, it has no place in the plan's memory.
      const rows = argumentAt(inputs.length + at) ?? new Float32Array(result.length);
      const fours = existing(computed[whole.length + at]);
      arranging.set(kernel, () => {
        arrange(fours, rows);
      });
      known.set(result, rows);
    });
    return {
      memory,
      given: Array.from({ length: given }, (_, at) => argumentAt(at)),
      changing: [...numbers.values()].flatMap(({ index, offset }) => {
        const number = inputs[index];
        return typeof number === 'object' && 'at' in number && !(number instanceof Float32Array)
          ? [{ at: offset / 4, number }]
          : [];
      }),
      runKernels: sequenceOf(
        kernels.flatMap((kernel, at) => {
          const work = arranging.get(at);
          return work === undefined ? [rowsOf(kernel)] : [rowsOf(kernel), { work }];
        }),
      ),
      results: wanted.map((result) => existing(known.get(result))),
    };
  }
}

function existing(array: Float32Array | undefined): Float32Array {
  if (array === undefined) throw new Error('gpu.js gave a plan fewer results than were asked for.');
  return array;
}

function view(memory: Float32Array, from: number, length: number): Float32Array {
  return memory.subarray(from, from + length);
}

function put(place: Float32Array | null | undefined, value: Float32Array | undefined): void {
  if (!place) return;
  if (value?.length !== place.length) throw new RangeError('A plan is given an array of another length.');
  place.set(value);
}

/** All elements of a kernel: those that gpu.js would compute four at a time, and those that it would not. */
function rowsOf({ run, runSimd, cells, sizeX }: KernelRun): Rows {
  const rest = sizeX % LANES;
  const asOne = (span: Span): Rows => ({ row: cells, cells, calls: [{ span, from: 0, to: cells }] });
  // Rows too short for four: gpu.js calls once for each of them.
  if (runSimd === null || sizeX < LANES) return asOne(run);
  if (rest === 0) return asOne(runSimd);
  const end = sizeX - rest;
  const calls = [
    { span: runSimd, from: 0, to: end },
    { span: run, from: end, to: sizeX },
  ];
  return { row: sizeX, cells, calls };
}
