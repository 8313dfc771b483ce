/** What `npm run bench:scale` writes as JSON. Memory in MB, time in ms. */
import type { Machine } from '../machine';
import type { Memory } from './memory';

export interface Point {
  readonly at: number;
  readonly sizes: readonly number[];
  readonly batchSize: number;
  /** Of a batch step, free running; a few repeats. */
  readonly free: readonly number[];
  /** Of a batch step in which every operation is asked for by itself, divided by their number. */
  readonly operation: readonly number[];
  /** Before the engine was started, and with it, after training and stepping; the tape at its least. */
  readonly before: Memory;
  readonly memory: Memory;
  /** What the tape takes of it, by its own count. */
  readonly tape: number;
}

export interface Sample {
  readonly steps: number;
  readonly memory: Memory;
  /** By its own count, in MB. */
  readonly tape: number;
  readonly checkpoints: number;
}

export interface LongRun {
  readonly name: string;
  /** Of the tape, in MB. */
  readonly bound: number;
  readonly samples: readonly Sample[];
}

export interface LargeRun {
  readonly optimizer: string;
  /** Of a batch step; of an operation, stepped. */
  readonly batchStep: number;
  readonly operation: number;
  readonly memory: Memory;
  readonly tape: number;
  readonly checkpoints: number;
  /** Numbers that were read, all quantities of all layers. */
  readonly numbers: number;
  /** The most that the process has held. */
  readonly peak: number;
}

/** A process of Chromium; null where the system does not tell. */
export interface BrowserProcess {
  readonly type: string;
  readonly rss: number;
  readonly peak: number;
}

export interface LargeInEditor {
  readonly batchSteps: number;
  readonly processes: readonly BrowserProcess[];
}

export interface GraphicsRun {
  readonly backend: string;
  readonly samples: readonly {
    readonly steps: number;
    readonly renderer: number;
    readonly gpu: number;
  }[];
}

export interface Results {
  readonly machine: Machine;
  readonly loadAfter: readonly number[];
  readonly command: string;
  readonly sweeps: readonly {
    readonly what: string;
    readonly title: string;
    readonly points: readonly Point[];
  }[];
  readonly length: readonly LongRun[];
  readonly large: readonly LargeRun[];
  readonly editor: LargeInEditor | null;
  readonly graphics: readonly GraphicsRun[];
  /** What could not be measured, and why. */
  readonly skipped: Readonly<Record<string, string>>;
}
