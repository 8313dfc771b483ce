/** Whether what was added up here is what the engine computed, in terms of what float32 can tell apart. */
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { differenceOf, type Difference } from '../../drawing/sums';
import { formatStatistic } from '../../text/format';
import type { ViewProps } from '../views';
import type { SampleSum } from './useSampleSum';

interface CheckProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly sum: SampleSum;
  /** Every sample is in, and the division done. */
  readonly complete: boolean;
  readonly mean: boolean;
}

export function Check({ view, shape, sum, complete, mean }: CheckProps): JSX.Element | null {
  const { N } = view.run.state;
  const engine = sum.gradientWeights;
  if (!complete) return null;
  if (engine.kind === 'absent')
    return <p class="check">gradientWeights is not computed yet: step on, and compare it with the sum.</p>;
  const factor = mean ? 1 : N;
  const made: typeof sum.total = (row, column) => {
    const value = sum.total(row, column);
    return value === null ? null : (value / N) * factor;
  };
  const expected: typeof sum.total = (row, column) => {
    const value = engine.at(row, column);
    return value === null ? null : value * factor;
  };
  const difference = differenceOf(
    made,
    expected,
    sum.rows.indices,
    sum.columns.indices,
    N,
    (sum.sumLimit / N) * factor,
  );
  if (difference === null || !engine.fresh) return <p class="check">gradientWeights is being read.</p>;
  return (
    <p
      class={`check ${difference.agrees ? 'agrees' : 'differs'}`}
      role="status"
      data-agrees={difference.agrees}
    >
      <strong>
        {difference.agrees ? '✓ This is ' : '✗ This is not '}
        {mean ? 'gradientWeights' : `${N} × gradientWeights`}.
      </strong>{' '}
      {differenceWords(difference)}
      {!difference.agrees && engine.mark !== undefined && ' A number was changed by hand.'}
      {difference.compared < shape.inputs * shape.units &&
        ` Compared were the ${difference.compared} elements drawn, of ${shape.inputs * shape.units}.`}
    </p>
  );
}

/** The largest difference, beside the smallest one that float32 knows at that size. */
function differenceWords({ largest, step, steps }: Difference): string {
  const size = formatStatistic(step);
  if (largest === 0) return `The largest difference is 0. One float32 step at this size is ${size}.`;
  const count = steps < 10 ? steps.toFixed(1) : Number.isFinite(steps) ? steps.toFixed(0) : 'infinitely many';
  return `The largest difference is ${formatStatistic(largest)}: ${count} float32 steps of ${size} at this size.`;
}
