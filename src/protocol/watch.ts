/** Watchpoints: breakpoints on data, from the debug session to the engine and back. */

/**
 * What a value has to do for a watchpoint to stop, compared with the last one before it. `change`: it is another
 * one. `sign`: one is above and one below 0 (0 itself has no sign). `above`, `below`: it crosses the bound, so it was
 * not beyond it before. `ratio`: its size grows or shrinks by more than the factor, which is above 1.
 */
export type WatchRule =
  | { readonly kind: 'change' }
  | { readonly kind: 'sign' }
  | { readonly kind: 'above'; readonly bound: number }
  | { readonly kind: 'below'; readonly bound: number }
  | { readonly kind: 'ratio'; readonly factor: number };

/**
 * Stops just after an operation that makes the value of an expression do what the rule says. The value before is the
 * last one that there was in the run's history, edits by hand included: moments at which it is absent are skipped,
 * also across batch steps. An edit itself is never a hit.
 */
export interface WatchPoint {
  /** Comes back in `Arrival.hits`; what it counts is kept under it. */
  readonly id: string;
  /** A number or a matrix; of a matrix every element is compared. */
  readonly expression: string;
  /** The layer of names without `layers[…]`. */
  readonly layer: number;
  readonly rule: WatchRule;
  /** After how many hits to stop, as for a `StopPoint`. */
  readonly hitCondition?: string;
}

/** A watchpoint that was hit. */
export interface WatchHit {
  readonly watch: WatchPoint;
  /** The first element that does it, in row-major order; null when the value is a single number. */
  readonly index: readonly number[] | null;
  readonly before: number;
  readonly now: number;
  /** How many elements do it, of how many that were compared. */
  readonly count: number;
  readonly compared: number;
}
