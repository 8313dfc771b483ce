/** Ways to begin an exercise on a matrix: from its menu, or by a key on one of its numbers. */
import type { LayerShape } from '../../../protocol/engine';
import type { FromPanel, LayerView, RunView } from '../../../protocol/panel';
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
    post({ type: 'practice', run, moment, action: { do: 'begin', task: { ask: 'value', of, next: false } } });
  };
  return {
    predict,
    formula: () =>
      post({
        type: 'practice',
        run,
        moment,
        action: { do: 'begin', task: { ask: 'formula', of: whole, next: false } },
      }),
    onKeyDown: (event) => {
      const place = cellPlace(event.target);
      const isModified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (place === null || isModified || event.key.toLowerCase() !== PRACTICE_KEY || !matrix.enabled) return;
      event.preventDefault();
      predict(place);
    },
  };
}

/** Begins an exercise about what is not computed yet: its first number, to be widened there. */
export function predictAhead(
  quantity: QuantityName,
  shape: LayerShape,
  { run, moment }: LayerView,
  axes: number,
  post: (message: FromPanel) => void,
): void {
  const of = cellsAround(shape.name, quantity, [0, 0, 0], axes);
  post({ type: 'practice', run, moment, action: { do: 'begin', task: { ask: 'value', of, next: true } } });
}

/** Begins an exercise about the loss, as it is where the run stands or, before it is computed, as it will be. */
export function predictLoss(
  { run, state: { moment, loss } }: Exclude<RunView, { kind: 'none' }>,
  post: (message: FromPanel) => void,
): void {
  const of = { layer: null, quantity: 'loss', index: [] } as const;
  const task = { ask: 'value', of, next: loss === null } as const;
  post({ type: 'practice', run, moment, action: { do: 'begin', task } });
}
