/** Watches a page's frames; sent into the page as text, so it stands alone. */

export interface FrameWatch {
  start(): void;
  stop(): FrameReport;
}

export interface FrameReport {
  /** Between one frame and the next, in ms. */
  readonly frames: readonly number[];
  /** From a press or click to the frame that shows what came of it, in steps of 8 ms; null when none took 16 ms. */
  readonly longestEvent: { readonly name: string; readonly duration: number } | null;
}

/** Puts a `FrameWatch` on the page as `window.frameWatch`. */
export function watchFrames(): void {
  let frames: number[] = [];
  let watching = false;
  let entries: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
  const watch: FrameWatch = {
    start: () => {
      frames = [];
      watching = true;
      entries = [];
      observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
      let last = performance.now();
      const frame = (now: number): void => {
        if (!watching) return;
        frames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame((now) => {
        last = now;
        requestAnimationFrame(frame);
      });
    },
    stop: () => {
      watching = false;
      entries.push(...observer.takeRecords());
      observer.disconnect();
      const event = entries
        .filter(({ name }) => /click|key|pointer|wheel/.test(name))
        .sort((a, b) => b.duration - a.duration)[0];
      return {
        frames,
        longestEvent: event === undefined ? null : { name: event.name, duration: event.duration },
      };
    },
  };
  Object.assign(window, { frameWatch: watch });
}
