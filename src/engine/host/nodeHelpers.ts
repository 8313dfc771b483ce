import { availableParallelism } from 'node:os';
import type { Hiring } from '../crew/crew';
import { helperBehind, helpersFor } from './helpers';
import { connectNodeWorker } from './nodeClient';

/** Helpers in worker threads of Node. @param script of the engine, which is theirs, too */
export function nodeHiring(script: string): Hiring {
  return {
    most: helpersFor(availableParallelism()),
    largestMatrix: Infinity,
    hire: () => helperBehind(connectNodeWorker(script, 'helper')),
  };
}
