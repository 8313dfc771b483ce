/** What was measured of the backends, and what of it is remembered on a machine. */
import type { BackendName } from './engine';

/** How long a batch step of one network took on each backend. */
export interface BackendTimes {
  /** How many of its operations were timed, from the first on, and how many it has. */
  readonly timed: number;
  readonly operations: number;
  /** Milliseconds for these operations, each result read back; the fastest first. */
  readonly times: readonly { readonly name: BackendName; readonly milliseconds: number }[];
}

/** One measurement, and what it holds for. */
export interface BackendMeasurement extends BackendTimes {
  /** The browser and the graphics adapters, in words: on another machine the times are others. */
  readonly machine: string;
  /** Batch size and widths: `64 × 784-128-10`. */
  readonly network: string;
}

/** What was measured on a machine, by network. */
export interface BackendMemory {
  readonly machine: string;
  readonly networks: Readonly<Record<string, BackendTimes>>;
}
