import type { Definition } from '../definition/definition';
import type { Fault, SourceMap } from '../definition/fault';
import type { Dataset } from './dataset';
import type { ProgramFiles } from './files';

/** A definition file, read and checked, with its data: what a run is made of. */
export interface Program {
  readonly definition: Definition;
  readonly dataset: Dataset;
}

/** A file as far as it could be read. `program` is null when any fault is an error. */
export interface LoadedProgram {
  readonly text: string;
  readonly source: SourceMap;
  /** Every fault at once, in the order of the file. */
  readonly faults: readonly Fault[];
  readonly program: Program | null;
}

/** Reads, checks and completes a definition file and its data. Rejects only when the file cannot be read. */
export function loadProgram(_files: ProgramFiles): Promise<LoadedProgram> {
  return Promise.reject(new Error('to be written'));
}
