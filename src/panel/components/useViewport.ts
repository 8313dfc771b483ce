/** What part of a scrolled box is visible, followed once per frame, and restored after a reload. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Viewport } from '../drawing/window';
import type { Scroll } from '../state/navigation';

/** Milliseconds without scrolling after which the place is remembered. */
const SETTLED = 150;

/**
 * The visible part of the box's cells: without `headWidth` and `headHeight`, which its row and column numbers
 * cover. `cells` changes when the cells do, and with them the place. `scroll` is where the box starts; `onScrolled` hears where it comes to rest.
 */
export function useViewport(
  box: { readonly current: HTMLDivElement | null },
  headWidth: number,
  headHeight: number,
  cells: string,
  scroll: Scroll | undefined,
  onScrolled: (top: number, left: number) => void,
): Viewport {
  const [view, setView] = useState<Viewport>({ top: 0, left: 0, width: 0, height: 0 });
  const settle = useRef(onScrolled);
  settle.current = onScrolled;
  useLayoutEffect(() => {
    if (scroll !== undefined) box.current?.scrollTo(scroll.left, scroll.top);
  }, []);
  // Measured before the first picture, so that no picture shows a part of what is visible.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => {
      frame = 0;
      const next = {
        top: element.scrollTop,
        left: element.scrollLeft,
        width: Math.max(0, element.clientWidth - headWidth),
        height: Math.max(0, element.clientHeight - headHeight),
      };
      // The same object for the same place: nothing is drawn again for it.
      setView((before) => (isSame(before, next) ? before : next));
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
  }, [headWidth, headHeight, cells]);
  return view;
}

function isSame(a: Viewport, b: Viewport): boolean {
  return a.top === b.top && a.left === b.left && a.width === b.width && a.height === b.height;
}
