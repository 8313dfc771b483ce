/** A menu of places to run to, beside the step buttons. */
import * as l10n from '@vscode/l10n';
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
    ...(layer === undefined ? [] : [item('layer', l10n.t('To the backward step of {0}', layer))]),
    item('batchStep', l10n.t('To the next batch step')),
    item('epoch', l10n.t('To the next epoch')),
    item('loss', l10n.t('Until the loss is below…')),
    item('steps', l10n.t('For some batch steps…')),
  ];
}

export function RunToMenu({ layer, enabled, onRunTo }: RunToMenuProps): JSX.Element {
  return (
    <Menu
      action="runTo"
      label={l10n.t('Run')}
      title={l10n.t('Run to a place that you name')}
      enabled={enabled}
      items={itemsOf(layer)}
      onChoose={onRunTo}
    >
      {l10n.t('Run…')}
    </Menu>
  );
}
