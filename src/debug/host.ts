/** What a debug session needs from where it runs: the editor's extension host, the command line or a test. */
import type { ProgramFiles } from '../data/files';
import type { Program } from '../data/program';
import type { BackendName, EngineClient } from '../protocol/engine';
import type { RunRecord } from '../protocol/runRecord';

/** A gpu.js backend by name, or the best one there is. */
export type BackendChoice = BackendName | 'auto';

export interface DebugHost {
  /** How to read the definition file at this path (or URI), and what lies beside it. */
  files(program: string): ProgramFiles;
  /**
   * Starts a run of the program; going back may take `tapeMemory` MB. With a record it stands where that was made.
   * Rejects, with a message for a person, when no
   * engine can be had.
   */
  startEngine(
    program: Program,
    backend: BackendChoice,
    tapeMemory: number,
    record?: RunRecord,
  ): Promise<EngineClient>;
  /** What `backend` means in a launch that does not name one; 'auto' when absent. */
  readonly defaultBackend?: BackendChoice;
  /** What `tapeMemory` means in a launch that does not name it, in MB; `DEFAULT_TAPE_MB` when absent. */
  readonly defaultTapeMemory?: number;
  /** Makes a path of the client absolute, where paths can be relative. */
  absolutePath?(path: string): string;
}
