/** The numbers by which a client refers to frames, scopes and variables. They hold for one stop. */
import { ProtocolError } from './protocolError';

export class Handles<T> {
  private readonly values = new Map<number, T>();
  // Numbers are never used again, so that one of an earlier stop is known as such.
  private next = 1;

  create(value: T): number {
    const handle = this.next++;
    this.values.set(handle, value);
    return handle;
  }

  /** Throws a `stale` error for a number of an earlier stop, or one that never was. */
  get(handle: number | undefined, what: string): T {
    const value = handle === undefined ? undefined : this.values.get(handle);
    if (value === undefined) {
      throw new ProtocolError(
        'stale',
        `There is no ${what} ${String(handle)}: it belongs to an earlier stop, and the run has gone on since.`,
      );
    }
    return value;
  }

  /** Forgets all of them: the run goes on. */
  clear(): void {
    this.values.clear();
  }
}
