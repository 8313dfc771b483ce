/** A technical word: its meaning appears under the pointer and at the keyboard's focus, and Escape takes it away. */
import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { InlineButton } from './inlineButton';
import { useLesson } from './lessonContext';

interface TermWordProps {
  readonly term: string;
  readonly children: string;
}

export function TermWord({ term, children }: TermWordProps): JSX.Element {
  const { view } = useLesson();
  const [shown, setShown] = useState(false);
  const tip = useRef<HTMLSpanElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    if (shown && tip.current !== null) keepInside(tip.current);
  }, [shown]);
  const explained = view.lesson.terms[term];
  if (explained === undefined) return <>{children}</>;
  return (
    <span class="term-place" onMouseEnter={() => setShown(true)} onMouseLeave={() => setShown(false)}>
      <InlineButton
        class="term-word"
        data-term={term}
        aria-describedby={id}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onPress={() => setShown(true)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !shown) return;
          setShown(false);
          event.stopPropagation();
        }}
      >
        {children}
      </InlineButton>
      <span ref={tip} id={id} role="tooltip" class="term-tip" data-shown={shown}>
        <strong>{explained.name}</strong> {explained.meaning}
      </span>
    </span>
  );
}

/** The pane scrolls, and would cut off what reaches over its edge. */
function keepInside(tip: HTMLElement): void {
  tip.style.translate = '';
  const pane = tip.closest('.lesson-pane')?.getBoundingClientRect();
  if (pane === undefined) return;
  const { left, right } = tip.getBoundingClientRect();
  const margin = 8;
  const by = Math.min(0, pane.right - margin - right);
  const shift = left + by < pane.left + margin ? pane.left + margin - left : by;
  tip.style.translate = `${shift}px 0`;
}
