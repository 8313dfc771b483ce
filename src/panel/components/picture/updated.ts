/** Whether the weights of the layer on show are those after the update: what is drawn beside them used the ones before. */
import type { LayerView } from '../../../protocol/panel';
import type { LiveRun } from '../header';

export function isUpdated({ state }: LiveRun, { layer }: LayerView): boolean {
  const { position } = state;
  return position?.phase === 'update' && position.layer !== null && position.layer >= layer;
}
