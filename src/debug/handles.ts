/** The numbers by which a client refers to frames, scopes and variables. They hold for one stop. */
import * as l10n from '@vscode/l10n';
import { ProtocolError } from './protocolError';

/** What a number can refer to. */
export type Referred = 'frame' | 'variable' | 'step-in target';

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
  get(handle: number | undefined, what: Referred): T {
    const value = handle === undefined ? undefined : this.values.get(handle);
    if (value === undefined) {
      throw new ProtocolError('stale', staleWords(what, String(handle)));
    }
    return value;
  }

  /** Forgets all of them: the run goes on. */
  clear(): void {
    this.values.clear();
  }
}

function staleWords(what: Referred, handle: string): string {
  switch (what) {
    case 'frame':
      return l10n.t(
        'There is no frame {0}: it belongs to an earlier stop, and the run has gone on since.',
        handle,
      );
    case 'variable':
      return l10n.t(
        'There is no variable {0}: it belongs to an earlier stop, and the run has gone on since.',
        handle,
      );
    case 'step-in target':
      return l10n.t(
        'There is no step-in target {0}: it belongs to an earlier stop, and the run has gone on since.',
        handle,
      );
  }
}
