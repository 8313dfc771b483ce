/** How large the cells of each matrix are drawn: chosen per quantity, and kept over a reload. */
import type { QuantityName } from '../../protocol/vocabulary';
import { ZOOM_NAMES, zoomNamed, type Zoom } from '../drawing/zoom';
import { choiceOf, type Navigation } from './navigation';

/** The name of the choice. */
export function zoomControl(quantity: QuantityName): string {
  return `zoom ${quantity}`;
}

export function zoomOf(navigation: Navigation, quantity: QuantityName): Zoom {
  return zoomNamed(choiceOf(navigation, zoomControl(quantity), ZOOM_NAMES));
}
