/** The memory of the tape, which is what makes going back possible. */

export const MB = 2 ** 20;
/** What the checkpoints of a run may take, in MB, when nobody says otherwise. */
export const DEFAULT_TAPE_MB = 192;
export const LEAST_TAPE_MB = 1;

/** Whether this can be a tape's memory in MB. */
export function isTapeMemory(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= LEAST_TAPE_MB;
}
