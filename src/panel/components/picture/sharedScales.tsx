/** The scales that the plates share, one for each group of quantities; nothing while each has its own. */
import type { JSX } from 'preact';
import type { LayerView } from '../../../protocol/panel';
import { sharedLimit } from '../../state/colours';
import type { PanelState } from '../../state/model';
import { Legend } from '../statistics';

const GROUPS = ['Forward', 'Backward', 'Parameters'] as const;

interface SharedScalesProps {
  readonly state: PanelState;
  readonly layer: LayerView;
}

export function SharedScales({ state, layer }: SharedScalesProps): JSX.Element | null {
  const scales = GROUPS.flatMap((group) => {
    const limit = sharedLimit(state, layer, group);
    return limit === null ? [] : [{ group, limit }];
  });
  if (scales.length === 0) return null;
  return (
    <div class="shared-scales">
      {scales.map(({ group, limit }) => (
        <Legend key={group} group={group} limit={limit} />
      ))}
    </div>
  );
}
