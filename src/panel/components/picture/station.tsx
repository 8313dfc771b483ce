/** One operation in words: its equation, whether it has run, and why it is so. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import type { OperationName, Phase } from '../../../protocol/vocabulary';
import { progressOf, type Progress } from '../../drawing/progress';
import { operationText } from '../../../protocol/text/equations';
import { lessonOf } from '../../text/lessons';
import { hasJacobian } from '../../../protocol/text/shapes';
import { Equation } from '../equation/equations';
import { operationOnShow } from '../layerStep';
import { ProgressMark } from '../progressMark';
import type { ViewProps } from '../views';

interface StationProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly phase: Phase;
  readonly operation: OperationName;
  /** As in the picture. */
  readonly number?: number;
}

function progressWords(progress: Progress): string {
  switch (progress) {
    case 'done':
      return l10n.t('computed');
    case 'current':
      return l10n.t('has just run');
    case 'coming':
      return l10n.t('not computed yet');
  }
}

export function Station({ view, shape, phase, operation, number }: StationProps): JSX.Element {
  const { run, layer, state, onOperation } = view;
  const { description, state: runState } = run;
  const about = { run: description, layer: layer.layer, N: runState.N, learningRate: runState.learningRate };
  const progress = progressOf(runState.position, description.layers.length, layer.layer, phase, operation);
  const onShow = operationOnShow(state, run, layer) === operation;
  // The lesson on softmax's derivative says already what its note says.
  const repeats = operation === 'activationDerivative' && hasJacobian(shape);
  const notes = repeats ? [] : operationText(operation, about).notes;
  return (
    <li class={`station ${progress}${onShow ? ' on-show' : ''}`} data-station={operation}>
      <button
        type="button"
        class="station-name"
        aria-pressed={onShow}
        data-progress={progress}
        onClick={() => onOperation(operation)}
      >
        <ProgressMark progress={progress} />
        {number !== undefined && <b class="station-number">{number}</b>}
        <span class="quantity">{operation}</span>
        <span class="station-progress">{progressWords(progress)}</span>
      </button>
      <Equation
        operation={operation}
        shape={shape}
        N={runState.N}
        loss={description.loss}
        optimizer={runState.settings.optimizer}
      />
      {lessonOf(operation, shape).map((words) => (
        <p key={words}>{words}</p>
      ))}
      {notes.map((note) => (
        <p class="muted" key={note}>
          {note}
        </p>
      ))}
    </li>
  );
}
