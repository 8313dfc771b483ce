/** Work for what is out of sight, one piece a frame: together with all that is in sight it would make a pause. */

const waiting: (() => void)[] = [];
let frame = 0;

/** Does the work in one of the next frames. @returns forgets it, if it has not been done */
export function inTurn(work: () => void): () => void {
  waiting.push(work);
  if (frame === 0) frame = requestAnimationFrame(next);
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function next(): void {
  waiting.shift()?.();
  frame = waiting.length > 0 ? requestAnimationFrame(next) : 0;
}

/** Whether nothing of the element is in the window. */
export function isOutOfSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom < 0 || top > window.innerHeight;
}
