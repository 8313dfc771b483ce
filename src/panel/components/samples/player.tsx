/** Goes through the samples: back, play, on, or anywhere by the slider; the division by N is the last step. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface PlayerProps {
  /** The sample on show; N is the division after the last one. */
  readonly step: number;
  readonly N: number;
  /** The division is a step of its own. */
  readonly divides: boolean;
  readonly onStep: (step: number) => void;
}

/** Milliseconds for which a sample is on show: time to see what it adds. Fewer where there are many samples. */
function pace(N: number): number {
  return Math.max(150, Math.min(900, 12_000 / N));
}

export function Player({ step, N, divides, onStep }: PlayerProps): JSX.Element {
  const last = divides ? N : N - 1;
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return undefined;
    if (step >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => onStep(step + 1), pace(N));
    return () => clearTimeout(timer);
  }, [playing, step, last]);
  const go = (to: number): void => {
    setPlaying(false);
    onStep(Math.max(0, Math.min(last, to)));
  };
  const play = (): void => {
    if (playing) {
      setPlaying(false);
      return;
    }
    if (step >= last) onStep(0);
    setPlaying(true);
  };
  const words =
    step >= N ? l10n.t('all {0} samples, divided by {0}', N) : l10n.t('sample {0} of {1}', step, N);
  return (
    <div class="player" role="group" aria-label={l10n.t('Go through the samples')}>
      <PlayerButton label={l10n.t('Previous')} sign="◀" disabled={step <= 0} onClick={() => go(step - 1)} />
      <button type="button" class="player-button" aria-pressed={playing} onClick={play}>
        {playing ? l10n.t('Pause') : l10n.t('Play')}
      </button>
      <PlayerButton label={l10n.t('Next')} sign="▶" disabled={step >= last} onClick={() => go(step + 1)} />
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={step}
        aria-label={l10n.t('Sample')}
        aria-valuetext={words}
        onInput={({ currentTarget }) => go(currentTarget.valueAsNumber)}
      />
      <output aria-live={playing ? 'off' : 'polite'}>{words}</output>
    </div>
  );
}

interface PlayerButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

/** Stays in the tab order at the ends, so that the focus is not lost. */
function PlayerButton({ label, sign, disabled, onClick }: PlayerButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="player-button"
      aria-label={label}
      aria-disabled={disabled}
      title={label}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
