/** The units whose slopes are as good as 0: what passes back through them is lost. */
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
  const looksFor = LOOKS_FOR[shape.activation];
  if (note !== null) return <p class="note">{note}</p>;
  if (looksFor === undefined) return null;
  return (
    <section class={`findings${fresh ? '' : ' stale'}`} aria-labelledby="findings-title">
      <h3 id="findings-title">{looksFor.title}</h3>
      <p class="muted">{looksFor.about}</p>
      {findings.length === 0 ? (
        <p data-findings="0">None of the {shape.units} units in this batch.</p>
      ) : (
        <ul data-findings={fresh ? findings.length : undefined}>
          {findings.slice(0, MOST_LISTED).map(({ unit, kind, samples: count }) => (
            <li key={unit}>
              <button type="button" class={`finding finding-${kind}`} onClick={() => onChoose(unit)}>
                <Icon name="warning" />
                unit {unit}: {kind}
                {kind === 'saturated' && `, ${count} of ${samples} samples`}
              </button>
            </li>
          ))}
          {findings.length > MOST_LISTED && <li class="muted">and {findings.length - MOST_LISTED} more</li>}
        </ul>
      )}
    </section>
  );
}

const LOOKS_FOR: Readonly<Record<string, { readonly title: string; readonly about: string }>> = {
  relu: {
    title: 'Dead units',
    about:
      'output is 0 for every sample of the batch, so activationDerivative is 0 everywhere: nothing passes back.',
  },
  sigmoid: {
    title: 'Saturated units',
    about: 'Crosses: output below 0.005 or above 0.995, where the slope is under 2 % of its greatest, 1/4.',
  },
  tanh: {
    title: 'Saturated units',
    about: 'Crosses: output beyond ±0.99, where the slope is under 2 % of its greatest, 1.',
  },
};
