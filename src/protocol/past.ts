/** A run in its past, in the words that the Call Stack and the panel share. */
import type { RunState } from './engine';

/** `12 batch steps before the newest`: how far a run stands in its past; empty in its present. */
export function pastWords({ moment, newest, steps, newestSteps }: RunState): string {
  if (moment >= newest) return '';
  const behind = newestSteps - steps;
  const [count, what] = behind > 0 ? [behind, 'batch step'] : [newest - moment, 'operation'];
  return `${count} ${what}${count === 1 ? '' : 's'} before the newest`;
}
