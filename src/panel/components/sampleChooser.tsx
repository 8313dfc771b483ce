/** Chooses the sample whose Jacobian is drawn. */
import type { JSX } from 'preact';

interface SampleChooserProps {
  readonly sample: number;
  readonly samples: number;
  readonly onChoose: (sample: number) => void;
}

export function SampleChooser({ sample, samples, onChoose }: SampleChooserProps): JSX.Element {
  const choose = (wanted: number): void => {
    if (Number.isInteger(wanted)) onChoose(Math.max(0, Math.min(samples - 1, wanted)));
  };
  return (
    <p class="sample-chooser">
      <label>
        Jacobian of sample{' '}
        <input
          type="number"
          min={0}
          max={samples - 1}
          step={1}
          value={sample}
          onInput={({ currentTarget }) => choose(currentTarget.valueAsNumber)}
        />
      </label>
      <span class="muted">0 to {samples - 1}</span>
    </p>
  );
}
