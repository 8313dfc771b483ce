/** One training run under the debugger, from its launch or restart to its end: who it is and where it stands. */
import * as l10n from '@vscode/l10n';
import type { Program } from '../data/program';
import { settingsOf } from '../definition/settings';
import type {
  Arrival,
  Edit,
  EngineClient,
  Goal,
  LogEntry,
  RunDescription,
  RunSettings,
  RunState,
  StopPlan,
} from '../protocol/engine';
import type { RunView } from '../protocol/panel';
import type { Veil } from '../protocol/veil';
import { remainder } from './goals';
import type { LaunchOptions, RunnableProgram } from './launch';
import { fileName } from './paths';
import { messageOf, ProtocolError } from './protocolError';
import { EpochReporter } from './report';
import type { Origin } from './stopPlan';
import { hidesEpoch, hidesOf } from './veil';
import { arrivalWords } from './words';

/** What the session is told of a run. After `dispose` nothing is told any more. */
export interface RunEvents {
  stopped(arrival: Arrival, origin: Origin): void;
  /** The training is over; `goal` is what the run was to reach. */
  ended(state: RunState, goal: Goal): void;
  failed(message: string): void;
  /** `view()` says something new. */
  changed(): void;
  print(text: string): void;
  /** Log points have spoken, in this order. */
  logged(entries: readonly LogEntry[]): void;
}

export class ActiveRun {
  status: 'stopped' | 'running' | 'ended' = 'stopped';
  /** Numbers have been changed by hand, so there may be marks to look for. */
  wasEdited = false;
  /** What the host hides of it, while it is to be predicted. */
  veil: Veil = [];
  /** Why the run stands where it does; null before the first stop and while it is going on. */
  arrival: Arrival | null = null;
  /** Counts the stops: what was asked at one may not be answered at another. */
  private stop = 0;
  /** What has ended it before its time; empty: nothing has. */
  private failure = '';
  private disposed = false;
  private pauseWanted = false;
  private planChanged = false;
  /** What the file says of the settings, as it was last read; the run may have others. */
  fileSettings: RunSettings;
  /** What this run was made of. */
  readonly program: Program;
  /** Settings for a run under way, until it can take them. */
  private settingsToCome: RunSettings | null = null;
  private goesForward = true;
  /** What it went on with when it was last set going. */
  leftWith: RunSettings;
  private readonly epochs: EpochReporter;

  constructor(
    readonly id: string,
    readonly options: LaunchOptions,
    /** The file as it was last read. */
    public loaded: RunnableProgram,
    readonly engine: EngineClient,
    public state: RunState,
    private readonly events: RunEvents,
  ) {
    this.program = loaded.program;
    this.leftWith = state.settings;
    this.fileSettings = settingsOf(loaded.program.definition);
    const print = (line: string): void => {
      if (!this.disposed) events.print(line);
    };
    this.epochs = new EpochReporter(
      engine,
      print,
      (epoch) => hidesEpoch(this, epoch),
      (state.lastEpoch?.epoch ?? -1) + 1,
    );
  }

  get layers(): EngineClient['description']['layers'] {
    return this.engine.description.layers;
  }

  /** What the run goes on with, or is about to. */
  get settings(): RunSettings {
    return this.settingsToCome ?? this.state.settings;
  }

  /** The run as it goes on now: what can change while it lasts is that of the state. */
  get description(): RunDescription {
    const { epochs, batchesPerEpoch, settings, lossName } = this.state;
    const optimizer = settings.optimizer.type;
    return { ...this.engine.description, epochs, batchesPerEpoch, loss: lossName, optimizer };
  }

  view(): RunView {
    const { id: run, status: kind, state, description } = this;
    const { arrival, layers } = this;
    // What is hidden now may have been told by the stop: it is put into words when it is asked for.
    const reason =
      arrival === null ? this.failure : arrivalWords(layers, arrival, arrival.state.position, hidesOf(this));
    const file = fileName(this.options.program);
    return { kind, run, file, description, state, reason };
  }

  /** Hides these numbers, and nothing else, from now on. */
  async hide(veil: Veil): Promise<void> {
    this.veil = veil;
    // What breakpoints say on the way is hidden, too. A journey that is cut short could not be taken up again.
    if (this.goesForward) await this.planHasChanged();
  }

  /**
   * From here on the run counts as going on, though the response to whoever set it going is still to be sent:
   * a second step in a row is refused.
   */
  leave(): void {
    this.requireStopped();
    this.status = 'running';
    this.leftWith = this.state.settings;
    this.stop++;
    this.arrival = null;
    this.pauseWanted = false;
  }

  /** After `leave`: goes on. What comes of it is told by the events. `plan` is asked again when it has changed. */
  go(goal: Goal, origin: Origin, plan: () => StopPlan): void {
    this.goesForward = !isBackward(goal);
    this.events.changed();
    this.drive(goal, plan)
      .then((arrival) => {
        if (!this.disposed) this.arrive(arrival, origin, goal);
      })
      .catch((error: unknown) => {
        if (this.disposed) return;
        this.status = 'ended';
        this.failure = messageOf(error);
        this.events.failed(this.failure);
        this.events.changed();
      });
  }

  /** Asks the run to stop after the operation at hand. */
  async pause(): Promise<void> {
    if (this.status !== 'running') return;
    this.pauseWanted = true;
    await this.engine.pause();
  }

  /** Other stops hold from now on, also for a run that is under way. */
  async planHasChanged(): Promise<void> {
    if (this.status !== 'running') return;
    this.planChanged = true;
    await this.engine.pause();
  }

  /** Throws a `state` error unless the run stands. */
  requireStopped(): void {
    if (this.status === 'running') {
      throw new ProtocolError('state', l10n.t('The run is going on; pause it first.'));
    }
    if (this.status === 'ended') throw new ProtocolError('state', l10n.t('The training is over.'));
  }

  /** Asks the engine something about the stop at hand. An answer that comes after the run has gone on is stale. */
  async ask<T>(question: (engine: EngineClient) => Promise<T>): Promise<T> {
    this.requireStopped();
    const { stop } = this;
    const answer = await question(this.engine).catch((error: unknown) => {
      if (error instanceof ProtocolError) throw error;
      throw new ProtocolError('engine', l10n.t('The engine does not answer: {0}', messageOf(error)));
    });
    if (stop !== this.stop || this.disposed) {
      throw new ProtocolError('stale', l10n.t('The run has gone on since this was asked.'));
    }
    return answer;
  }

  /** Changes numbers where the run stands. Throws an `evaluate` error with the engine's own words. */
  async edit(edit: Edit): Promise<void> {
    const state = await this.ask((engine) =>
      engine.edit(edit).catch((error: unknown) => {
        throw new ProtocolError('evaluate', messageOf(error));
      }),
    );
    this.wasEdited = true;
    this.take(state);
    this.events.changed();
  }

  /**
   * Goes on with other settings: at once where the run stands; a run under way takes them between two operations,
   * one that travels back where it arrives.
   */
  async configure(settings: RunSettings): Promise<void> {
    if (this.status === 'running') {
      this.settingsToCome = settings;
      // A journey that is cut short could not be taken up again.
      if (this.goesForward) await this.planHasChanged();
      return;
    }
    this.take(await this.ask((engine) => engine.configure(settings)));
    this.events.changed();
  }

  /** Another text of the file, with the same or with other settings. */
  reread(loaded: RunnableProgram): void {
    this.loaded = loaded;
    this.fileSettings = settingsOf(loaded.program.definition);
    this.events.changed();
  }

  /** Ends the run and tells nothing more of it. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.engine.dispose();
  }

  private async drive(goal: Goal, plan: () => StopPlan): Promise<Arrival> {
    const start = this.state;
    for (let rest = goal; ; rest = remainder(goal, start, this.state)) {
      this.takePlanChange();
      await this.takeSettings();
      const arrived = await this.engine.advance(
        rest,
        plan(),
        (state) => this.progress(state),
        (entries) => {
          if (!this.disposed) this.events.logged(entries);
        },
      );
      this.take(arrived.state);
      await this.epochs.catchUp(arrived.state);
      await this.takeSettings();
      const arrival = { ...arrived, state: this.state };
      // Paused only to learn of other stops: on it goes, unless the person has asked for a pause meanwhile.
      const forPlan = arrival.reason === 'pause' && arrival.hits.length === 0 && this.takePlanChange();
      if (!forPlan || this.pauseWanted || this.disposed) return arrival;
    }
  }

  private takePlanChange(): boolean {
    const changed = this.planChanged;
    this.planChanged = false;
    return changed;
  }

  private async takeSettings(): Promise<void> {
    const settings = this.settingsToCome;
    this.settingsToCome = null;
    if (settings !== null) this.take(await this.engine.configure(settings));
  }

  private progress(state: RunState): void {
    if (this.disposed || this.status !== 'running') return;
    this.take(state);
    this.events.changed();
    // Should this fail, so will the `advance` under way, which reports it.
    this.epochs.catchUp(state).catch(() => undefined);
  }

  private take(state: RunState): void {
    const before = this.state.backend;
    this.state = state;
    if (!this.disposed && state.backend.name !== before.name) {
      const { name, reason } = state.backend;
      const words = l10n.t(
        'The backend {0} failed; the run goes on with {1}: {2}',
        before.name,
        name,
        reason,
      );
      this.events.print(`${words}\n`);
    }
  }

  private arrive(arrival: Arrival, origin: Origin, goal: Goal): void {
    this.arrival = arrival;
    if (arrival.reason === 'end') {
      this.status = 'ended';
      this.events.ended(arrival.state, goal);
    } else {
      this.status = 'stopped';
      this.events.stopped(arrival, origin);
    }
    this.events.changed();
  }
}

function isBackward({ to }: Goal): boolean {
  return to === 'previousOperation' || to === 'previousStop' || to === 'moment';
}
