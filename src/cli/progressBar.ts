import { MultiBar, type SingleBar } from 'cli-progress';
import type { RunState } from '../protocol/engine';
import { figures } from './report';

/** A bar on standard error that counts batch steps. */
export class ProgressBar {
  private readonly bars: MultiBar;
  private readonly bar: SingleBar;

  /** null when standard error is not a terminal: a bar in a log file is noise. */
  static onTerminal(total: number): ProgressBar | null {
    return process.stderr.isTTY ? new ProgressBar(total) : null;
  }

  private constructor(total: number) {
    this.bars = new MultiBar({
      format: 'training [{bar}] {percentage}% · {value}/{total} batch steps · loss {loss}',
      barsize: 30,
      hideCursor: true,
      clearOnComplete: true,
      // Ctrl+C is for the command, which ends the training with its summary.
      gracefulExit: false,
    });
    this.bar = this.bars.create(total, 0, { loss: '' });
    // However the process ends, the person's cursor comes back.
    process.once('exit', this.stop);
  }

  show(state: RunState): void {
    // Between the batch steps there is no loss: the bar keeps the last one.
    this.bar.update(state.steps, state.loss === null ? {} : { loss: figures(state.loss) });
  }

  printAbove(line: string): void {
    this.bars.log(line);
    this.bars.update();
  }

  readonly stop = (): void => {
    process.off('exit', this.stop);
    this.bars.stop();
  };
}
