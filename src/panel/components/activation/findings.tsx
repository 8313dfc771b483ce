/** The units whose slopes are as good as 0: what passes back through them is lost. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import type { UnitFinding } from '../../drawing/activationPoints';
import { Icon } from '../icons';

interface FindingsProps {
  readonly shape: LayerShape;
  readonly findings: readonly UnitFinding[];
  readonly samples: number;
  readonly fresh: boolean;
  /** Why nothing is looked for here; null where it is. */
  readonly note: string | null;
  readonly onChoose: (unit: number) => void;
}

/** More than a person reads; how many there are is said. */
const MOST_LISTED = 40;

export function Findings(props: FindingsProps): JSX.Element | null {
  const { shape, findings, samples, fresh, note, onChoose } = props;
  const looksFor = lookedFor()[shape.activation];
  if (note !== null) return <p class="note">{note}</p>;
  if (looksFor === undefined) return null;
  return (
    <section class={`findings${fresh ? '' : ' stale'}`} aria-labelledby="findings-title">
      <h3 id="findings-title">{looksFor.title}</h3>
      <p class="muted">{looksFor.about}</p>
      {findings.length === 0 ? (
        <p data-findings="0">{l10n.t('None of the {0} units in this batch.', shape.units)}</p>
      ) : (
        <ul data-findings={fresh ? findings.length : undefined}>
          {findings.slice(0, MOST_LISTED).map(({ unit, kind, samples: count }) => (
            <li key={unit}>
              <button type="button" class={`finding finding-${kind}`} onClick={() => onChoose(unit)}>
                <Icon name="warning" />
                {kind === 'dead'
                  ? l10n.t('unit {0}: dead', unit)
                  : l10n.t('unit {0}: saturated, {1} of {2} samples', unit, count, samples)}
              </button>
            </li>
          ))}
          {findings.length > MOST_LISTED && (
            <li class="muted">{l10n.t('and {0} more', findings.length - MOST_LISTED)}</li>
          )}
        </ul>
      )}
    </section>
  );
}

/** What is looked for in the units of an activation, and by what it is known. */
const lookedFor = (): Readonly<Record<string, { readonly title: string; readonly about: string }>> => ({
  relu: {
    title: l10n.t('Dead units'),
    about: l10n.t(
      'output is 0 for every sample of the batch, so activationDerivative is 0 everywhere: nothing passes back.',
    ),
  },
  sigmoid: {
    title: l10n.t('Saturated units'),
    about: l10n.t(
      'Crosses: output below 0.005 or above 0.995, where the slope is under 2 % of its greatest, 1/4.',
    ),
  },
  tanh: {
    title: l10n.t('Saturated units'),
    about: l10n.t('Crosses: output beyond ±0.99, where the slope is under 2 % of its greatest, 1.'),
  },
});
