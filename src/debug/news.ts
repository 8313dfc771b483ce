/** What a client is told of its own accord: stops, ends, lines of output, and that what it has read has changed. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Arrival, LogEntry } from '../protocol/engine';
import type { ActiveRun } from './activeRun';
import type { Configuration } from './configuration';
import type { Dispatcher } from './dispatcher';
import { joinedLogs } from './logs';
import { sourceOf } from './stack';
import { faultWords, stoppedBody, THREAD_ID } from './stopped';
import type { Origin } from './stopPlan';
import { hidesOf } from './veil';
import { hitWords } from './watchWords';

export class News {
  /** The client reads its variables again when it is told that they have changed. */
  refreshes = false;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly configuration: Configuration,
  ) {}

  initialized(): void {
    this.dispatcher.event<Dap.InitializedEvent>('initialized');
  }

  /** The run stands. What has to be said about it comes first, `undone` included, unless it is empty. */
  stopped(arrival: Arrival, origin: Origin, run: ActiveRun, undone: string): void {
    const { layers } = run;
    const hides = hidesOf(run);
    for (const fault of arrival.faults ?? []) this.printAt(fault.id, faultWords(fault), 'stderr');
    this.print(undone, 'console');
    for (const hit of arrival.changes ?? []) this.print(`${hitWords(layers, hit, hides)}\n`, 'console');
    this.dispatcher.event<Dap.StoppedEvent>('stopped', stoppedBody(arrival, origin, layers, hides));
  }

  /** No client knows by itself that a request of our own, or a restart, sets the run going. */
  continued(): void {
    const body = { threadId: THREAD_ID, allThreadsContinued: true };
    this.dispatcher.event<Dap.ContinuedEvent>('continued', body);
  }

  /** The training is over, for better or worse. The engine stays until the client disconnects. */
  ended(exitCode: number): void {
    this.dispatcher.event<Dap.ExitedEvent>('exited', { exitCode });
    this.terminated();
  }

  terminated(): void {
    this.dispatcher.event<Dap.TerminatedEvent>('terminated');
  }

  /** What the client has read of these areas no longer holds. */
  invalidated(areas: string[]): void {
    if (this.refreshes) this.dispatcher.event<Dap.InvalidatedEvent>('invalidated', { areas });
  }

  /** Prints as it is; nothing for an empty text. */
  print(output: string, category: 'console' | 'stdout' | 'stderr'): void {
    if (output === '') return;
    this.dispatcher.event<Dap.OutputEvent>('output', { category, output });
  }

  logged(entries: readonly LogEntry[]): void {
    for (const { id, text } of joinedLogs(entries)) this.printAt(id, text, 'console');
  }

  /** The warnings about the definition file, each with its place. */
  warnings(run: ActiveRun): void {
    for (const { severity, message, range } of run.loaded.faults) {
      if (severity !== 'warning') continue;
      const { line, column } = this.configuration.lines.range(range);
      const output = `${l10n.t('Warning: {0}', message)}\n`;
      const body = { category: 'console', output, source: sourceOf(run), line, column };
      this.dispatcher.event<Dap.OutputEvent>('output', body);
    }
  }

  /** A line that belongs to a breakpoint: the client shows its place beside it. */
  private printAt(stopPoint: string, line: string, category: 'console' | 'stderr'): void {
    const place = this.configuration.placeOf(stopPoint) ?? {};
    this.dispatcher.event<Dap.OutputEvent>('output', { category, output: `${line}\n`, ...place });
  }
}
