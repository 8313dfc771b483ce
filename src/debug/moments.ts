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

/** The moment that a request names. Throws when the run has not reached it, and is not to go ahead to it. */
export function momentOf(
  { moment, ahead }: Received<GoToArguments>,
  { newest, epochs, batchesPerEpoch }: Pick<RunState, 'newest' | 'epochs' | 'batchesPerEpoch'>,
  layerCount: number,
): number {
  const last = ahead === true ? epochs * batchesPerEpoch * partsOf(newest, layerCount).each : newest;
  if (typeof moment === 'number' && Number.isInteger(moment) && moment >= 1 && moment <= last) return moment;
  const given = moment === undefined ? '' : `, not ${JSON.stringify(moment)}`;
  throw new ProtocolError('argument', `'moment' has to be a whole number from 1 to ${last}${given}.`);
}
