/** Drawing that may come a little later than the rest: together with it, it would hold up the frame that one waits for. */

let waiting: (() => void)[] = [];
let frame = 0;

/** Draws in one of the frames after the next, in each frame one piece. @returns forgets it, if it has not been done */
export function inTurn(draw: () => void): () => void {
  waiting.push(draw);
  // The next frame shows the change that all of this belongs to.
  if (frame === 0) frame = requestAnimationFrame(wait);
  return () => {
    waiting = waiting.filter((other) => other !== draw);
  };
}

function wait(): void {
  frame = waiting.length > 0 ? requestAnimationFrame(next) : 0;
}

function next(): void {
  waiting.shift()?.();
  wait();
}
