/** Chooses one sample of the batch, whose rows are lit in every matrix; none at first. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';

interface SamplePickerProps {
  readonly sample: number | null;
  /** The size of the batch; 0 before the first. */
  readonly samples: number;
  readonly onChoose: (sample: number | null) => void;
}

export function SamplePicker({ sample, samples, onChoose }: SamplePickerProps): JSX.Element | null {
  if (samples === 0) return null;
  const choose = (wanted: number): void =>
    onChoose(Number.isInteger(wanted) ? Math.max(0, Math.min(samples - 1, wanted)) : null);
  return (
    <p class="sample-picker">
      <label>
        {l10n.t('Sample')}{' '}
        <input
          type="number"
          min={0}
          max={samples - 1}
          step={1}
          placeholder={l10n.t('none')}
          title={l10n.t('Light up one sample of the batch in every matrix: 0 to {0}', samples - 1)}
          value={sample ?? ''}
          onInput={({ currentTarget }) => choose(currentTarget.valueAsNumber)}
        />
      </label>
      <span class="muted">{l10n.t('0 to {0}', samples - 1)}</span>
      {sample !== null && (
        <button type="button" onClick={() => onChoose(null)}>
          {l10n.t('No sample')}
        </button>
      )}
      {sample !== null && sample >= samples && (
        <span class="muted">{l10n.t('This batch has only {0}: none is lit.', samples)}</span>
      )}
    </p>
  );
}
