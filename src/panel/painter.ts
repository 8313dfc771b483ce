/** Decides when the page is drawn: after a step as soon as its numbers are there, not before; else once per frame. */
import type { PanelState } from './state/model';
import { isSettled } from './state/reads';

/** Milliseconds for which the picture before is kept while a step and its numbers are on their way. */
const PATIENCE = 100;
/** The longest that it is kept while one step follows the other. */
const MOST_PATIENCE = 250;

/**
 * A step arrives in pieces: that the run moves, where it stands, the layer, then slice by slice its numbers.
 * Drawn piece by piece the page would flash; drawn when all that is visible has come, it changes once. What is
 * slow is not waited for: then the page shows what it has, and marks what is old.
 */
export class Painter {
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What is being waited for, and since when something has not been drawn. */
  private awaited = '';
  private heldSince: number | null = null;
  private isDue = false;
  private last: PanelState | null = null;

  constructor(private readonly paint: () => void) {}

  changed(state: PanelState): void {
    const { last } = this;
    this.last = state;
    if (last !== null && looksTheSame(last, state)) return;
    const awaited = awaitedBy(state);
    const isNews = awaited !== this.awaited;
    const isComplete = awaited === '' && this.awaited !== '' && this.heldSince !== null;
    this.awaited = awaited;
    if (isComplete) this.atOnce();
    else if (awaited === '') this.soon();
    else if (isNews) this.hold();
    // Patience is over: whatever comes now is drawn as it comes.
    else if (this.timer === undefined) this.soon();
  }

  private hold(): void {
    const now = performance.now();
    this.heldSince ??= now;
    const until = Math.min(now + PATIENCE, this.heldSince + MOST_PATIENCE);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.soon(), Math.max(0, until - now));
  }

  /**
   * The page is changed before the next frame begins: that may be long in coming, while the one before is still being
   * put on the screen. Whatever else comes in the same message is drawn with it.
   */
  private atOnce(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.isDue = false;
      this.heldSince = null;
      this.paint();
    });
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.frame !== 0 || this.isDue) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.heldSince = null;
      this.paint();
    });
  }
}

/** What is in sight is noted so that it is read: nothing is drawn differently for it. */
function looksTheSame(last: PanelState, state: PanelState): boolean {
  return (Object.keys(state) as (keyof PanelState)[]).every(
    (key) => key === 'looks' || state[key] === last[key],
  );
}

/** Names the step that is not complete yet; empty when there is nothing to wait for. */
function awaitedBy(state: PanelState): string {
  const { run, layer } = state;
  if (run.kind === 'none' || isSettled(state)) return '';
  if (run.kind === 'running') return `${run.run} running`;
  return `${run.run} ${run.state.moment} ${layer?.layer ?? ''}`;
}
