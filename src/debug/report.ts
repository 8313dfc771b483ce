/** A run's progress as lines for the Debug Console. */
import type { EngineClient, EpochReport, RunState } from '../protocol/engine';
import type { ActiveRun } from './activeRun';
import { briefText } from './format';
import { fileName } from './paths';

/** A run of very many epochs says so many lines, not more. */
const MAX_LINES = 100;

/** Prints finished epochs, each once, in order. */
export class EpochReporter {
  private next: number;
  private readonly stride: number;
  private printed: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: EngineClient,
    private readonly print: (line: string) => void,
    /** Epochs that are over already when the run begins, in a recording: nobody is told of them again. */
    over = 0,
  ) {
    this.stride = Math.ceil(engine.description.epochs / MAX_LINES);
    this.next = Math.ceil(over / this.stride) * this.stride;
  }

  /** Prints what has come since the last call; calls take turns, so that no line comes twice. */
  catchUp(state: RunState): Promise<void> {
    this.printed = this.printed.then(() => this.printUpTo(state.lastEpoch?.epoch ?? -1));
    return this.printed;
  }

  private async printUpTo(last: number): Promise<void> {
    if (this.next > last) return;
    for (const report of await this.engine.history()) {
      if (report.epoch === this.next) {
        this.print(epochLine(report));
        this.next += this.stride;
      }
    }
  }
}

export function epochLine(report: EpochReport): string {
  return `epoch ${report.epoch}  ${measures(report)}\n`;
}

/** What is trained, and on what. */
export function beginningLine({ options, loaded, state }: ActiveRun): string {
  const file = fileName(options.program);
  const { name, reason } = state.backend;
  if (!loaded.record) return `Training ${file} on ${name}: ${reason}\n`;
  return `A recorded run of ${file}, made on ${loaded.record.backend}. It goes on on ${name}: ${reason}\n`;
}

/** What came out of the training. */
export function summaryLine(state: RunState): string {
  const epochs = plural((state.lastEpoch?.epoch ?? -1) + 1, 'epoch');
  const steps = plural(state.steps, 'batch step');
  const outcome = state.lastEpoch ? `: ${measures(state.lastEpoch)}` : '';
  return `Training is done after ${epochs} (${steps}) on ${state.backend.name}${outcome}\n`;
}

/** `loss 0.3124, accuracy 0.9333, validation loss 0.2871`, with what there is. */
export function measures(report: EpochReport): string {
  const parts: (readonly [string, number | null])[] = [
    ['loss', report.loss],
    ['accuracy', report.accuracy],
    ['validation loss', report.validationLoss],
    ['validation accuracy', report.validationAccuracy],
  ];
  return parts.flatMap(([name, value]) => (value === null ? [] : [`${name} ${briefText(value)}`])).join(', ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
