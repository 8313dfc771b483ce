/** Which stop the panel has drawn, and who waits for one. */

interface Stop {
  readonly run: string;
  readonly moment: number;
}

export class DrawnStops {
  private latest: Stop | null = null;
  private waiting: (Stop & { readonly done: () => void }) | null = null;

  /** The panel has drawn this one. */
  note({ run, moment }: Stop): void {
    this.latest = { run, moment };
    if (this.waiting?.run !== run || this.waiting.moment !== moment) return;
    this.waiting.done();
    this.waiting = null;
  }

  /** Resolves when this one is drawn, or another one is waited for. Null before the first of its run is drawn. */
  wait(run: string, moment: number): Promise<void> | null {
    if (this.latest?.run !== run) return null;
    return new Promise((done) => {
      this.waiting?.done();
      this.waiting = { run, moment, done };
    });
  }
}
