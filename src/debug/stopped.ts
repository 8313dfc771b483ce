/** What a client is told of a stop. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Arrival, LayerShape, NonFiniteFinding, StopFault } from '../protocol/engine';
import { QUANTITIES } from '../protocol/vocabulary';
import { hitBreakpointIds } from './breakpoints';
import type { Origin } from './stopPlan';
import { arrivalWords, nonFiniteWords, pausedSentence } from './words';

export const THREAD_ID = 1;

export function stoppedBody(
  arrival: Arrival,
  origin: Origin,
  layers: readonly LayerShape[],
): Dap.StoppedEvent['body'] {
  const { position } = arrival.state;
  const words = arrivalWords(layers, arrival, position);
  const ids = hitBreakpointIds(arrival.hits);
  const text = arrival.nonFinite === null ? arrival.faults?.map(faultWords).join(' ') : words;
  return {
    reason: reasonOf(arrival, origin, ids),
    description: pausedSentence(arrival, words, position),
    threadId: THREAD_ID,
    allThreadsStopped: true,
    ...(text === undefined ? {} : { text }),
    ...(ids.length === 0 ? {} : { hitBreakpointIds: ids }),
  };
}

/** Why a breakpoint with a condition has stopped the run though nobody knows whether the condition holds. */
export function faultWords({ message }: StopFault): string {
  return `The condition of this breakpoint cannot be evaluated: ${message}`;
}

function reasonOf(arrival: Arrival, origin: Origin, breakpointIds: readonly number[]): string {
  if (arrival.nonFinite !== null) return 'exception';
  if (origin === 'entry' || arrival.reason === 'beginning') return 'entry';
  if (origin === 'restart' || origin === 'goto') return origin;
  if (breakpointIds.length > 0) return 'breakpoint';
  if (arrival.reason === 'pause') return 'pause';
  // A toggle of the Breakpoints view. Reason 'exception' would open the editor's exception widget, as if
  // something had gone wrong.
  return origin === 'step' ? 'step' : 'breakpoint';
}

export function exceptionInfo(
  finding: NonFiniteFinding,
  layers: readonly LayerShape[],
): Dap.ExceptionInfoResponse['body'] {
  const words = nonFiniteWords(layers, finding);
  const typeName = Number.isNaN(finding.value) ? 'NaN' : 'Infinity';
  const name = finding.quantity;
  const meaning = name === 'loss' ? 'the mean loss of the batch' : QUANTITIES[name].meaning;
  const index = finding.index.length > 0 ? `[${finding.index.join(', ')}]` : '';
  const message = `${words}: the first number of this batch step that is not finite (${name}: ${meaning}).`;
  return {
    exceptionId: `${typeName} in ${name}`,
    description: message,
    breakMode: 'always',
    details: { typeName, fullTypeName: typeName, message, evaluateName: `${name}${index}` },
  };
}
