/** Where a run stands, as values that are never changed. */
import type { Program } from '../data/program';
import type { Definition } from '../definition/definition';
import type { Position } from '../protocol/vocabulary';
import type { BatchRecord, LayerState, Outcome } from './batchRecord';
import type { Network } from './operations';
import { Schedule } from './schedule';

/** Sums over the batches of the epoch at hand, weighted by their samples. */
export interface EpochTotals {
  readonly loss: number;
  /** The samples whose losses were added: no sum is of two loss functions. */
  readonly lossSamples: number;
  readonly lossName: string;
  readonly right: number;
}
export const NOTHING_YET: EpochTotals = { loss: 0, lossSamples: 0, lossName: '', right: 0 };

/** Where the next operation stands in the whole of training. */
export interface Cursor {
  readonly epoch: number;
  readonly batch: number;
  readonly operation: number;
}

/**
 * All that a run needs to go on from just before the first operation of a batch step. Nothing in it is ever
 * changed, so a checkpoint costs no more than the parameters that were replaced since the one before.
 */
export interface Checkpoint {
  readonly moment: number;
  readonly steps: number;
  readonly states: readonly LayerState[];
  readonly cursor: Cursor;
  readonly totals: EpochTotals;
  /** How many epochs were reported. */
  readonly reported: number;
  readonly definition: Definition;
  readonly schedule: Schedule;
}

/** Where a run stands between two operations. The record is the run's own: to read only. */
export interface Standing {
  readonly firstStates: readonly LayerState[];
  readonly record: BatchRecord | null;
  readonly at: Position | null;
  readonly outcome: Outcome | null;
  /** The last batch step that was passed freely, while the run stands right after it. */
  readonly passed: Pick<BatchRecord, 'N' | 'loss' | 'accuracy'> | null;
  readonly cursor: Cursor;
  readonly totals: EpochTotals;
  readonly reported: number;
  readonly moment: number;
  readonly stepsDone: number;
  readonly schedule: Schedule;
  readonly program: Program;
  /** With the settings of the batch step at hand, which may be older than the program's. */
  readonly network: Network;
}

/** Before the first operation. */
export function beginning(program: Program, states: readonly LayerState[]): Standing {
  return {
    firstStates: states,
    record: null,
    at: null,
    outcome: null,
    passed: null,
    cursor: { epoch: 0, batch: 0, operation: 0 },
    totals: NOTHING_YET,
    reported: 0,
    moment: 0,
    stepsDone: 0,
    schedule: new Schedule(program),
    program,
    network: {
      definition: program.definition,
      classification: program.dataset.classification,
    },
  };
}

/** Where a run of this program stands at one of its checkpoints. Written out: it is done for every stretch of a free run. */
export function standingAt(checkpoint: Checkpoint, { program, network }: Standing): Standing {
  const there: Standing = {
    firstStates: checkpoint.states,
    record: null,
    at: null,
    outcome: null,
    passed: null,
    cursor: checkpoint.cursor,
    totals: checkpoint.totals,
    reported: checkpoint.reported,
    moment: checkpoint.moment,
    stepsDone: checkpoint.steps,
    schedule: checkpoint.schedule,
    program,
    network,
  };
  return withDefinition(there, checkpoint.definition);
}

/** The same place in a run of another definition, from this batch step on. */
export function withDefinition(standing: Standing, definition: Definition): Standing {
  const { program, network } = standing;
  if (program.definition === definition && network.definition === definition) return standing;
  return {
    ...standing,
    program: program.definition === definition ? program : { ...program, definition },
    network: network.definition === definition ? network : { ...network, definition },
  };
}

/** The sums after one more batch. */
export function totalsAfter(
  totals: EpochTotals,
  record: Pick<BatchRecord, 'N' | 'loss' | 'accuracy'>,
  lossName: string,
): EpochTotals {
  const { loss, lossSamples } = totals.lossName === lossName ? totals : NOTHING_YET;
  return {
    loss: loss + (record.loss ?? Number.NaN) * record.N,
    lossSamples: lossSamples + record.N,
    lossName,
    right: totals.right + (record.accuracy ?? 0) * record.N,
  };
}

/** Where the next operation stands after one that may have ended its batch step and its epoch. */
export function cursorAfter(
  { epoch, batch, operation }: Cursor,
  endsBatch: boolean,
  endsEpoch: boolean,
): Cursor {
  if (endsEpoch) return { epoch: epoch + 1, batch: 0, operation: 0 };
  return endsBatch ? { epoch, batch: batch + 1, operation: 0 } : { epoch, batch, operation: operation + 1 };
}

/** The layers as an operation leaves them. */
export function statesAfter(record: BatchRecord, { update }: Outcome): LayerState[] {
  return record.states.map((state, layer) => (update?.layer === layer ? update.state : state));
}
