/** The layers in their order; the one on show and the one where the run stands are marked in shape and words. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { RunDescription } from '../../protocol/engine';
import { OneLine } from './controls/oneLine';
import { LayerLabel } from './layerLabel';

interface NetworkStripProps {
  readonly description: RunDescription;
  readonly shown: number | null;
  readonly position: number | null;
  readonly onChoose: (layer: number) => void;
}

export function NetworkStrip({ description, shown, position, onChoose }: NetworkStripProps): JSX.Element {
  const inputs = description.layers[0]?.inputs ?? 0;
  return (
    <nav class="network" aria-label={l10n.t('Layers')}>
      <OneLine current={shown}>
        <ol>
          <li class="network-end">
            <span class="network-name">{l10n.t('data')}</span>
            <span class="network-about">
              {inputs === 1 ? l10n.t('1 input') : l10n.t('{0} inputs', inputs)}
            </span>
          </li>
          {description.layers.map((layer, index) => (
            <li key={index}>
              <button
                type="button"
                class={`layer-button${index === shown ? ' shown' : ''}`}
                data-layer={layer.name}
                aria-current={index === shown ? 'true' : undefined}
                title={index === shown ? l10n.t('Shown below') : l10n.t('Show {0}', layer.name)}
                onClick={() => onChoose(index)}
              >
                <LayerLabel layer={layer} current={index === position} />
              </button>
            </li>
          ))}
          <li class="network-end">
            <span class="network-name">{l10n.t('loss')}</span>
            <span class="network-about">{description.loss}</span>
          </li>
        </ol>
      </OneLine>
    </nav>
  );
}
