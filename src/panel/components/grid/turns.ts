/**
 * Work for large matrices, one piece a frame: together with all else that changes it would make a pause. What is in
 * sight comes before what is not.
 */

interface Turn {
  readonly work: () => void;
  readonly element: HTMLElement;
}

let waiting: Turn[] = [];
let frame = 0;

/** Does the work that fills an element in one of the next frames. @returns forgets it, if it has not been done */
export function inTurn(work: () => void, element: HTMLElement): () => void {
  const turn = { work, element };
  waiting.push(turn);
  if (frame === 0) frame = requestAnimationFrame(next);
  return () => {
    waiting = waiting.filter((other) => other !== turn);
  };
}

function next(): void {
  const turn = waiting.find(({ element }) => isInSight(element)) ?? waiting[0];
  waiting = waiting.filter((other) => other !== turn);
  turn?.work();
  frame = waiting.length > 0 ? requestAnimationFrame(next) : 0;
}

function isInSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom >= 0 && top <= window.innerHeight;
}
