/** Calls to a worker that settle in any case: comlink alone would wait for ever for the answer of a dead one. */
export class PendingCalls {
  private readonly pending = new Set<(reason: Error) => void>();
  /** Why no call can be answered any more; null while they can. */
  private over: Error | null = null;

  call<T>(send: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.over) {
        reject(this.over);
        return;
      }
      this.pending.add(reject);
      send()
        .then(resolve, reject)
        .finally(() => this.pending.delete(reject));
    });
  }

  /** Rejects what is pending, and all that is called from now on. False when that has been done before. */
  end(reason: Error): boolean {
    if (this.over) return false;
    this.over = reason;
    for (const reject of this.pending) reject(reason);
    this.pending.clear();
    return true;
  }
}
