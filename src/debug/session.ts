/**
 * The Debug Adapter Protocol session: one client, one definition file, one training run at a time. It owns
 * where the run is; the numbers stay in the engine. Where it runs (in an editor, behind standard input and
 * output, in a test) is the host's business.
 */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { EngineClient, Goal, RunState } from '../protocol/engine';
import type { Veil } from '../protocol/veil';
import { ActiveRun } from './activeRun';
import { breakpointRequests } from './breakpointRequests';
import { CAPABILITIES } from './capabilities';
import { ClientLines } from './clientLines';
import { completing } from './completing';
import { Configuration } from './configuration';
import { Dispatcher } from './dispatcher';
import { changeByHand, type EditTarget } from './editing';
import type { Disposable, RunFollower } from './follower';
import { Gate } from './gate';
import type { DebugHost } from './host';
import { Inspector } from './inspector';
import type { LaunchOptions, RunnableProgram } from './launch';
import { loadedSources, SourceNews, sourceText } from './listing/sources';
import { applyFile, configuredLines, undoneLine } from './liveEdits';
import { momentOf } from './moments';
import { News } from './news';
import { exceptionInfo } from './exceptionInfo';
import { fileName } from './paths';
import { messageOf, ProtocolError } from './protocolError';
import { beginningLine, summaryLine } from './report';
import type { Afterwards, Configured, GoToArguments, Handlers, Received, Requests } from './requests';
import { MoveProgress } from './progress';
import { missedLine, runToGoal, type RunToArguments } from './runTo';
import { SessionFollower } from './sessionFollower';
import { THREAD_ID } from './stopped';
import { STEP_GOALS, type Origin } from './stopPlan';
import { exportedRun, recordedRun } from './takeAlong';
import { hidesEpoch, hidesOf, isHidden, requireShown, veilFrom } from './veil';

/** Numbers the runs of this process, so that no two have the same id, whichever session they are of. */
let runCount = 0;

export class DebugSession {
  private readonly listeners = new Set<(message: Dap.ProtocolMessage) => void>();
  private readonly dispatcher: Dispatcher;
  private readonly configuration: Configuration;
  private readonly news: News;
  private readonly inspector = new Inspector();
  private readonly follower = new SessionFollower();
  private readonly configured = new Gate();
  private readonly sources = new SourceNews((body) =>
    this.dispatcher.event<Dap.LoadedSourceEvent>('loadedSource', body),
  );
  private readonly moves = new MoveProgress((event, body) => this.dispatcher.event(event, body));
  private active: ActiveRun | null = null;
  private closed = false;

  constructor(private readonly host: DebugHost) {
    this.configuration = new Configuration(host, (breakpoint) =>
      this.dispatcher.event<Dap.BreakpointEvent>('breakpoint', { reason: 'changed', breakpoint }),
    );
    this.dispatcher = new Dispatcher(this.handlers(), (message) => {
      for (const listener of [...this.listeners]) listener(message);
    });
    this.news = new News(this.dispatcher, this.configuration);
  }

  /** For a host in the same process: what its own views follow. */
  get run(): RunFollower {
    return this.follower;
  }

  /** A message from the client. Never throws: what fails is answered as failed. */
  handleMessage(message: Dap.ProtocolMessage): void {
    this.dispatcher.handle(message);
  }

  /** Hears every message to the client. */
  onMessage(listener: (message: Dap.ProtocolMessage) => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  /** Ends the run, if there is one, and frees its engine. Requests that come later are answered as failed. */
  dispose(): void {
    this.closed = true;
    this.configured.fail(new ProtocolError('state', l10n.t('The session has ended.')));
    this.dropRun();
  }

  private handlers(): Handlers {
    return {
      initialize: (args, afterwards) => this.initialize(args, afterwards),
      launch: (args, afterwards) => this.launch(args, afterwards),
      configurationDone: () => this.configured.open(),
      ...breakpointRequests(this.configuration, (change) => this.replan(change)),
      breakpointLocations: (args) => this.configuration.breakpointLocations(args),
      dataBreakpointInfo: (args) => this.inspector.dataInfo(this.theRun(), args),
      threads: () => ({ threads: [{ id: THREAD_ID, name: this.threadName() }] }),
      stackTrace: (args) => this.inspector.stackTrace(this.theRun(), args, this.configuration.lines),
      scopes: (args) => this.inspector.scopes(this.theRun(), args),
      variables: (args) => this.inspector.variables(this.theRun(), args),
      evaluate: (args) => this.inspector.evaluate(this.theRun(), args),
      setVariable: (args, afterwards) =>
        this.edit(args, (run) => this.inspector.variableTarget(run, args), afterwards),
      setExpression: (args, afterwards) =>
        this.edit(args, (run) => this.inspector.expressionTarget(run, args), afterwards),
      loadedSources: () => ({ sources: loadedSources(this.active) }),
      source: (args) => sourceText(this.theRun(), args),
      completions: (args) => completing(args, this.theRun().layers, this.configuration.lines),
      exceptionInfo: () => this.exceptionInfo(),
      continue: (_, afterwards) => {
        this.resume(afterwards, { to: 'end' }, 'continue');
        return { allThreadsContinued: true };
      },
      next: (_, afterwards) => this.resume(afterwards, STEP_GOALS.next, 'step'),
      stepIn: (args, afterwards) =>
        this.resume(afterwards, this.inspector.stepInGoal(this.theRun(), args), 'step'),
      stepInTargets: (args) => this.inspector.stepInTargets(this.theRun(), args, this.configuration.lines),
      stepOut: (_, afterwards) => this.resume(afterwards, STEP_GOALS.stepOut, 'step'),
      stepBack: (_, afterwards) => this.resume(afterwards, { to: 'previousOperation' }, 'step'),
      reverseContinue: (_, afterwards) => this.resume(afterwards, { to: 'previousStop' }, 'continue'),
      restartFrame: (args, afterwards) => {
        const run = this.theRun();
        this.resume(
          afterwards,
          { to: 'moment', moment: this.inspector.beginningOf(run, args.frameId) },
          'restart',
        );
      },
      'backstep/goTo': (args, afterwards) => this.goTo(args, afterwards),
      'backstep/runTo': (args, afterwards) => this.runTo(args, afterwards),
      cancel: (args) => this.cancel(args),
      'backstep/configure': (_, afterwards) => this.configure(afterwards),
      'backstep/veil': (args, afterwards) => this.hide(veilFrom(args), afterwards),
      'backstep/export': (args) => exportedRun(this.theRun(), args.format),
      'backstep/record': () => recordedRun(this.theRun()),
      pause: () => this.theRun().pause(),
      restart: (args, afterwards) => this.restart(args, afterwards),
      terminate: (_, afterwards) => this.terminate(afterwards),
      disconnect: () => this.dispose(),
    };
  }

  private initialize(
    args: Received<Dap.InitializeRequestArguments>,
    afterwards: Afterwards,
  ): Dap.Capabilities {
    this.news.refreshes = args.supportsInvalidatedEvent === true;
    this.moves.enabled = args.supportsProgressReporting === true;
    this.configuration.lines = new ClientLines(
      args.linesStartAt1 === false ? 0 : 1,
      args.columnsStartAt1 === false ? 0 : 1,
    );
    afterwards(() => this.news.initialized());
    // As they read now: the texts come by the language.
    return { ...CAPABILITIES };
  }

  private async launch(args: Received<Dap.LaunchRequestArguments>, afterwards: Afterwards): Promise<void> {
    this.requireOpen();
    const { configuration } = this;
    if (configuration.launched) {
      throw new ProtocolError('state', l10n.t('This session has launched its program already.'));
    }
    const options = configuration.optionsOf(args);
    const loaded = await configuration.load(options);
    try {
      const run = await this.startConfigured(options, loaded);
      afterwards(() => this.begin(run));
    } catch (error) {
      // What did not come about may be tried again.
      configuration.launched = null;
      throw error;
    }
  }

  /** The client sets its breakpoints while the engine starts: either takes its time. */
  private async startConfigured(options: LaunchOptions, loaded: RunnableProgram): Promise<ActiveRun> {
    const starting = this.start(options, loaded);
    try {
      const [run] = await Promise.all([starting, this.configured.passed]);
      return run;
    } catch (error) {
      starting.then(
        (run) => run.dispose(),
        // It is what is thrown, or it came second.
        () => undefined,
      );
      throw error;
    }
  }

  /** Reads the file anew and begins again. A file that is wrong now leaves the run as it is. */
  private async restart(args: Received<Dap.RestartArguments>, afterwards: Afterwards): Promise<void> {
    this.requireOpen();
    const { configuration, active } = this;
    if (!active) throw new ProtocolError('state', l10n.t('There is no run to restart.'));
    const options = args.arguments ? configuration.optionsOf(args.arguments) : active.options;
    const loaded = await configuration.load(options);
    this.dropRun();
    const run = await this.start(options, loaded).catch((error: unknown) => {
      afterwards(() => this.news.ended(1));
      throw error;
    });
    afterwards(() => {
      this.news.continued();
      this.begin(run);
    });
  }

  private async start(options: LaunchOptions, loaded: RunnableProgram): Promise<ActiveRun> {
    try {
      const { program, record } = loaded;
      const engine = await this.host.startEngine(program, options.backend, options.tapeMemory, record);
      try {
        return this.runOn(engine, await engine.state(), options, loaded);
      } catch (error) {
        engine.dispose();
        throw error;
      }
    } catch (error) {
      throw new ProtocolError('engine', l10n.t('The training cannot start: {0}', messageOf(error)), true);
    }
  }

  private runOn(
    engine: EngineClient,
    state: RunState,
    options: LaunchOptions,
    loaded: RunnableProgram,
  ): ActiveRun {
    this.requireOpen();
    return new ActiveRun(`run-${++runCount}`, options, loaded, engine, state, {
      stopped: (arrival, origin) => {
        const run = this.theRun();
        this.news.stopped(arrival, origin, run, undoneLine(run) ?? '');
      },
      logged: (entries) => this.news.logged(entries),
      ended: (last, goal) => {
        this.news.print(missedLine(goal), 'console');
        this.news.print(
          summaryLine(last, (epoch) => hidesEpoch(this.theRun(), epoch)),
          'console',
        );
        this.news.ended(0);
      },
      failed: (message) => {
        this.news.print(`${l10n.t('The training failed: {0}', message)}\n`, 'stderr');
        this.news.ended(1);
      },
      changed: () => this.runChanged(),
      print: (text) => this.news.print(text, 'stdout'),
    });
  }

  /** Sets a new run going, as its launch wants it. */
  private begin(run: ActiveRun): void {
    if (this.closed) {
      run.dispose();
      return;
    }
    this.active = run;
    this.follower.follow(run);
    this.sources.begins(run);
    this.news.print(beginningLine(run), 'console');
    this.news.warnings(run);
    run.leave();
    const { stopOnEntry, noDebug } = run.options;
    const { record } = run.loaded;
    // Where it was recorded, it stands already.
    if (record) this.go(run, { to: 'moment', moment: record.standing.moment }, 'entry');
    else if (stopOnEntry && !noDebug) this.go(run, { to: 'operation' }, 'entry');
    else this.go(run, { to: 'end' }, 'continue');
  }

  private resume(afterwards: Afterwards, goal: Goal, origin: Origin): void {
    const run = this.theRun();
    run.leave();
    afterwards(() => this.go(run, goal, origin));
  }

  /** No client knows by itself that this request sets the run going: it is told. */
  private goTo(args: Received<GoToArguments>, afterwards: Afterwards): void {
    const run = this.theRun();
    run.requireStopped();
    const goal: Goal = { to: 'moment', moment: momentOf(args, run.state, run.layers.length) };
    afterwards(() => this.news.continued());
    this.resume(afterwards, goal, 'goto');
  }

  private runTo(args: Received<RunToArguments>, afterwards: Afterwards): void {
    const run = this.theRun();
    run.requireStopped();
    const goal = runToGoal(args, run.layers);
    if (goal.to === 'lossBelow') requireShown(run, 0, 'loss');
    afterwards(() => this.news.continued());
    // As a step it has its own goal: breakpoints stop it, the toggles do not.
    this.resume(afterwards, goal, 'step');
  }

  private async cancel({ requestId, progressId }: Received<Dap.CancelArguments>): Promise<void> {
    if (requestId !== undefined) this.dispatcher.cancel(requestId);
    if (progressId !== undefined && this.moves.isUnderWay(progressId)) await this.theRun().pause();
  }

  private runChanged(): void {
    const { active } = this;
    if (active?.status === 'running') this.moves.update(active.state, isHidden(active, 0, 'loss'));
    else this.moves.end();
    this.follower.changed();
  }

  private go(run: ActiveRun, goal: Goal, origin: Origin): void {
    this.inspector.clear();
    this.moves.begin(goal, run.state, run.layers.length);
    run.go(goal, origin, () => this.configuration.stopPlan(run, origin));
  }

  /** The stops have changed: a run that is under way has to learn of it before the client is answered. */
  private async replan<T>(change: T | Promise<T>): Promise<T> {
    const answer = await change;
    await this.active?.planHasChanged();
    return answer;
  }

  private async edit(
    args: { readonly value?: string | undefined },
    find: (run: ActiveRun) => Promise<EditTarget>,
    afterwards: Afterwards,
  ): Promise<Requests['setVariable']['body']> {
    const run = this.theRun();
    const change = await changeByHand(run, await find(run), args.value ?? '');
    afterwards(() => {
      this.news.print(`${change.line}\n`, 'console');
      this.news.invalidated(['variables']);
    });
    return this.inspector.changed(change);
  }

  /** The file has been edited: what can be applied to the run is, and the client is told what cannot. */
  private async configure(afterwards: Afterwards): Promise<Configured> {
    const run = this.theRun();
    const outcome = await applyFile(run, this.configuration, () => this.active === run);
    afterwards(() => {
      this.news.print(configuredLines(run, outcome), 'console');
      if (this.inspector.framesChange(run, this.configuration.lines))
        this.news.invalidated(['stacks', 'variables']);
      else if (outcome.applied.length > 0) this.news.invalidated(['variables']);
    });
    return outcome;
  }

  private async hide(veil: Veil, afterwards: Afterwards): Promise<void> {
    await this.theRun().hide(veil);
    afterwards(() => {
      this.news.invalidated(['variables']);
      this.follower.changed();
    });
  }

  private exceptionInfo(): Dap.ExceptionInfoResponse['body'] {
    const run = this.theRun();
    run.requireStopped();
    const info = run.arrival === null ? null : exceptionInfo(run.arrival, run.layers, hidesOf(run));
    if (info === null) {
      throw new ProtocolError(
        'state',
        l10n.t('Nothing is wrong at this stop: no NaN or infinity, no finding of a check.'),
      );
    }
    return info;
  }

  private terminate(afterwards: Afterwards): void {
    this.dispose();
    afterwards(() => this.news.terminated());
  }

  private dropRun(): void {
    this.inspector.clear();
    this.moves.end();
    this.active?.dispose();
    this.active = null;
    this.follower.follow(null);
  }

  private theRun(): ActiveRun {
    this.requireOpen();
    if (!this.active)
      throw new ProtocolError('state', l10n.t('There is no run yet: nothing has been launched.'));
    return this.active;
  }

  private requireOpen(): void {
    if (this.closed) throw new ProtocolError('state', l10n.t('The session has ended.'));
  }

  private threadName(): string {
    return fileName(this.configuration.launched?.options.program ?? l10n.t('training'));
  }
}
