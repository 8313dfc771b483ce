/** A layer in two lines, as the strip and the diagram of the network write it: its name, its units and activation. */
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
            <span class="unseen">the run stands here: </span>
          </>
        )}
        {layer.name}
      </span>
      <span class="network-about">
        {layer.units === 1 ? '1 unit' : `${layer.units} units`} · {layer.activation}
      </span>
    </>
  );
}
