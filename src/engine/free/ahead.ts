/** What lies before a run that may go freely. */
import type { Dataset } from '../../data/dataset';
import type { Goal, StopPlan } from '../../protocol/engine';
import type { Backend } from '../backends';
import type { Breathe } from '../evaluation';
import type { Network } from '../operations';
import type { Schedule } from '../schedule';
import type { Checkpoint } from '../standing';
import type { LookoutPlan } from './lookouts';

/** A run between two batch steps, and what comes next. */
export interface Ahead {
  readonly from: Checkpoint;
  readonly network: Network;
  readonly dataset: Dataset;
  readonly schedule: Schedule;
  readonly backend: Backend;
  readonly operationsPerStep: number;
}

/** How far a run may go freely, and what for. */
export interface Errand {
  /** Batch steps, at most. */
  readonly limit: number;
  /** Whether it may pass the end of an epoch. */
  readonly mayEndEpoch: boolean;
  readonly watchful: Watchfulness;
  /** Called between operations that take long; throws Interrupted when the run is to stop as soon as it can. */
  readonly breathe: Breathe;
}

/** What is looked out for on the way. */
export interface Watchfulness extends LookoutPlan {
  /** Of all finished batch steps; needed for `lossNotDecreasing` alone. */
  readonly losses: readonly number[];
  readonly lossBelow: number | null;
}

/** For batch steps that have been run before: nothing in them is to be stopped at. */
export const NOTHING_WATCHED: Watchfulness = { nonFinite: false, checks: [], losses: [], lossBelow: null };

/** What a run is to do freely on the way to a goal; null when it must be watched at each operation. */
export function errandOf(
  goal: Goal,
  stops: StopPlan,
  run: { readonly steps: number },
  losses: readonly number[],
): (Omit<Errand, 'limit' | 'breathe'> & { readonly untilStep: number }) | null {
  if ((stops.watches ?? []).length > 0 || stops.at.some(({ endOfEpoch }) => endOfEpoch !== true)) return null;
  const mayEndEpoch = !stops.epoch && stops.at.length === 0 && goal.to !== 'epoch';
  const watchful = {
    nonFinite: stops.nonFinite,
    checks: stops.checks ?? [],
    losses,
    lossBelow: goal.to === 'lossBelow' ? goal.loss : null,
  };
  switch (goal.to) {
    case 'steps':
      return { mayEndEpoch, watchful, untilStep: run.steps + goal.steps };
    case 'epoch':
    case 'lossBelow':
    case 'end':
      return { mayEndEpoch, watchful, untilStep: Infinity };
    default:
      return null;
  }
}
