/** What the commands write, and how a command ends. */
import { Console } from 'node:console';

/** Ends a command with a message on standard error and an exit status. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    /** One line for each fault. Empty when everything has been said. */
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/** Writes to standard output and waits until the reader has taken it, however slow that is. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Keeps standard output for the command alone: what libraries log goes to standard error. */
export function keepStandardOutputClean(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}

/**
 * A reader that has seen enough (`| head`) closes the pipe. That is no failure of the command, which has
 * nobody left to work for.
 */
export function leaveWhenTheReaderLeaves(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') complain(`backstep: ${error.message}`);
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
}
