/** A pause in the middle of an operation that takes long: that of an epoch's end, with its validation. */
import type { Breathe } from './evaluation';

/** Thrown out of an operation, which then has not run: the run stands where it stood. */
export class Interrupted extends Error {
  constructor() {
    super('The run was paused in the middle of an operation.');
    this.name = 'Interrupted';
  }
}

/** Breathes, and throws Interrupted when a pause was asked for meanwhile. */
export function interruptible(breathe: Breathe, pauseRequested: () => boolean): Breathe {
  return async () => {
    await breathe();
    if (pauseRequested()) throw new Interrupted();
  };
}
