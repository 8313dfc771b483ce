/** Controls that stay in one line however narrow the panel is; what does not fit is scrolled to, the current one first. */
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Box {
  readonly current: HTMLElement | null;
}

interface OneLineProps {
  /** When this changes, the current control is brought into sight. */
  readonly current: unknown;
  readonly children: ComponentChildren;
}

export function OneLine({ current, children }: OneLineProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const more = useMore(box);
  useLayoutEffect(() => showCurrent(box.current), [current, more.width]);
  return (
    <div class="one-line">
      <div ref={box} class="one-line-box">
        {children}
      </div>
      {more.before && <Arrow box={box} by={-1} />}
      {more.after && <Arrow box={box} by={1} />}
    </div>
  );
}

/** For the mouse alone: the keyboard reaches every control, and scrolls to it, by itself. */
function Arrow({ box, by }: { readonly box: Box; readonly by: 1 | -1 }): JSX.Element {
  return (
    <span
      class={`one-line-arrow ${by < 0 ? 'before' : 'after'}`}
      aria-hidden="true"
      onClick={() => box.current?.scrollBy({ left: 0.8 * by * box.current.clientWidth })}
    >
      {by < 0 ? '‹' : '›'}
    </span>
  );
}

interface More {
  readonly before: boolean;
  readonly after: boolean;
  readonly width: number;
}

/** Whether something is hidden beyond an end of the box. */
function useMore(box: Box): More {
  const [more, setMore] = useState<More>({ before: false, after: false, width: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { scrollLeft, scrollWidth, clientWidth: width } = element;
      const [before, after] = [scrollLeft > 1, scrollLeft + width < scrollWidth - 1];
      setMore((was) =>
        was.before === before && was.after === after && was.width === width ? was : { before, after, width },
      );
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  return more;
}

/** Room for an arrow beside the control that is brought into sight. */
const MARGIN = 28;

/** Sideways only: the page stays where it is. */
function showCurrent(box: HTMLElement | null): void {
  const control = box?.querySelector('[aria-current]:not([aria-current=false]), [aria-selected=true]');
  if (!box || !control) return;
  const [outer, inner] = [box.getBoundingClientRect(), control.getBoundingClientRect()];
  if (inner.left < outer.left + MARGIN) box.scrollLeft -= outer.left + MARGIN - inner.left;
  else if (inner.right > outer.right - MARGIN) box.scrollLeft += inner.right - outer.right + MARGIN;
}
