/** The way from number to number, to go back and forth on. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { RunDescription } from '../../../protocol/engine';
import { cellKey } from '../../provenance/cell';
import { reaches, type Trail } from '../../state/trail';
import { cellInWords } from '../../text/cells';

interface TrailNavProps {
  readonly trail: Trail;
  readonly run: RunDescription;
  readonly onMove: (by: number) => void;
}

export function TrailNav({ trail, run, onMove }: TrailNavProps): JSX.Element {
  const { cells, at } = trail;
  const nameOf = (layer: number): string => run.layers[layer]?.name ?? '';
  return (
    <nav class="trail" aria-label={l10n.t('Trail of explained numbers')}>
      <Step
        name="Back"
        label={l10n.t('Back')}
        title={l10n.t('Back on the trail ({0})', 'Backspace')}
        arrow="←"
        by={-1}
        trail={trail}
        onMove={onMove}
      />
      <Step
        name="Forward"
        label={l10n.t('Forward')}
        title={l10n.t('Forward on the trail ({0})', 'Shift+Backspace')}
        arrow="→"
        by={1}
        trail={trail}
        onMove={onMove}
      />
      <ol>
        {cells.map((ref, i) => (
          <li key={`${i} ${cellKey(ref)}`}>
            <button
              type="button"
              class={`crumb${i === at ? ' shown' : ''}`}
              aria-current={i === at ? 'step' : undefined}
              onClick={() => onMove(i - at)}
            >
              {cellInWords(ref, nameOf(ref.layer))}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StepProps {
  /** What it is called for tests and scripts. */
  readonly name: string;
  readonly label: string;
  readonly title: string;
  readonly arrow: string;
  readonly by: number;
  readonly trail: Trail;
  readonly onMove: (by: number) => void;
}

function Step({ name, label, title, arrow, by, trail, onMove }: StepProps): JSX.Element {
  return (
    <button
      type="button"
      class="trail-step"
      aria-label={label}
      aria-disabled={!reaches(trail, by)}
      title={title}
      data-trail={name}
      onClick={() => onMove(by)}
    >
      <span aria-hidden="true">{arrow}</span>
    </button>
  );
}
