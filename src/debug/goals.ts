/** Goals of a run that is under way: what is left of them, and where they lead. */
import type { Goal, RunState } from '../protocol/engine';
import { partsOf } from '../protocol/moments';

type Start = Pick<RunState, 'moment' | 'steps'>;

/** What is left of a goal, set at `start`, for a run that was paused on its way there and goes on. */
export function remainder(goal: Goal, start: Start, now: Start): Goal {
  switch (goal.to) {
    case 'previousOperation':
      return { to: 'moment', moment: Math.max(1, start.moment - 1) };
    case 'previousStop':
      return { to: 'previousStop', before: goal.before ?? start.moment };
    case 'steps':
      return { to: 'steps', steps: start.steps + goal.steps - now.steps };
    case 'moment':
    case 'operation':
    case 'layer':
    case 'phase':
    case 'place':
    case 'epoch':
    case 'lossBelow':
    case 'end':
      return goal;
  }
}

/** The moment that a goal leads to, where that is known beforehand; null where it is not. */
export function momentOfGoal(goal: Goal, start: RunState, layerCount: number): number | null {
  const { each } = partsOf(start.moment, layerCount);
  switch (goal.to) {
    case 'previousOperation':
      return Math.max(1, start.moment - 1);
    case 'moment':
      return goal.moment;
    case 'steps':
      return (start.steps + goal.steps) * each;
    case 'epoch': {
      const { batchesPerEpoch } = start;
      return (Math.floor(start.steps / batchesPerEpoch) + 1) * batchesPerEpoch * each;
    }
    case 'previousStop':
    case 'operation':
    case 'layer':
    case 'phase':
    case 'place':
    case 'lossBelow':
    case 'end':
      return null;
  }
}
