/** Where a run stops on its way, from the breakpoints and the toggles of the Breakpoints view. */
import { NO_STOPS, type Goal, type StopPlan, type StopPoint } from '../protocol/engine';
import type { OperationKey } from '../protocol/vocabulary';
import type { WatchPoint } from '../protocol/watch';
import type { FilterName } from './capabilities';
import type { Toggles } from './toggles';

/** What set the run going. */
export type Origin = 'entry' | 'continue' | 'step' | 'restart' | 'goto';

/**
 * The toggles say where `continue` pauses; a step has its own goal and passes them by, or Step Out would
 * never leave a phase that pauses at every layer. Breakpoints, watchpoints, numbers that are not finite and health
 * checks stop any run.
 */
export function stopPlan(
  origin: Origin,
  breakpoints: readonly StopPoint[],
  { filters, checks }: Toggles,
  layerCount: number,
  watches: readonly WatchPoint[] = [],
): StopPlan {
  if (origin === 'entry' || origin === 'restart' || origin === 'goto') return NO_STOPS;
  const continuing = origin === 'continue';
  return {
    at: [...breakpoints, ...(continuing ? filterPoints(filters, layerCount) : [])],
    epoch: continuing && filters.has('epoch'),
    nonFinite: filters.has('nonFinite'),
    ...(checks.length === 0 ? {} : { checks }),
    ...(watches.length === 0 ? {} : { watches }),
  };
}

/** What the requests for steps run to. */
export const STEP_GOALS = {
  stepIn: { to: 'operation' },
  next: { to: 'layer' },
  stepOut: { to: 'phase' },
} as const satisfies Record<string, Goal>;

function filterPoints(filters: ReadonlySet<FilterName>, layerCount: number): StopPoint[] {
  const keys: Partial<Record<FilterName, OperationKey>> = {
    backward: { phase: 'backward', layer: null, operation: 'gradientPrev' },
    forward: { phase: 'forward', layer: null, operation: 'output' },
    loss: { phase: 'loss', layer: null, operation: 'loss' },
    // The update of all layers counts as one.
    update: { phase: 'update', layer: layerCount - 1, operation: 'update' },
  };
  return [...filters].flatMap((filter) => {
    const key = keys[filter];
    return key ? [{ ...key, id: `filter:${filter}` }] : [];
  });
}
