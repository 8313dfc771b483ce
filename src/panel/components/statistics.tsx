/** A matrix in a line: min, max, mean, norm, what is not finite; and the scale its colours follow. */
import type { JSX } from 'preact';
import type { TensorSummary } from '../../protocol/tensor';
import { formatCell, formatStatistic } from '../text/format';
import { Icon } from './icons';

const STATISTICS = ['min', 'max', 'mean', 'norm'] as const;

export function Statistics({ summary }: { readonly summary: TensorSummary }): JSX.Element {
  return (
    <>
      <dl class="statistics">
        {STATISTICS.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-statistic={name}>{formatStatistic(summary[name])}</dd>
          </div>
        ))}
      </dl>
      {summary.nonFinite > 0 && (
        <p class="warning">
          <Icon name="warning" />
          <span>
            {summary.nonFinite} not finite
            {summary.firstNonFinite !== null && `, first at [${summary.firstNonFinite.join(', ')}]`}
          </span>
        </p>
      )}
    </>
  );
}

interface LegendProps {
  /** The largest absolute value, on both sides of 0. */
  readonly limit: number;
  /** The group of the layer's matrices that share the scale; null: this matrix has its own; left out: it goes without saying. */
  readonly group?: string | null;
}

/** The colour scale with its limits. */
export function Legend({ limit, group }: LegendProps): JSX.Element {
  if (Number.isNaN(limit)) return <p class="legend muted">hidden until you have predicted it</p>;
  if (limit === 0) return <p class="legend muted">every finite element is 0</p>;
  return (
    <p class="legend">
      <span class="unseen">Colours from </span>
      <span>{formatCell(-limit)}</span>
      <span class="legend-bar" aria-hidden="true" />
      <span class="unseen"> over 0 to </span>
      <span>{formatCell(limit)}</span>
      {group !== undefined && (
        <span class="legend-scale" data-scale={group === null ? 'matrix' : 'layer'}>
          {group === null ? 'this matrix' : `all ${group.toLowerCase()} of the layer`}
        </span>
      )}
    </p>
  );
}
