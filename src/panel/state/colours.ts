/** What the colours of a matrix are measured by: its own largest number, or that of all its like in the layer. */
import type { LayerView } from '../../protocol/panel';
import { QUANTITIES, QUANTITY_NAMES, type Quantity, type QuantityName } from '../../protocol/vocabulary';
import { scaleLimit } from '../drawing/scale';
import { largestDifference, type Compare } from './compare';
import type { PanelState } from './model';
import { choiceOf, type Navigation } from './navigation';

export const COLOURS = 'colours';
export type Colours = 'matrix' | 'layer';

export function coloursOf(navigation: Navigation): Colours {
  return choiceOf(navigation, COLOURS, ['matrix', 'layer']);
}

/** The quantities that share a scale with this one. */
function alike(quantity: QuantityName): readonly QuantityName[] {
  return QUANTITY_NAMES.filter((name) => QUANTITIES[name].group === QUANTITIES[quantity].group);
}

/** Both ends of the colour scale of a matrix in its card. */
export function colourLimit(
  state: PanelState,
  { summaries }: LayerView,
  quantity: QuantityName,
  compare: Compare,
): number {
  const measured = coloursOf(state.navigation) === 'layer' ? alike(quantity) : [quantity];
  const limits = measured.map((name) => {
    if (compare === 'difference')
      return largestDifference({ now: state.sheets[name], before: state.sheetsBefore[name] });
    // The numbers before stand on the scale of those now, so that colours can be compared.
    const summary = summaries[name];
    return summary === null ? 0 : scaleLimit(summary);
  });
  return Math.max(...limits);
}

/** The scale that all matrices of a group share in the picture; null where each has its own. */
export function sharedLimit(state: PanelState, layer: LayerView, group: Quantity['group']): number | null {
  const { navigation } = state;
  // Of the views that draw plates, only this one has the choice on show.
  if (navigation.view !== 'picture' || coloursOf(navigation) === 'matrix') return null;
  const one = QUANTITY_NAMES.find((name) => QUANTITIES[name].group === group);
  return one === undefined ? null : colourLimit(state, layer, one, 'current');
}
