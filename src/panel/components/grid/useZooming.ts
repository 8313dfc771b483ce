/** Zooms a matrix by keys and by the wheel with Ctrl, and keeps what one looks at where it is meanwhile. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { HEAD_HEIGHT, type Place, type Viewport } from '../../drawing/window';
import { wheelZooms, zoomAfterKey, zoomBy, type Pitch, type Zoom, type ZoomName } from '../../drawing/zoom';

type Box = { readonly current: HTMLDivElement | null };

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What was drawn last, before the cells change their size. */
interface Drawn {
  readonly pitch: Pitch;
  readonly viewport: Viewport;
  readonly active: Place;
}

export interface Zooming {
  /** Whether the key was one that zooms. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** To be told after each drawing. */
  readonly drawn: (drawn: Drawn) => void;
}

/** To be called before the viewport is measured: the place it is measured at changes here. */
export function useZooming(box: Box, zoom: Zoom, head: number, onZoom: (name: ZoomName) => void): Zooming {
  const last = useRef<Drawn | null>(null);
  const pointer = useRef<Point | null>(null);
  const shown = useRef(zoom.name);
  const isChanged = shown.current !== zoom.name;
  // Asked before the cells are drawn anew: a cell that is taken away takes the focus with it.
  const hadFocus = isChanged && box.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    shown.current = zoom.name;
    const before = last.current;
    if (before === null || box.current === null || before.pitch === zoom.pitch) return;
    box.current.scrollTo(scrollAfter(before, zoom.pitch, pointer.current));
    pointer.current = null;
    if (hadFocus)
      box.current.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus({ preventScroll: true });
  }, [zoom.name]);
  useWheel(box, (nearer, event) => {
    const edge = box.current?.getBoundingClientRect();
    if (edge === undefined) return;
    pointer.current = { x: event.clientX - edge.left - head, y: event.clientY - edge.top - HEAD_HEIGHT };
    onZoom(zoomBy(zoom.name, nearer));
  });
  return {
    onKeyDown: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const name = zoomAfterKey(zoom.name, event.key);
      if (name === null) return false;
      event.preventDefault();
      if (name !== zoom.name) onZoom(name);
      return true;
    },
    drawn: (drawn) => {
      last.current = drawn;
    },
  };
}

/** Where to scroll so that the element under the pointer stays there; else the keyboard's; else the first visible. */
function scrollAfter(
  { pitch, viewport, active }: Drawn,
  next: Pitch,
  pointer: Point | null,
): ScrollToOptions {
  const { top, left, width, height } = viewport;
  const [x, y] = [active.column * pitch.across - left, active.row * pitch.down - top];
  const isVisible = x >= 0 && y >= 0 && x < width && y < height;
  const kept = pointer ?? (isVisible ? { x, y } : { x: 0, y: 0 });
  return {
    left: ((left + kept.x) / pitch.across) * next.across - kept.x,
    top: ((top + kept.y) / pitch.down) * next.down - kept.y,
  };
}

/** Ctrl (or ⌘) and the wheel, which is also what a pinch on a trackpad sends. */
function useWheel(box: Box, onZoom: (nearer: number, event: WheelEvent) => void): void {
  const zooming = useRef(onZoom);
  zooming.current = onZoom;
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let rest = 0;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      // The editor would make the whole page larger.
      event.preventDefault();
      const turned = wheelZooms(rest, event.deltaY);
      rest = turned.rest;
      if (turned.nearer !== 0) zooming.current(turned.nearer, event);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
}
