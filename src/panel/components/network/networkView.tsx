/** All layers at a glance, and how each of them learnt lately. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { choiceOf } from '../../state/navigation';
import { Choice } from '../controls/choice';
import type { ViewProps } from '../views';
import { NetworkDiagram } from './networkDiagram';
import { LayerStrips } from './layerStrips';

const COLOURED_BY = 'network.coloured';

export function NetworkView(props: ViewProps): JSX.Element {
  const { state, dispatch } = props;
  const quantity = choiceOf(state.navigation, COLOURED_BY, ['gradientWeights', 'weights']);
  return (
    <div class="network-view">
      <section aria-labelledby="network-title">
        <h2 id="network-title">{l10n.t('The network')}</h2>
        <div class="controls">
          <Choice
            label={l10n.t('Connections coloured by')}
            name={COLOURED_BY}
            options={[
              { value: 'gradientWeights', label: 'gradientWeights' },
              { value: 'weights', label: 'weights' },
            ]}
            chosen={quantity}
            onChoose={(value) => dispatch({ kind: 'chosen', control: COLOURED_BY, value })}
          />
        </div>
        <NetworkDiagram {...props} quantity={quantity} />
      </section>
      <LayerStrips {...props} />
    </div>
  );
}
