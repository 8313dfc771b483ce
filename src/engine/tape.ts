/**
 * Going back in time. A run is deterministic: from a checkpoint, the same operations give the same numbers bit
 * for bit. So the tape keeps checkpoints between batch steps and a journal of what a person changed; any moment
 * is reached by restoring the checkpoint before it and running on.
 */
import type { Edit, RunSettings, TapeReport } from '../protocol/engine';
import type { RecordedChange, RunRecord } from '../protocol/runRecord';
import { operationsOfBatchStep } from '../protocol/vocabulary';
import type { BatchRecord } from './batchRecord';
import { Checkpoints } from './checkpoints';
import type { Breathe } from './evaluation';
import { NOTHING_WATCHED } from './free/ahead';
import type { FreeRun } from './free/freeRun';
import type { Passage } from './free/passage';
import { Interrupted, interruptible } from './interrupt';
import type { Run } from './run';
import type { Checkpoint } from './standing';
import { StripRing } from './strips';

/** What a person did at a moment. Running over that moment again does it again. */
type Entry = RecordedChange;

/** What a tape knows of the past, as plain values. */
export interface WrittenPast extends Pick<RunRecord, 'journal' | 'losses' | 'accuracies' | 'strips'> {
  readonly checkpoints: readonly Checkpoint[];
}

/** What was computed in a batch step that is over. */
export type PastNumbers = Pick<BatchRecord, 'quantity'>;

export class Tape {
  private readonly checkpoints: Checkpoints;
  /** Operations of a batch step. */
  private readonly operations: number;
  private journal: readonly Entry[] = [];
  private readonly losses: number[] = [];
  private readonly accuracies: number[] = [];
  /** How the layers learnt in the latest batch steps. */
  readonly strips: StripRing;

  /**
   * @param bound bytes that the checkpoints may take; the first and the newest are kept whatever they take.
   * @param free passes batch steps that are run again where nobody looks; without it each operation is stepped.
   */
  constructor(
    readonly run: Run,
    bound: number,
    private readonly free: FreeRun | null = null,
    past: readonly Checkpoint[] = [],
  ) {
    const beginning = past.length > 0 ? null : run.checkpoint();
    if (past.length === 0 && beginning === null) throw new Error('A tape begins between batch steps.');
    this.operations = operationsOfBatchStep(run.description.layers.length).length;
    this.strips = new StripRing(run.description.layers.length);
    this.checkpoints = new Checkpoints(bound, beginning === null ? past : [beginning]);
  }

  /** The tape of a run that was reopened where the past was written down. */
  static reopened(run: Run, bound: number, free: FreeRun | null, past: WrittenPast): Tape {
    const tape = new Tape(run, bound, free, past.checkpoints);
    tape.journal = past.journal;
    for (const loss of past.losses) tape.losses.push(loss);
    for (const accuracy of past.accuracies) tape.accuracies.push(accuracy);
    tape.strips.reopen(past.strips);
    return tape;
  }

  /** What is known of the past, with checkpoints of at most so many bytes: the first, the last, and some between. */
  written(most: number): WrittenPast {
    return {
      checkpoints: this.checkpoints.evenly(most),
      journal: this.journal,
      losses: Float64Array.from(this.losses),
      accuracies: Float64Array.from(this.accuracies),
      strips: this.strips.written(),
    };
  }

  /** The loss of each finished batch step, the newest last. */
  get lossOfSteps(): readonly number[] {
    return this.losses;
  }

  /** The accuracy of each finished batch step; null where it has no meaning. */
  get accuracyOfSteps(): readonly number[] | null {
    return this.run.description.classification ? this.accuracies : null;
  }

  report(): TapeReport {
    const { bytes, bound, count } = this.checkpoints;
    const longestGap = Math.max(1, this.checkpoints.longestGap(this.run.steps));
    return { bytes, bound, checkpoints: count, longestGap };
  }

  /**
   * Runs one operation, as `Run.step` does, and remembers it. `operationRan` is called before what a person changed
   * at its moment is changed again.
   */
  async step(breathe?: Breathe, operationRan?: () => void): Promise<void> {
    await this.run.step(breathe);
    operationRan?.();
    // Before what a person changed here: the strips tell what the optimizer did.
    const update = this.run.lastUpdate();
    if (update !== null)
      this.strips.record(Math.floor((this.run.now - 1) / this.operations), update.layer, update);
    for (const entry of this.journal) if (entry.moment === this.run.now) this.apply(entry);
    this.rememberStep();
  }

  /** Remembers a stretch of batch steps, run from here as one, as it would have remembered each. */
  pass(passage: Passage): void {
    const first = this.run.steps;
    this.run.pass(passage);
    for (const [index, { loss, accuracy, learning }] of passage.steps.entries()) {
      this.losses[first + index] = loss;
      this.accuracies[first + index] = accuracy ?? Number.NaN;
      for (const [layer, learnt] of learning.entries()) this.strips.record(first + index, layer, learnt);
    }
    this.checkpoints.add(passage.end);
  }

  /** Whether a person changed something at this moment. */
  wasChangedAt(moment: number): boolean {
    return this.journal.some((entry) => entry.moment === moment);
  }

  /** Whether a person has changed settings at this moment or later. */
  settingsChangedSince(moment: number): boolean {
    return this.journal.some((entry) => entry.kind === 'configure' && entry.moment >= moment);
  }

  /**
   * The checkpoint from which the batch step of this moment can be run again: the newest one before it.
   * The beginning has none before it.
   */
  checkpointBefore(moment: number): Checkpoint {
    return this.checkpoints.before(moment);
  }

  /** Puts the run at a checkpoint, with no batch step at hand. Follow it by `step`, and at the end `settle`. */
  restore(checkpoint: Checkpoint): void {
    this.run.restore(checkpoint);
  }

  /**
   * Where to begin a stretch of about so many batch steps that ends at this moment, for whoever looks for something
   * in it: not before the checkpoint before it, and there where batch steps cannot be passed freely. null when a pause
   * was asked for on the way: the run then stands just after an operation.
   */
  async startBefore(
    moment: number,
    steps: number,
    breathe: Breathe,
    pauseRequested: () => boolean,
  ): Promise<Checkpoint | null> {
    const checkpoint = this.checkpointBefore(moment);
    this.restore(checkpoint);
    const all = Math.ceil((moment - checkpoint.moment) / this.operations);
    if (all <= steps || this.free?.isPossible(this.run.backend) !== true) return checkpoint;
    const start = checkpoint.moment + (all - steps) * this.operations;
    return (await this.runTo(start, breathe, pauseRequested)) ? this.run.checkpoint() : null;
  }

  /**
   * Goes to just after the operation with this number, back or ahead. `pauseRequested` is asked between
   * operations and leaves the run where it is then, just after an operation in any case.
   */
  async goTo(moment: number, breathe: Breathe, pauseRequested: () => boolean): Promise<void> {
    const checkpoint = this.checkpointBefore(moment);
    if (this.run.now > moment || this.run.now < checkpoint.moment) this.restore(checkpoint);
    await this.runTo(moment, breathe, pauseRequested);
    this.settle();
  }

  /**
   * Runs on to just after the operation with this number; passes batch steps before its own freely, unless someone
   * looks. True when it came there, false when a pause was asked for on the way: the run then stands just after an
   * operation.
   * @param look operationRan is called as in `step`, stepped when what a person changed there is changed again.
   */
  async runTo(
    moment: number,
    breathe: Breathe,
    pauseRequested: () => boolean,
    look: { operationRan?: () => void; stepped?: () => void } | null = null,
  ): Promise<boolean> {
    const { run } = this;
    const within = interruptible(breathe, pauseRequested);
    this.free?.forget();
    while (run.now < moment && run.nextOperation() !== null) {
      // Just after a checkpoint was restored, or batch steps were passed, there is nothing to stand at.
      if (run.position !== null && pauseRequested()) return false;
      try {
        const hasPassed = look === null && (await this.passTowards(moment, within, pauseRequested));
        if (!hasPassed) await this.step(within, look?.operationRan);
      } catch (error) {
        if (error instanceof Interrupted) return false;
        throw error;
      }
      look?.stepped?.();
      await breathe();
    }
    return true;
  }

  /**
   * Forgets what a person changed later than here: having stepped back before an edit, the run goes on with
   * the untouched numbers.
   */
  settle(): void {
    const undone = this.journal.filter(({ moment }) => moment > this.run.now);
    if (undone.length === 0) return;
    this.journal = this.journal.filter(({ moment }) => moment <= this.run.now);
    this.cut(Math.min(...undone.map(({ moment }) => moment)) - 1);
  }

  /**
   * The numbers one batch step before, just after the same operation; null in the first batch step. The run goes
   * there and back again: `breathe` must let nobody look at it meanwhile. Rejects when an operation does; the run
   * then stands where it stood.
   */
  async batchStepBefore(breathe: Breathe): Promise<PastNumbers | null> {
    const moment = this.run.now - this.operations;
    if (moment < 1) return null;
    const held = this.run.hold();
    try {
      this.restore(this.checkpointBefore(moment));
      await this.runTo(moment, breathe, () => false);
      return this.run.hold().record;
    } finally {
      this.run.putBack(held);
    }
  }

  /** Changes numbers here; what had been seen of the time after it no longer holds. */
  edit(edit: Edit): void {
    this.run.edit(edit);
    this.write({ moment: this.run.now, kind: 'edit', edit });
  }

  /** Goes on with other settings from here; what had been seen of the time after it no longer holds. */
  configure(settings: RunSettings): void {
    this.run.configure(settings);
    this.write({ moment: this.run.now, kind: 'configure', settings });
  }

  /**
   * Passes batch steps freely towards the operation with this number, which itself is left to be stepped, and so are
   * those after which a person changed something. False when there are none to pass, or someone waits for a place to
   * stand at.
   */
  private async passTowards(
    moment: number,
    breathe: Breathe,
    pauseRequested: () => boolean,
  ): Promise<boolean> {
    const { run, free } = this;
    const ahead = free === null ? null : run.ahead();
    if (free === null || ahead === null) return false;
    const until = this.journal.reduce(
      (least, entry) => (entry.moment > run.now ? Math.min(least, entry.moment) : least),
      moment,
    );
    const limit = Math.floor((until - 1 - run.now) / this.operations);
    if (limit < 1 || pauseRequested()) return false;
    const passage = await free.pass(ahead, {
      limit,
      mayEndEpoch: true,
      watchful: NOTHING_WATCHED,
      breathe,
    });
    if (passage === null) return false;
    this.pass(passage);
    return true;
  }

  private write(entry: Entry): void {
    this.journal = [...this.journal.filter(({ moment }) => moment <= entry.moment), entry];
    this.cut(this.run.now);
    this.replaceCheckpointHere();
  }

  private apply(entry: Entry): void {
    if (entry.kind === 'edit') this.run.edit(entry.edit);
    else this.run.configure(entry.settings);
    this.replaceCheckpointHere();
  }

  /** Drops what is known of the time after a moment. */
  private cut(moment: number): void {
    this.run.forgetAfter(moment);
    this.checkpoints.cut(moment);
    for (const curve of [this.losses, this.accuracies]) curve.length = Math.min(curve.length, this.run.steps);
    this.strips.forgetFrom(this.run.steps);
  }

  /** A change between two batch steps is part of what the next one starts from. */
  private replaceCheckpointHere(): void {
    const checkpoint = this.run.checkpoint();
    if (checkpoint !== null) this.checkpoints.replace(checkpoint);
  }

  private rememberStep(): void {
    const checkpoint = this.run.checkpoint();
    if (checkpoint === null) return;
    const { loss, accuracy } = this.run.state();
    if (loss !== null) this.losses[checkpoint.steps - 1] = loss;
    if (loss !== null) this.accuracies[checkpoint.steps - 1] = accuracy ?? Number.NaN;
    this.checkpoints.add(checkpoint);
  }
}
