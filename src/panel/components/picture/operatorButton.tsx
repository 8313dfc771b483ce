/** The sign of an operation in the picture; it shows the operation in the file. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { OperationName } from '../../../protocol/vocabulary';
import type { Spot } from '../../drawing/backwardMap';
import { progressOf } from '../../drawing/progress';
import type { ViewProps } from '../views';

interface OperatorButtonProps {
  readonly view: ViewProps;
  readonly operation: OperationName;
  /** `·`, `=` or what else stands between the matrices. */
  readonly sign: string;
  /** The station that explains it. */
  readonly number: number;
  readonly spot: Spot;
  readonly onShow: boolean;
}

export function OperatorButton(props: OperatorButtonProps): JSX.Element {
  const { view, operation, sign, number, spot, onShow } = props;
  const { run, layer } = view;
  const layers = run.description.layers.length;
  const progress = progressOf(run.state.position, layers, layer.layer, 'backward', operation);
  return (
    <button
      type="button"
      class={`operator ${progress}${onShow ? ' on-show' : ''}`}
      title={l10n.t('{0}: show in the file', operation)}
      aria-pressed={onShow}
      data-operator={operation}
      style={{ left: `${spot.x}px`, top: `${spot.y}px` }}
      onClick={() => view.onOperation(operation)}
    >
      <b class="station-number">{number}</b>
      <span>{sign}</span>
      <span class="unseen">{operation}</span>
    </button>
  );
}
