/** Draws what is in sight at once, and what is not in one of the next frames: a step is seen sooner that way. */
import { createContext, type ComponentChildren, type JSX } from 'preact';
import { useContext, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { inTurn } from './turns';

interface WhenSeenProps {
  readonly class: string;
  readonly children: ComponentChildren;
}

const Seen = createContext(true);

/** Whether what is drawn here is in sight. */
export function useIsSeen(): boolean {
  return useContext(Seen);
}

/**
 * While its children are of a state before, they are marked as such and not to be seen, not even by who scrolls there
 * within these few frames.
 *
 * The state is one level below: an element that others were given keeps what it first came to, however often it is drawn
 * again by itself. That would be the children of the state before, which know those before them, and so on: all that
 * the panel has ever shown would stay in memory.
 */
export function WhenSeen(props: WhenSeenProps): JSX.Element {
  return <InTurn {...props} />;
}

function InTurn({ class: name, children }: WhenSeenProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(true);
  const isItsTurn = useRef(false);
  const drawn = useRef(children);
  const [, draw] = useReducer((times: number) => times + 1, 0);
  // What has the focus may be written in.
  const hasFocus = box.current?.contains(document.activeElement) === true;
  const mayWait = !isSeen && !isItsTurn.current && !hasFocus && drawn.current !== children;
  isItsTurn.current = false;
  // The same elements as before: nothing of them is compared or drawn.
  if (!mayWait) drawn.current = children;
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const sight = new IntersectionObserver(
      (entries) => setSeen(entries.at(-1)?.isIntersecting === true),
      // Not the window's: the panel is a page within its page.
      { root: document },
    );
    sight.observe(element);
    return () => sight.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (!mayWait) return undefined;
    return inTurn(() => {
      isItsTurn.current = true;
      draw(undefined);
    });
  }, [mayWait]);
  return (
    <div ref={box} class={name} data-behind={mayWait} aria-busy={mayWait}>
      <Seen.Provider value={isSeen}>{drawn.current}</Seen.Provider>
    </div>
  );
}
