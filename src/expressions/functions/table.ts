/** All functions of the language. A new one is a new entry: nothing else lists them. */
import { ELEMENTWISE } from './elementwise';
import type { FunctionEntry } from './entry';
import { MATRICES } from './matrices';
import { NORM } from './norms';
import { STATISTICS } from './statistics';

export const FUNCTIONS: readonly FunctionEntry[] = [NORM, ...STATISTICS, ...ELEMENTWISE, ...MATRICES];

// A map knows only what was put into it: `constructor` is no function here.
const BY_NAME: ReadonlyMap<string, FunctionEntry> = new Map(FUNCTIONS.map((entry) => [entry.name, entry]));

export function functionNamed(name: string): FunctionEntry | null {
  return BY_NAME.get(name) ?? null;
}
