/** A watchpoint on a matrix or on the element that was chosen in it: from its menu, or by the key in the matrix. */
import { useState } from 'preact/hooks';
import type { FromPanel } from '../../protocol/panel';
import type { QuantityName } from '../../protocol/vocabulary';
import type { Place } from '../drawing/window';

export const WATCH_KEY = 'b';

/** What is watched; everything of a message but the run. */
export type Watched = Omit<Extract<FromPanel, { type: 'watch' }>, 'type' | 'run' | 'layer'>;

export interface Watching {
  /** The element that had the focus last; null before one did. */
  readonly place: Place | null;
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly watch: () => void;
}

/** For a card: hears which cell is chosen, and the key. `axes` are as many as the quantity has. */
export function useWatching(
  quantity: QuantityName,
  axes: number,
  sample: number,
  onWatch: (watched: Watched) => void,
): Watching {
  const [place, setPlace] = useState<Place | null>(null);
  const at = (chosen: Place | null): Watched => ({
    quantity,
    index: chosen === null ? null : [sample, chosen.row, chosen.column].slice(3 - axes),
  });
  return {
    place,
    onFocusIn: (event) => {
      const chosen = cellPlace(event.target);
      if (chosen !== null) setPlace(chosen);
    },
    onKeyDown: (event) => {
      const chosen = cellPlace(event.target);
      const isModified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (chosen === null || isModified || event.key.toLowerCase() !== WATCH_KEY) return;
      event.preventDefault();
      onWatch(at(chosen));
    },
    watch: () => onWatch(at(place)),
  };
}

/** The cell in which an event happened; an editor that lies over one is none. */
export function cellPlace(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell][data-row]') : null;
  return cell === null ? null : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}
