/**
 * Takes turns: tasks run one at a time, in the order in which they were asked for. A long task may let the
 * others have theirs at moments it chooses, so that a look at the numbers neither waits for the end of a
 * training run nor falls into the middle of an operation.
 */
export class Turns {
  private readonly waiting: (() => Promise<void>)[] = [];
  private taken = false;

  /** Runs the task when its turn comes; settles as the task does. */
  take<T>(task: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(async () => {
        try {
          resolve(await task());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      if (!this.taken) void this.work();
    });
  }

  /** Called by the task whose turn it is: runs everything that waits by now, then gives the turn back. */
  async letOthers(): Promise<void> {
    for (let count = this.waiting.length; count > 0; count--) await this.waiting.shift()?.();
  }

  private async work(): Promise<void> {
    this.taken = true;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await next();
    this.taken = false;
  }
}
