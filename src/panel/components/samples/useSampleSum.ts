/** The shares of the samples and their sums, as elements that are computed where they are drawn. */
import { useMemo } from 'preact/hooks';
import { largestOf, runningSumAt, shareAt, type ElementAt } from '../../drawing/sums';
import { thin, type Thinned } from '../../drawing/thinning';
import { matrixOf, type HeldMatrix } from '../../state/matrices';
import type { ViewProps } from '../views';

/** Elements of a matrix of the whole batch that are still read to add them up (4 MB). */
export const MOST_READ = 1_000_000;

export interface SampleSum {
  readonly input: HeldMatrix;
  readonly gradientOutput: HeldMatrix;
  readonly gradientWeights: HeldMatrix;
  /** The outer product of the chosen sample. */
  readonly share: ElementAt;
  /** The shares of the samples up to the chosen one, added. */
  readonly running: ElementAt;
  /** The shares of all samples. */
  readonly total: ElementAt;
  /** The drawn rows and columns of the n × m matrices. */
  readonly rows: Thinned;
  readonly columns: Thinned;
  /** The largest share and the largest running sum of any sample: scales that stay while one steps through them. */
  readonly shareLimit: number;
  readonly sumLimit: number;
}

export function useSampleSum(view: ViewProps, sample: number): SampleSum | null {
  const { state, run, layer } = view;
  const shape = run.description.layers[layer.layer];
  const { N } = run.state;
  const [input, delta, gradientWeights] = (['input', 'gradientOutput', 'gradientWeights'] as const).map(
    (name) => (shape === undefined ? null : matrixOf(state, layer, shape, name)),
  );
  const a = input?.kind === 'present' ? input.at : null;
  const d = delta?.kind === 'present' ? delta.at : null;
  const rows = thin(shape?.inputs ?? 0);
  const columns = thin(shape?.units ?? 0);
  const limits = useMemo(() => {
    if (a === null || d === null) return { share: 0, sum: 0 };
    const sums = new Float64Array(rows.indices.length * columns.indices.length);
    let share = 0;
    let sum = 0;
    for (let s = 0; s < N; s++) {
      const shareOf: ElementAt = (j, i) => shareAt(a, d, s, j, i);
      share = Math.max(share, largestOf(shareOf, rows.indices, columns.indices));
      rows.indices.forEach((row, j) =>
        columns.indices.forEach((column, i) => {
          const at = j * columns.indices.length + i;
          const next = (sums[at] ?? 0) + (shareOf(row, column) ?? 0);
          sums[at] = next;
          if (Number.isFinite(next)) sum = Math.max(sum, Math.abs(next));
        }),
      );
    }
    return { share, sum };
  }, [state.parts, layer, N]);
  if (input === null || delta === null || gradientWeights === null) return null;
  if (input === undefined || delta === undefined || gradientWeights === undefined) return null;
  const none = (): null => null;
  const sumTo = (last: number): ElementAt =>
    a === null || d === null ? none : (j, i) => runningSumAt(a, d, last, j, i);
  return {
    input,
    gradientOutput: delta,
    gradientWeights,
    share: a === null || d === null ? none : (j, i) => shareAt(a, d, sample, j, i),
    running: sumTo(sample),
    total: sumTo(N - 1),
    rows,
    columns,
    shareLimit: limits.share,
    sumLimit: limits.sum,
  };
}
