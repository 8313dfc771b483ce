/** A matrix in a line: min, max, mean, norm, what is not finite; and the scale its colours follow. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { TensorSummary } from '../../protocol/tensor';
import type { QUANTITIES, QuantityName } from '../../protocol/vocabulary';
import { formatCell, formatStatistic } from '../text/format';
import { Icon } from './icons';

type Group = (typeof QUANTITIES)[QuantityName]['group'];

const STATISTICS = ['min', 'max', 'mean', 'norm'] as const;

export function Statistics({ summary }: { readonly summary: TensorSummary }): JSX.Element {
  return (
    <>
      <dl class="statistics">
        {STATISTICS.map((name) => (
          <div key={name}>
            <dt>{statisticWord(name)}</dt>
            <dd data-statistic={name}>{formatStatistic(summary[name])}</dd>
          </div>
        ))}
      </dl>
      {summary.nonFinite > 0 && (
        <p class="warning">
          <Icon name="warning" />
          <span>
            {summary.firstNonFinite === null
              ? l10n.t('{0} not finite', summary.nonFinite)
              : l10n.t(
                  '{0} not finite, first at [{1}]',
                  summary.nonFinite,
                  summary.firstNonFinite.join(', '),
                )}
          </span>
        </p>
      )}
    </>
  );
}

function statisticWord(name: (typeof STATISTICS)[number]): string {
  switch (name) {
    case 'min':
      return l10n.t('min');
    case 'max':
      return l10n.t('max');
    case 'mean':
      return l10n.t('mean');
    case 'norm':
      return l10n.t('norm');
  }
}

function scaleWords(group: Group | null): string {
  switch (group) {
    case 'Forward':
      return l10n.t('all forward of the layer');
    case 'Backward':
      return l10n.t('all backward of the layer');
    case 'Parameters':
      return l10n.t('all parameters of the layer');
    case null:
      return l10n.t('this matrix');
  }
}

interface LegendProps {
  /** The largest absolute value, on both sides of 0. */
  readonly limit: number;
  /** The group of the layer's matrices that share the scale; null: this matrix has its own; left out: it goes without saying. */
  readonly group?: Group | null;
}

/** The colour scale with its limits. */
export function Legend({ limit, group }: LegendProps): JSX.Element {
  if (Number.isNaN(limit)) return <p class="legend muted">{l10n.t('hidden until you have predicted it')}</p>;
  if (limit === 0) return <p class="legend muted">{l10n.t('every finite element is 0')}</p>;
  return (
    <p class="legend">
      <span class="unseen">
        {l10n.t('Colours from {0} over 0 to {1}', formatCell(-limit), formatCell(limit))}
      </span>
      <span aria-hidden="true">{formatCell(-limit)}</span>
      <span class="legend-bar" aria-hidden="true" />
      <span aria-hidden="true">{formatCell(limit)}</span>
      {group !== undefined && (
        <span class="legend-scale" data-scale={group === null ? 'matrix' : 'layer'}>
          {scaleWords(group)}
        </span>
      )}
    </p>
  );
}
