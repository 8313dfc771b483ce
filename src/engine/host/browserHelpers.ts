import type { Hiring } from '../crew/crew';
import { connectBrowserWorker } from './browserConnection';
import { helperBehind, helpersFor } from './helpers';

/** By this name a worker's script knows that it is a helper. */
export const HELPER = 'Backstep helper';

/**
 * A page and all of its workers are one process, which a browser may hold to a gigabyte. A helper takes 15 to 25 MB
 * of it up to here, and 10 MB more for each further million numbers: there the engine itself needs the room.
 */
const LARGEST_MATRIX = 2 ** 19;

/**
 * Helpers in dedicated workers, which the engine's own worker starts: they end with it.
 * @param script URL of the engine's script, which is theirs, too; null while it is not known
 */
export function browserHiring(script: () => string | null): Hiring {
  return {
    most: helpersFor(globalThis.navigator.hardwareConcurrency),
    largestMatrix: LARGEST_MATRIX,
    async hire() {
      const url = script();
      if (url === null) throw new Error('Nobody has said where the script of the engine lies.');
      return helperBehind(connectBrowserWorker(new Worker(url, { name: HELPER })));
    },
  };
}
