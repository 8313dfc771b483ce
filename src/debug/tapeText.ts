/** How far apart the checkpoints of a run's past lie, and what they take, in a line. */
import type { TapeReport } from '../protocol/engine';
import { MB } from '../protocol/tape';
import { briefText } from './format';

export const TAPE_MEANING =
  'what going back takes of the memory: the past is kept to the very first operation';

/** `24.3 of 256 MB; a checkpoint at every batch step`. */
export function tapeText({ bytes, bound, longestGap }: TapeReport): string {
  const distance =
    longestGap === 1
      ? 'a checkpoint at every batch step'
      : `up to ${longestGap} batch steps between two checkpoints, run again to go back`;
  return `${briefText(bytes / MB)} of ${briefText(bound / MB)} MB; ${distance}`;
}
