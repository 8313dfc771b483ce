/** The time line without its drawing: which batch step is at hand, what a key means, when to travel. */
import type { LossCurve, RunState } from '../../protocol/engine';
import type { FromPanel, RunView } from '../../protocol/panel';
import { partsOf } from '../../protocol/moments';
import type { PanelState } from './model';

/** A run under way is asked at most so often, in ms. */
const INTERVAL = 250;
const PAGE = 10;

type LossesMessage = Extract<FromPanel, { type: 'losses' }>;
type GoToMessage = Extract<FromPanel, { type: 'goTo' }>;

/** The question for the losses that is due, `since` ms after the last one; null when none is. */
export function lossesNeeded(
  { run, curveAskedFor }: PanelState,
  since: number,
): { readonly message: LossesMessage; readonly count: number } | null {
  if (run.kind === 'none') return null;
  const count = run.state.newestSteps;
  const asked = curveAskedFor?.run === run.run && curveAskedFor.count === count;
  // The stop that follows is never held back, so the curve of a standing run is whole.
  if (count < 1 || asked || (run.kind === 'running' && since < INTERVAL)) return null;
  return { message: { type: 'losses', run: run.run }, count };
}

/** Batch steps counted from 0 over the whole run: the one at hand, and the newest that was begun. */
export interface Steps {
  readonly here: number;
  readonly newest: number;
}

export function stepsOf({ moment, newest }: RunState, layerCount: number): Steps {
  return { here: partsOf(moment, layerCount).step, newest: partsOf(newest, layerCount).step };
}

export type Target = number | 'newest';

/** Where a key leads from a batch step; null for a key that is not ours. */
export function targetOfKey(key: string, from: number, newest: number): Target | null {
  const to = (step: number): number => Math.min(newest, Math.max(0, step));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return to(from - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return to(from + 1);
    case 'PageDown':
      return to(from - PAGE);
    case 'PageUp':
      return to(from + PAGE);
    case 'Home':
      return 0;
    case 'End':
      return 'newest';
    default:
      return null;
  }
}

/** The batch step at a place between 0 (left) and 1 (right). */
export function stepAt(place: number, newest: number): number {
  return Math.round(Math.min(1, Math.max(0, place)) * newest);
}

/** What a person wants of the time line, until the run stands there. */
export interface Wish {
  readonly target: Target;
  /** While the handle is held, the run stays. */
  readonly held: boolean;
  /** The moment and the target of the journey under way, and whether the run was seen to leave. */
  readonly sent: { readonly from: number; readonly target: Target; readonly left: boolean } | null;
}

/**
 * What becomes of a wish now that the run is here, and the message it calls for. Keys may come faster than the
 * run travels: only the last target counts, and it waits for the stop.
 */
export function pursue(
  wish: Wish,
  run: Exclude<RunView, { kind: 'none' }>,
): { readonly wish: Wish | null; readonly message: GoToMessage | null } {
  if (wish.held) return { wish, message: null };
  if (run.kind === 'ended') return { wish: null, message: null };
  const { moment } = run.state;
  const { sent } = wish;
  if (run.kind === 'running') {
    const leaves = sent !== null && !sent.left;
    return { wish: leaves ? { ...wish, sent: { ...sent, left: true } } : wish, message: null };
  }
  // Paused before the first operation, a journey ends where it began.
  if (sent?.from === moment) return { wish: sent.left ? null : wish, message: null };
  const { here } = stepsOf(run.state, run.description.layers.length);
  const isThere = wish.target === 'newest' ? moment === run.state.newest : wish.target === here;
  if (isThere || sent?.target === wish.target) return { wish: null, message: null };
  return {
    wish: { ...wish, sent: { from: moment, target: wish.target, left: false } },
    message: { type: 'goTo', run: run.run, step: wish.target },
  };
}

/** The loss of a batch step; between two points of a thinned curve the one nearest to it, which is not exact. */
export function lossAt(
  { steps, losses }: LossCurve,
  step: number,
): { readonly loss: number; readonly exact: boolean } | null {
  const next = steps.findIndex((one) => one >= step);
  if (next < 0) return null;
  const nearer = step - (steps[next - 1] ?? -Infinity) < (steps[next] ?? Infinity) - step ? next - 1 : next;
  const loss = losses[nearer];
  return loss === undefined ? null : { loss, exact: steps[nearer] === step };
}
