/** A menu of places to run to, beside the step buttons. */
import type { JSX } from 'preact';
import type { RunTargetName } from '../../protocol/runTarget';
import { Menu, type MenuItem } from './menu';

interface RunToMenuProps {
  /** The layer on show. */
  readonly layer: string | undefined;
  readonly enabled: boolean;
  readonly onRunTo: (to: RunTargetName) => void;
}

function itemsOf(layer: string | undefined): MenuItem<RunTargetName>[] {
  const item = (choice: RunTargetName, label: string): MenuItem<RunTargetName> => ({
    key: choice,
    choice,
    label,
  });
  return [
    ...(layer === undefined ? [] : [item('layer', `To the backward step of ${layer}`)]),
    item('batchStep', 'To the next batch step'),
    item('epoch', 'To the next epoch'),
    item('loss', 'Until the loss is below…'),
    item('steps', 'For some batch steps…'),
  ];
}

export function RunToMenu({ layer, enabled, onRunTo }: RunToMenuProps): JSX.Element {
  return (
    <Menu
      action="runTo"
      label="Run"
      title="Run to a place that you name"
      enabled={enabled}
      items={itemsOf(layer)}
      onChoose={onRunTo}
    >
      Run…
    </Menu>
  );
}
