/** Whether what was added up here is what the engine computed, in terms of what float32 can tell apart. */
import * as l10n from '@vscode/l10n';
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
    return (
      <p class="check">
        {l10n.t('gradientWeights is not computed yet: step on, and compare it with the sum.')}
      </p>
    );
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
  if (difference === null || !engine.fresh)
    return <p class="check">{l10n.t('{0} is being read.', 'gradientWeights')}</p>;
  const what = mean ? 'gradientWeights' : `${N} × gradientWeights`;
  const elements = shape.inputs * shape.units;
  return (
    <p
      class={`check ${difference.agrees ? 'agrees' : 'differs'}`}
      role="status"
      data-agrees={difference.agrees}
    >
      <strong>
        {difference.agrees ? l10n.t('✓ This is {0}.', what) : l10n.t('✗ This is not {0}.', what)}
      </strong>{' '}
      {differenceWords(difference)}
      {!difference.agrees && engine.mark !== undefined && ` ${l10n.t('A number was changed by hand.')}`}
      {difference.compared < elements &&
        ` ${l10n.t('Compared were the {0} elements drawn, of {1}.', difference.compared, elements)}`}
    </p>
  );
}

/** The largest difference, beside the smallest one that float32 knows at that size. */
function differenceWords({ largest, step, steps }: Difference): string {
  const size = formatStatistic(step);
  if (largest === 0)
    return l10n.t('The largest difference is 0. One float32 step at this size is {0}.', size);
  if (!Number.isFinite(steps))
    return l10n.t(
      'The largest difference is {0}: infinitely many float32 steps of {1} at this size.',
      formatStatistic(largest),
      size,
    );
  return l10n.t(
    'The largest difference is {0}: {1} float32 steps of {2} at this size.',
    formatStatistic(largest),
    steps.toFixed(steps < 10 ? 1 : 0),
    size,
  );
}
