/** What `npm run bench` writes, and the tables made of it. */
import type { GoalResult } from './contestants/contestant';
import type { Machine } from './machine';
import type { Row } from './referee';

export interface Results {
  readonly machine: Machine;
  readonly loadAfter: readonly number[];
  readonly command: string;
  /** What each contestant says of itself; why those that are absent are. */
  readonly contestants: Readonly<Record<string, string>>;
  readonly skipped: Readonly<Record<string, string>>;
  /** In ms of a batch step. */
  readonly speed: readonly {
    readonly network: string;
    readonly batchSize: number;
    readonly rows: Row<number>[];
  }[];
  readonly goals: readonly {
    readonly dataset: string;
    readonly accuracy: number;
    readonly rows: Row<GoalResult>[];
  }[];
  /** As `speed`, in one Chromium. */
  readonly browser: readonly {
    readonly network: string;
    readonly batchSize: number;
    readonly rows: Row<number>[];
  }[];
}
