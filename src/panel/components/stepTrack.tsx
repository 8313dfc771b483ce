/** The batch step as the shown layer lives it: every operation with its mark, and the way to its equation. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { LAYER_OPERATIONS, PHASES, type OperationName, type Phase } from '../../protocol/vocabulary';
import { progressOf } from '../drawing/progress';
import { OneLine } from './controls/oneLine';
import type { LiveRun } from './header';
import { ProgressMark } from './progressMark';

interface StepTrackProps {
  readonly run: LiveRun;
  readonly layer: number;
  readonly onChoose: (operation: OperationName) => void;
}

function operationsOf(phase: Phase): readonly OperationName[] {
  return phase === 'loss' ? ['loss'] : LAYER_OPERATIONS[phase];
}

export function StepTrack({ run, layer, onChoose }: StepTrackProps): JSX.Element {
  const { position } = run.state;
  const { layers } = run.description;
  const name = layers[layer]?.name ?? '';
  return (
    <nav class="track" aria-label={l10n.t('Operations of {0} in this batch step', name)}>
      <OneLine current={run.state.moment}>
        {PHASES.map((phase) => (
          <div class="track-phase" key={phase}>
            <span class="track-name" id={`track-${phase}`}>
              {phase}
            </span>
            <ol aria-labelledby={`track-${phase}`}>
              {operationsOf(phase).map((operation) => {
                const progress = progressOf(position, layers.length, layer, phase, operation);
                return (
                  <li key={operation}>
                    <button
                      type="button"
                      class={`track-step ${progress}`}
                      aria-current={progress === 'current' ? 'step' : undefined}
                      onClick={() => onChoose(operation)}
                    >
                      <ProgressMark progress={progress} />
                      {operation}
                    </button>
                  </li>
                );
              })}
            </ol>
          </div>
        ))}
      </OneLine>
    </nav>
  );
}
