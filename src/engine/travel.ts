/** The ways back: by one operation, to the previous stop, to any moment. */
import type { Arrival, Goal } from '../protocol/engine';
import type { Breathe } from './evaluation';
import { arriveAt, type Stops } from './stops';
import type { Checkpoint } from './standing';
import type { Tape } from './tape';

export type BackwardGoal = Extract<Goal, { to: 'previousOperation' | 'previousStop' | 'moment' }>;
export type ForwardGoal = Exclude<Goal, BackwardGoal>;

export function isBackward(goal: Goal): goal is BackwardGoal {
  return goal.to === 'previousOperation' || goal.to === 'previousStop' || goal.to === 'moment';
}

/** A stop is always just after an operation, so there is nothing to stand at before the first. */
const FIRST_MOMENT = 1;

/** Goes to an earlier (or, by its number, any) moment. Rejects when an operation does. */
export async function travel(
  tape: Tape,
  goal: BackwardGoal,
  stops: Stops,
  breathe: Breathe,
  pauseRequested: () => boolean,
): Promise<Arrival> {
  const { run } = tape;
  if (goal.to === 'previousStop')
    return toPreviousStop(tape, goal.before ?? run.now, stops, breathe, pauseRequested);
  const wanted = goal.to === 'moment' ? goal.moment : run.now - 1;
  await tape.goTo(Math.max(FIRST_MOMENT, wanted), breathe, pauseRequested);
  if (goal.to === 'previousOperation' && wanted < FIRST_MOMENT) return arriveAt(run, 'beginning');
  return arriveAt(run, run.now === Math.max(FIRST_MOMENT, wanted) ? 'goal' : 'pause');
}

/**
 * Runs stretches of the past again, the latest first and each twice as long as the one after it, and goes to the last
 * stop of the first stretch that has one. A run to the end, from the beginning, would have stopped there. A pause
 * leaves the run where it is: just after an operation, before the place it came from.
 */
async function toPreviousStop(
  tape: Tape,
  before: number,
  stops: Stops,
  breathe: Breathe,
  pauseRequested: () => boolean,
): Promise<Arrival> {
  const { run } = tape;
  let end = before;
  for (let steps = 1; end > FIRST_MOMENT; steps *= 2) {
    const start = await tape.startBefore(end - 1, steps, breathe, pauseRequested);
    const isKnown =
      start !== null && (await stops.watches.knowAt(start.moment, { tape, breathe, pauseRequested }));
    const found = isKnown ? await lastStopIn(tape, start, end, stops, breathe, pauseRequested) : 'paused';
    if (start === null || found === 'paused') {
      tape.settle();
      return arriveAt(run, 'pause');
    }
    if (found !== null) {
      await tape.goTo(found.state.moment, breathe, pauseRequested);
      if (run.now !== found.state.moment) return arriveAt(run, 'pause');
      // On this way nothing was looked at; but it is the same moment, with the same numbers.
      return { ...found, state: run.state() };
    }
    end = start.moment + 1;
  }
  await tape.goTo(FIRST_MOMENT, breathe, pauseRequested);
  return arriveAt(run, 'beginning');
}

/** Where the run stops last, after the checkpoint and before `end`; null when it does not. */
async function lastStopIn(
  tape: Tape,
  from: Checkpoint,
  end: number,
  stops: Stops,
  breathe: Breathe,
  pauseRequested: () => boolean,
): Promise<Arrival | 'paused' | null> {
  const { watches } = stops;
  let found: Arrival | null = null;
  tape.restore(from);
  const isDone = await tape.runTo(end - 1, breathe, pauseRequested, {
    operationRan: () => watches.operationRan(),
    stepped: () => {
      found = stops.look() ?? found;
      if (tape.wasChangedAt(tape.run.now)) watches.edited();
    },
  });
  return isDone ? found : 'paused';
}
