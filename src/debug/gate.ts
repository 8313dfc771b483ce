/** Something that others wait for until it opens, or fails. */
export class Gate {
  readonly passed: Promise<void>;
  private resolve: (() => void) | null = null;
  private reject: ((error: Error) => void) | null = null;

  constructor() {
    this.passed = new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Nobody may be waiting when it fails; who waits hears of it all the same.
    this.passed.catch(() => undefined);
  }

  open(): void {
    this.resolve?.();
  }

  fail(error: Error): void {
    this.reject?.(error);
  }
}
