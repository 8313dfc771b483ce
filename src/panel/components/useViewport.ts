/** What part of a scrolled box is visible, followed once per frame, and restored after a reload. */
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { Viewport } from '../drawing/window';
import type { Scroll } from '../state/navigation';

/** Milliseconds without scrolling after which the place is remembered. */
const SETTLED = 150;

interface ViewportOptions {
  /** What the row and column numbers cover of the box. */
  readonly headWidth: number;
  readonly headHeight: number;
  /** Changes when the cells do, and with them the place. */
  readonly cells: string;
  /** What is in the box: it may have another size when that changes. */
  readonly content: string;
  /** Where the box starts. */
  readonly scroll: Scroll | undefined;
  /** Where it will be found once what is being drawn is there: then it is drawn once, and not anew when it is measured. */
  readonly moved: (measured: Viewport) => Viewport;
  /** Hears where it comes to rest. */
  readonly onScrolled: (top: number, left: number) => void;
}

/** The visible part of the box's cells; null while it is not known. */
export function useViewport(
  box: { readonly current: HTMLDivElement | null },
  { headWidth, headHeight, cells, content, scroll, moved, onScrolled }: ViewportOptions,
): Viewport | null {
  const held = useRef<Viewport | null>(null);
  const drawn = useRef<Viewport | null>(null);
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const settle = useRef(onScrolled);
  settle.current = onScrolled;
  const view = held.current === null ? null : moved(held.current);
  // The same object for the same place: nothing is drawn again for it.
  if (view === null || drawn.current === null || !isSame(drawn.current, view)) drawn.current = view;
  useLayoutEffect(() => {
    if (scroll !== undefined) box.current?.scrollTo(scroll.left, scroll.top);
  }, []);
  // Measured before the first picture, so that no picture lacks its numbers.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => {
      frame = 0;
      const view = {
        top: element.scrollTop,
        left: element.scrollLeft,
        width: Math.max(0, element.clientWidth - headWidth),
        height: Math.max(0, element.clientHeight - headHeight),
      };
      held.current = view;
      if (drawn.current === null || !isSame(drawn.current, view)) drawAgain(undefined);
    };
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    const scrolled = (): void => {
      soon();
      clearTimeout(timer);
      timer = setTimeout(() => settle.current(element.scrollTop, element.scrollLeft), SETTLED);
    };
    const sizes = new ResizeObserver(soon);
    sizes.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    measure();
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', scrolled);
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [headWidth, headHeight, cells, content]);
  return drawn.current;
}

function isSame(a: Viewport, b: Viewport): boolean {
  return a.top === b.top && a.left === b.left && a.width === b.width && a.height === b.height;
}
