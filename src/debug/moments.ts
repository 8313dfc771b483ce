/** Moments of a run by their batch step: a moment counts the operations that ran. */
import type { RunState } from '../protocol/engine';
import { partsOf } from '../protocol/moments';
import { ProtocolError } from './protocolError';
import type { GoToArguments, Received } from './requests';

/**
 * The moment just after the operation at hand, but in another batch step (counted from 0 over the whole run), as
 * far as the run has come; `newest` is the newest moment of all.
 */
export function momentIn(
  { moment, newest }: Pick<RunState, 'moment' | 'newest'>,
  layerCount: number,
  step: number | 'newest',
): number {
  if (step === 'newest') return newest;
  const { operation, each } = partsOf(moment, layerCount);
  return Math.max(1, Math.min(newest, step * each + operation + 1));
}

/** The moment that a request names. Throws when it is none that the run has reached. */
export function momentOf({ moment }: Received<GoToArguments>, { newest }: RunState): number {
  if (typeof moment === 'number' && Number.isInteger(moment) && moment >= 1 && moment <= newest)
    return moment;
  const given = moment === undefined ? '' : `, not ${JSON.stringify(moment)}`;
  throw new ProtocolError('argument', `'moment' has to be a whole number from 1 to ${newest}${given}.`);
}
