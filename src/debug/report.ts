/** A run's progress as lines for the Debug Console. */
import * as l10n from '@vscode/l10n';
import type { EngineClient, EpochReport, RunState } from '../protocol/engine';
import { hiddenText } from '../protocol/text/hidden';
import type { ActiveRun } from './activeRun';
import { batchSteps, epochs } from './counts';
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
    /** Whether the loss of an epoch is the one that is hidden. */
    private readonly hides: (epoch: number) => boolean,
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
        this.print(epochLine(report, this.hides(report.epoch)));
        this.next += this.stride;
      }
    }
  }
}

export function epochLine(report: EpochReport, hidesLoss: boolean): string {
  return `${l10n.t('epoch {0}', report.epoch)}  ${measures(report, hidesLoss)}\n`;
}

/** What is trained, and on what. */
export function beginningLine({ options, loaded, state }: ActiveRun): string {
  const file = fileName(options.program);
  const { name, reason } = state.backend;
  const words = loaded.record
    ? l10n.t(
        'A recorded run of {0}, made on {1}. It goes on on {2}: {3}',
        file,
        loaded.record.backend,
        name,
        reason,
      )
    : l10n.t('Training {0} on {1}: {2}', file, name, reason);
  return `${words}\n`;
}

/** What came out of the training. */
export function summaryLine(
  { lastEpoch, steps, backend }: RunState,
  hides: (epoch: number) => boolean,
): string {
  const done = l10n.t(
    'Training is done after {0} ({1}) on {2}',
    epochs((lastEpoch?.epoch ?? -1) + 1),
    batchSteps(steps),
    backend.name,
  );
  return lastEpoch ? `${done}: ${measures(lastEpoch, hides(lastEpoch.epoch))}\n` : `${done}\n`;
}

/** `loss 0.3124, accuracy 0.9333, validation loss 0.2871`, with what there is. */
export function measures(
  { loss, accuracy, validationLoss, validationAccuracy }: EpochReport,
  hidesLoss: boolean,
): string {
  return [
    l10n.t('loss {0}', hidesLoss ? hiddenText() : briefText(loss)),
    ...(accuracy === null ? [] : [l10n.t('accuracy {0}', briefText(accuracy))]),
    ...(validationLoss === null ? [] : [l10n.t('validation loss {0}', briefText(validationLoss))]),
    ...(validationAccuracy === null
      ? []
      : [l10n.t('validation accuracy {0}', briefText(validationAccuracy))]),
  ].join(', ');
}
