/** The one tab stop of a matrix, which the arrow keys move. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { clampPlace, placeAfterKey, type MatrixSize, type Place } from '../../drawing/window';

interface KeyboardProps {
  readonly size: MatrixSize;
  /** Where the keyboard's cell is to go, once for each new object; null: it stays. */
  readonly destination: Place | null;
  readonly onPoint: (place: Place | null) => void;
  readonly onChoose: (place: Place, byKey: boolean) => void;
}

export interface GridKeyboard {
  readonly active: Place;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The focus came to a cell. */
  readonly onFocus: (place: Place | null) => void;
  /** Brings the focus to a cell. */
  readonly goTo: (place: Place) => void;
}

/** @param page how many rows are visible */
export function useGridKeyboard(
  props: KeyboardProps,
  box: { readonly current: HTMLDivElement | null },
  page: number,
): GridKeyboard {
  const [wanted, setWanted] = useState<Place>({ row: 0, column: 0 });
  const moved = useRef(false);
  const active = clampPlace(wanted, props.size);
  const { destination } = props;
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    drawnCell(box.current, active)?.focus();
  });
  const goTo = (place: Place): void => {
    moved.current = true;
    // A new object even for the same place: the focus is to come back to it.
    setWanted({ ...place });
  };
  // After the effect above, which is to find the request only once the cell at the new place is drawn.
  useLayoutEffect(() => {
    if (destination !== null) goTo(destination);
  }, [destination]);
  return {
    active,
    goTo,
    onKeyDown: (event) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (key === 'Enter' && !ctrlKey && !metaKey && !altKey) {
        event.preventDefault();
        props.onChoose(active, true);
        return;
      }
      const next = altKey ? null : placeAfterKey(active, { key, ctrl: ctrlKey || metaKey }, props.size, page);
      if (next === null) return;
      event.preventDefault();
      goTo(next);
    },
    onFocus: (place) => {
      if (place === null) return;
      setWanted(place);
      props.onPoint(place);
    },
  };
}

export function drawnCell(box: HTMLElement | null, { row, column }: Place): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`) ?? null;
}
