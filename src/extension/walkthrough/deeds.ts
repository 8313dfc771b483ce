/** What the walkthrough asks a person to do, and how to tell from the run that it has been done. */
import type { RunView } from '../../protocol/panel';

/** One for each step of the walkthrough in package.json, in its order: it waits for `backstep.done.DEED`. */
export const DEEDS = ['opened', 'paused', 'stepped', 'looked', 'wentBack', 'changed'] as const;
export type Deed = (typeof DEEDS)[number];

/** A run that stands. */
export type Stop = Exclude<RunView, { kind: 'none' }>;

/** What has been done from one stop to the next one; `before` is undefined at the first. */
export function deedsBetween(before: Stop | undefined, now: Stop): Deed[] {
  if (before?.run !== now.run) return ['paused'];
  const moved = now.state.moment - before.state.moment;
  if (moved === 0) return [];
  return [moved > 0 ? 'stepped' : 'wentBack'];
}

/** A run that stands where it stood has another state only when something was changed by hand. */
export function isChangedByHand(before: Stop | undefined, now: Stop): boolean {
  return before?.run === now.run && before.state.moment === now.state.moment && before.state !== now.state;
}
