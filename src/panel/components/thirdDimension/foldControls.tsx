/** Folds the slices onto one another, by a button or by hand; and chooses the slice on top. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { wantsStillness } from '../motion';

interface FoldControlsProps {
  /** 0: apart. 1: one matrix. */
  readonly folded: number;
  readonly onFold: (folded: number) => void;
  readonly unit: number;
  readonly units: number;
  readonly onUnit: (unit: number) => void;
}

/** Milliseconds that folding takes. */
const DURATION = 900;

export function FoldControls({ folded, onFold, unit, units, onUnit }: FoldControlsProps): JSX.Element {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const stop = (): void => cancelAnimationFrame(frame.current);
  const foldTo = (goal: 0 | 1): void => {
    stop();
    if (wantsStillness()) {
      onFold(goal);
      return;
    }
    const start = performance.now();
    const draw = (now: number): void => {
      const share = Math.min(1, (now - start) / DURATION);
      onFold(folded + (goal - folded) * share * share * (3 - 2 * share));
      if (share < 1) frame.current = requestAnimationFrame(draw);
    };
    frame.current = requestAnimationFrame(draw);
  };
  return (
    <div class="player" role="group" aria-label={l10n.t('Fold the slices')}>
      <button type="button" class="player-button" onClick={() => foldTo(folded < 0.5 ? 1 : 0)}>
        {folded < 0.5 ? l10n.t('Fold') : l10n.t('Unfold')}
      </button>
      <label>
        {l10n.t('folded')}{' '}
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={folded}
          aria-valuetext={foldWords(folded)}
          onInput={({ currentTarget }) => {
            stop();
            onFold(currentTarget.valueAsNumber);
          }}
        />
      </label>
      <label>
        {l10n.t('slice of unit')}{' '}
        <input
          type="range"
          min={0}
          max={units - 1}
          step={1}
          value={unit}
          aria-valuetext={l10n.t('unit {0} of {1}', unit, units)}
          data-control="slice"
          onInput={({ currentTarget }) => onUnit(currentTarget.valueAsNumber)}
        />{' '}
        <output>{l10n.t('{0} of {1}', unit, units)}</output>
      </label>
    </div>
  );
}

function foldWords(folded: number): string {
  if (folded === 0) return l10n.t('apart');
  return folded === 1 ? l10n.t('folded into one matrix') : l10n.t('{0} % folded', Math.round(folded * 100));
}
