/** What a client configures: the program it launches, its breakpoints and the toggles of the Breakpoints view. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Program } from '../data/program';
import { NO_STOPS, type StopPlan } from '../protocol/engine';
import type { ActiveRun } from './activeRun';
import { BreakpointIds } from './breakpointIds';
import { breakpointLocations, Breakpoints, type Ground } from './breakpoints';
import { groundIn, groundOf } from './ground';
import { ClientLines } from './clientLines';
import type { DebugHost } from './host';
import { load, loadRunnable, readLaunchOptions, type LaunchOptions, type RunnableProgram } from './launch';
import { fileName } from './paths';
import { ProtocolError } from './protocolError';
import type { Loaded } from './recorded';
import type { Received } from './requests';
import { stopPlan, type Origin } from './stopPlan';
import { DEFAULT_TOGGLES, readToggles, type Toggles } from './toggles';
import { UnplacedBreakpoints, type Network } from './unplaced';

/** A launch: what was asked for, and the file as it was read for it. */
export interface Launched {
  readonly options: LaunchOptions;
  readonly loading: Promise<Loaded>;
}

export class Configuration {
  /** How the client counts lines and columns. */
  lines = new ClientLines();
  /** The latest launch or restart that was not refused; null before. */
  launched: Launched | null = null;
  private readonly ids = new BreakpointIds();
  private readonly breakpoints = new Breakpoints(this.ids);
  private readonly unplaced = new UnplacedBreakpoints(this.ids);
  private toggles: Toggles = DEFAULT_TOGGLES;

  constructor(
    private readonly host: DebugHost,
    /** Told of a breakpoint that has moved, or become valid or invalid. */
    private readonly breakpointChanged: (breakpoint: Dap.Breakpoint) => void,
  ) {}

  /** Throws a `launch` error when an argument is missing or makes no sense. */
  optionsOf(args: object): LaunchOptions {
    const options = readLaunchOptions(args, this.host);
    const { recording } = options;
    const program = this.absolute(options.program);
    return {
      ...options,
      program,
      ...(recording === undefined ? {} : { recording: this.absolute(recording) }),
    };
  }

  /** Reads the file anew and lets the breakpoints find their places in it. Throws a `launch` error with every fault. */
  async load(options: LaunchOptions): Promise<RunnableProgram> {
    const before = this.launched;
    const loading = load(this.host, options);
    this.launched = { options, loading };
    try {
      const loaded = await loadRunnable(options.program, loading);
      const changed = await this.breakpoints.resolveAgain(
        (path) => Promise.resolve(groundIn(path, options.program, loaded)),
        this.lines,
      );
      changed.push(...this.unplaced.resolveAgain(await this.network()));
      changed.forEach(this.breakpointChanged);
      return loaded;
    } catch (error) {
      this.launched = before;
      throw error;
    }
  }

  /**
   * Reads the file of a run of `program` anew, and lets the breakpoints find their places in it. Throws a `launch`
   * error with every fault, and then nothing has changed.
   */
  async reload(options: LaunchOptions, program: Program): Promise<RunnableProgram> {
    const inFile = await loadRunnable(options.program, load(this.host, options));
    // The network is still the run's, whatever layers the file has now.
    this.launched = { options, loading: Promise.resolve({ ...inFile, program }) };
    const changed = await this.breakpoints.resolveAgain((path) => this.groundOf(path), this.lines);
    changed.forEach(this.breakpointChanged);
    return inFile;
  }

  /** Where a run that is set going stops on its way. */
  stopPlan(run: ActiveRun, origin: Origin): StopPlan {
    if (run.options.noDebug) return NO_STOPS;
    const points = [...this.breakpoints.stopPoints(), ...this.unplaced.stopPoints()];
    const plan = stopPlan(origin, points, this.toggles, run.layers.length, this.unplaced.watches());
    return run.veil.length === 0 ? plan : { ...plan, veil: run.veil };
  }

  async setBreakpoints(
    args: Received<Dap.SetBreakpointsArguments>,
  ): Promise<{ breakpoints: Dap.Breakpoint[] }> {
    const path = this.pathOf(args.source, 'setBreakpoints');
    const asked = args.breakpoints ?? (args.lines ?? []).map((line) => ({ line }));
    const ground: Ground = asked.length === 0 ? { message: '' } : await this.groundOf(path);
    const file = { path, name: args.source?.name ?? fileName(path) };
    return { breakpoints: this.breakpoints.set(file, asked, ground, this.lines) };
  }

  /** A file in which no breakpoint can hold has no places for one. */
  async breakpointLocations(
    args: Received<Dap.BreakpointLocationsArguments>,
  ): Promise<{ breakpoints: Dap.BreakpointLocation[] }> {
    const ground = await this.groundOf(this.pathOf(args.source, 'breakpointLocations'));
    return { breakpoints: 'file' in ground ? breakpointLocations(args, ground.file, this.lines) : [] };
  }

  async setFunctionBreakpoints({
    breakpoints = [],
  }: Received<Dap.SetFunctionBreakpointsArguments>): Promise<{ breakpoints: Dap.Breakpoint[] }> {
    return { breakpoints: this.unplaced.setFunctions(breakpoints, await this.network()) };
  }

  async setDataBreakpoints({
    breakpoints = [],
  }: Received<Dap.SetDataBreakpointsArguments>): Promise<{ breakpoints: Dap.Breakpoint[] }> {
    return { breakpoints: this.unplaced.setData(breakpoints, await this.network()) };
  }

  setExceptionBreakpoints(args: Received<Dap.SetExceptionBreakpointsArguments>): {
    breakpoints: Dap.Breakpoint[];
  } {
    const { toggles, breakpoints } = readToggles(args);
    this.toggles = toggles;
    return { breakpoints };
  }

  /** Where the breakpoint of a stop point stands; null for what is none, or is set no more. */
  placeOf(stopPoint: string): { readonly source: Dap.Source; readonly line: number } | null {
    return this.breakpoints.placeOf(stopPoint, this.lines);
  }

  private groundOf(path: string): Promise<Ground> {
    return groundOf(path, this.host, this.launched);
  }

  private pathOf(source: Received<Dap.Source> | undefined, command: string): string {
    if (typeof source?.path === 'string') return this.absolute(source.path);
    throw new ProtocolError('argument', `${command} needs the path of a file in 'source'.`);
  }

  /** The network of the launched file. */
  private async network(): Promise<Network> {
    const { launched } = this;
    if (launched === null) return { pending: l10n.t('It is looked up when a program is launched.') };
    const ground = await this.groundOf(launched.options.program);
    if ('message' in ground) return { pending: ground.message };
    return ground.known === null ? { pending: l10n.t('The file has faults.') } : { known: ground.known };
  }

  private absolute(path: string): string {
    return this.host.absolutePath?.(path) ?? path;
  }
}
