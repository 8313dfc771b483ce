/** What a client is told of a stop. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Arrival, LayerShape, StopFault } from '../protocol/engine';
import type { Hides } from '../protocol/veil';
import { areAllOf, hitBreakpointIds } from './breakpointIds';
import type { Origin } from './stopPlan';
import { arrivalWords, changesWords, exceptionWords, pausedSentence } from './words';

export const THREAD_ID = 1;

export function stoppedBody(
  arrival: Arrival,
  origin: Origin,
  layers: readonly LayerShape[],
  hides: Hides,
): Dap.StoppedEvent['body'] {
  const { position } = arrival.state;
  const words = arrivalWords(layers, arrival, position, hides);
  const ids = hitBreakpointIds(arrival.hits);
  const text =
    exceptionWords(layers, arrival, hides) ??
    changesWords(layers, arrival, hides) ??
    arrival.faults?.map(faultWords).join(' ');
  return {
    reason: reasonOf(arrival, origin, ids),
    description: pausedSentence(arrival, words, position),
    threadId: THREAD_ID,
    allThreadsStopped: true,
    ...(text === undefined ? {} : { text }),
    ...(ids.length === 0 ? {} : { hitBreakpointIds: ids }),
  };
}

/** Why a breakpoint has stopped the run though nobody knows whether its condition holds, or its value has changed. */
export function faultWords({ of, message }: StopFault): string {
  if (of === 'watch') return l10n.t('What this breakpoint watches cannot be evaluated: {0}', message);
  return l10n.t('The condition of this breakpoint cannot be evaluated: {0}', message);
}

function reasonOf(arrival: Arrival, origin: Origin, breakpointIds: readonly number[]): string {
  if (arrival.nonFinite !== null || arrival.finding !== undefined) return 'exception';
  if (origin === 'entry' || arrival.reason === 'beginning') return 'entry';
  if (origin === 'restart' || origin === 'goto') return origin;
  if (arrival.changes !== undefined) return 'data breakpoint';
  if (areAllOf('function', arrival.hits)) return 'function breakpoint';
  if (breakpointIds.length > 0) return 'breakpoint';
  if (arrival.reason === 'pause') return 'pause';
  // A toggle of the Breakpoints view. Reason 'exception' would open the editor's exception widget, as if
  // something had gone wrong.
  return origin === 'step' ? 'step' : 'breakpoint';
}
