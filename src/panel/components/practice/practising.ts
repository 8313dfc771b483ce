/** Ways to begin an exercise on a matrix: from its menu, or by a key on one of its numbers. */
import type { LayerShape } from '../../../protocol/engine';
import type { FromPanel, LayerView } from '../../../protocol/panel';
import type { QuantityName } from '../../../protocol/vocabulary';
import type { Place } from '../../drawing/window';
import { cellsAround } from '../../state/practice';
import { cellPlace } from '../watching';

export const PRACTICE_KEY = 'p';

export interface Practising {
  /** Of the number at this place; null: of all of them. */
  readonly predict: (place: Place | null) => void;
  readonly formula: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

interface PractisedMatrix {
  readonly quantity: QuantityName;
  readonly shape: LayerShape;
  readonly layer: LayerView;
  /** As many as the quantity has. */
  readonly axes: number;
  readonly sample: number;
  /** Its current numbers are on show, and none of them is hidden. */
  readonly enabled: boolean;
  readonly post: (message: FromPanel) => void;
}

export function practisingOn(matrix: PractisedMatrix): Practising {
  const { quantity, shape, layer, axes, sample, post } = matrix;
  const { run, moment } = layer;
  const whole = { layer: shape.name, quantity, index: [] };
  const predict = (place: Place | null): void => {
    const of =
      place === null ? whole : cellsAround(shape.name, quantity, [sample, place.row, place.column], axes);
    post({ type: 'practice', run, moment, action: { do: 'begin', task: { ask: 'value', of } } });
  };
  return {
    predict,
    formula: () =>
      post({ type: 'practice', run, moment, action: { do: 'begin', task: { ask: 'formula', of: whole } } }),
    onKeyDown: (event) => {
      const place = cellPlace(event.target);
      const isModified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (place === null || isModified || event.key.toLowerCase() !== PRACTICE_KEY || !matrix.enabled) return;
      event.preventDefault();
      predict(place);
    },
  };
}
