/** A layer in two lines, as the strip and the diagram of the network write it: its name, its units and activation. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../protocol/engine';
import { Icon } from './icons';

interface LayerLabelProps {
  readonly layer: LayerShape;
  /** The run stands in this layer. */
  readonly current: boolean;
}

export function LayerLabel({ layer, current }: LayerLabelProps): JSX.Element {
  return (
    <>
      <span class="network-name">
        {current && (
          <>
            <Icon name="position" />
            <span class="unseen">{l10n.t('the run stands here:')} </span>
          </>
        )}
        {layer.name}
      </span>
      <span class="network-about">
        {layer.units === 1 ? l10n.t('1 unit') : l10n.t('{0} units', layer.units)} · {layer.activation}
      </span>
    </>
  );
}
