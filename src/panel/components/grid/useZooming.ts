/** Zooms a matrix by keys and by the wheel with Ctrl, and keeps what one looks at where it is meanwhile. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { cellsHeight, HEAD_HEIGHT, type MatrixSize, type Place, type Viewport } from '../../drawing/window';
import { wheelZooms, zoomAfterKey, zoomBy, type Zoom, type ZoomName } from '../../drawing/zoom';

type Box = { readonly current: HTMLDivElement | null };

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What was drawn last, before the cells change their size. */
interface Drawn {
  readonly zoom: Zoom;
  readonly viewport: Viewport;
  readonly active: Place;
}

export interface Zooming {
  /** Whether the key was one that zooms. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** Where the box will stand once the cells have their new size: what it was measured at is of the old one. */
  readonly moved: (viewport: Viewport) => Viewport;
  /** To be told after each drawing. */
  readonly drawn: (viewport: Viewport, active: Place) => void;
}

/** To be called before the viewport is measured: the place it is measured at changes here. */
export function useZooming(
  box: Box,
  zoom: Zoom,
  size: MatrixSize,
  head: number,
  onZoom: (name: ZoomName) => void,
): Zooming {
  const last = useRef<Drawn | null>(null);
  const pointer = useRef<Point | null>(null);
  const shown = useRef(zoom.name);
  const isChanged = shown.current !== zoom.name;
  // Asked before the cells are drawn anew: a cell that is taken away takes the focus with it.
  const hadFocus = isChanged && box.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    shown.current = zoom.name;
    const before = last.current;
    if (before === null || box.current === null || before.zoom === zoom) return;
    box.current.scrollTo(placeAfter(before, zoom, size, pointer.current));
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
    moved: (viewport) => {
      const before = last.current;
      if (before === null || before.zoom === zoom) return viewport;
      return { ...viewport, ...placeAfter(before, zoom, size, pointer.current) };
    },
    drawn: (viewport, active) => {
      last.current = { zoom, viewport, active };
    },
  };
}

/** What will be visible if the element under the pointer stays there; else the keyboard's; else the first visible. */
function placeAfter(
  { zoom, viewport, active }: Drawn,
  next: Zoom,
  size: MatrixSize,
  pointer: Point | null,
): Pick<Viewport, 'top' | 'left' | 'height'> {
  const { top, left, width } = viewport;
  const x = active.column * zoom.pitch.across - left;
  const y = active.row * zoom.pitch.down - top;
  const isVisible = x >= 0 && y >= 0 && x < width && y < viewport.height;
  const kept = pointer ?? (isVisible ? { x, y } : { x: 0, y: 0 });
  const height = viewport.height - cellsHeight(size, zoom) + cellsHeight(size, next);
  // A box stands at whole pixels, and no further than its cells reach.
  const place = (first: number, at: number, cell: number, newCell: number, most: number): number =>
    Math.round(Math.max(0, Math.min(((first + at) / cell) * newCell - at, most)));
  return {
    top: place(top, kept.y, zoom.pitch.down, next.pitch.down, size.rows * next.pitch.down - height),
    left: place(left, kept.x, zoom.pitch.across, next.pitch.across, size.columns * next.pitch.across - width),
    height,
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
