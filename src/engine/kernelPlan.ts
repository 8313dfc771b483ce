/** Kernels that run one after the other as one, whatever the backend. */
import type { GivenArgument } from './compute';
import type { KernelCall } from './free/recorder';

export interface KernelPlan {
  /**
   * @param values of the arrays that are put in, in their order
   * @param updates how many more updates there were than when the kernels were taken down
   * @returns the wanted results, in their order: where `lendsResults`, only until the next run. Throws or rejects when
   * the backend fails, or cannot run the kernels as one.
   */
  run(
    values: readonly Float32Array[],
    updates: number,
  ): readonly Float32Array[] | Promise<readonly Float32Array[]>;
  /**
   * Whether results are views of memory that the next run writes to, always the same: who keeps one makes a copy. Else
   * they are arrays of their own.
   */
  readonly lendsResults: boolean;
  dispose(): void;
}

/** What a plan is given: first the arrays that change, then all else that its kernels read. Each once. */
export function inputsOf(calls: readonly KernelCall[], given: readonly Float32Array[]): GivenArgument[] {
  const inputs = new Set<GivenArgument>(given);
  const results = new Set<GivenArgument>();
  for (const { args, result } of calls) {
    for (const arg of args) if (!results.has(arg)) inputs.add(arg);
    results.add(result);
  }
  return [...inputs];
}
