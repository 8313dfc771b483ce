/** Pointer and keyboard over the images of a view: one tab stop for all of them, and one pixel to tell of. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { placeAfterKey } from '../../drawing/window';

/** A pixel of one of the images, both counted from 0. */
export interface PixelPlace {
  readonly image: number;
  readonly pixel: number;
}

export interface PixelFocus {
  /** The keyboard's pixel. */
  readonly active: PixelPlace;
  /** The pixel under the pointer, or else the one that has the focus; null: neither. */
  readonly told: PixelPlace | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly onFocusOut: () => void;
  readonly onPointerOver: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
}

interface Box {
  readonly current: HTMLElement | null;
}

/** @param isDrawn which of the images have pixels: the others are passed over. */
export function usePixelFocus(box: Box, side: number, isDrawn: readonly boolean[]): PixelFocus {
  const [wanted, setWanted] = useState<PixelPlace>({ image: 0, pixel: 0 });
  const [focused, setFocused] = useState(false);
  const [pointed, setPointed] = useState<PixelPlace | null>(null);
  const moved = useRef(false);
  const active = isDrawn[wanted.image] === true ? wanted : { image: isDrawn.indexOf(true), pixel: wanted.pixel };
  // Keys can come faster than the page is drawn: each starts from where the one before it leads.
  const latest = useRef(active);
  latest.current = active;
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<SVGElement>('.pixel-frame')?.focus();
  });
  return {
    active,
    told: pointed ?? (focused ? active : null),
    onKeyDown: (event) => {
      const next = event.altKey || placeOf(event.target) === null ? null : pixelAfterKey(latest.current, event, side, isDrawn);
      if (next === null) return;
      event.preventDefault();
      moved.current = true;
      // Of the two, the one that moved last is told of.
      setPointed(null);
      latest.current = next;
      setWanted(next);
    },
    onClick: ({ target }) => {
      const place = placeOf(target);
      if (place === null) return;
      moved.current = true;
      // A new object even for the same place: the focus is to come to it.
      setWanted(place);
    },
    onFocusIn: ({ target }) => {
      const place = placeOf(target);
      if (place === null) return;
      setFocused(true);
      setWanted(place);
    },
    onFocusOut: () => setFocused(false),
    onPointerOver: ({ target }) => setPointed(placeOf(target)),
    onPointerLeave: () => setPointed(null),
  };
}

/** As in a matrix; Page Up and Page Down go to the same pixel of the image before and after. */
function pixelAfterKey(
  at: PixelPlace,
  { key, ctrlKey, metaKey }: KeyboardEvent,
  side: number,
  isDrawn: readonly boolean[],
): PixelPlace | null {
  if (key === 'PageUp' || key === 'PageDown') {
    const image = key === 'PageUp' ? isDrawn.lastIndexOf(true, at.image - 1) : isDrawn.indexOf(true, at.image + 1);
    // From −1 on, `lastIndexOf` would count from the end.
    return image < 0 || (key === 'PageUp' && at.image === 0) ? at : { image, pixel: at.pixel };
  }
  const place = { row: Math.floor(at.pixel / side), column: at.pixel % side };
  const next = placeAfterKey(place, { key, ctrl: ctrlKey || metaKey }, { rows: side, columns: side }, side);
  return next === null ? null : { image: at.image, pixel: next.row * side + next.column };
}

function placeOf(target: EventTarget | null): PixelPlace | null {
  if (!(target instanceof SVGElement) || target.dataset.pixel === undefined) return null;
  return { image: Number(target.dataset.in), pixel: Number(target.dataset.pixel) };
}
