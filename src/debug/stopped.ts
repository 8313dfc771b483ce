/** What a client is told of a stop. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Arrival, LayerShape, NonFiniteFinding, StopFault } from '../protocol/engine';
import type { HealthFinding } from '../protocol/health';
import { QUANTITIES } from '../protocol/vocabulary';
import { hitBreakpointIds } from './breakpoints';
import { numberText } from './format';
import type { Origin } from './stopPlan';
import { arrivalWords, exceptionWords, healthWords, nonFiniteWords, pausedSentence } from './words';

export const THREAD_ID = 1;

export function stoppedBody(
  arrival: Arrival,
  origin: Origin,
  layers: readonly LayerShape[],
): Dap.StoppedEvent['body'] {
  const { position } = arrival.state;
  const words = arrivalWords(layers, arrival, position);
  const ids = hitBreakpointIds(arrival.hits);
  const text = exceptionWords(layers, arrival) ?? arrival.faults?.map(faultWords).join(' ');
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
  if (arrival.nonFinite !== null || arrival.finding !== undefined) return 'exception';
  if (origin === 'entry' || arrival.reason === 'beginning') return 'entry';
  if (origin === 'restart' || origin === 'goto') return origin;
  if (breakpointIds.length > 0) return 'breakpoint';
  if (arrival.reason === 'pause') return 'pause';
  // A toggle of the Breakpoints view. Reason 'exception' would open the editor's exception widget, as if
  // something had gone wrong.
  return origin === 'step' ? 'step' : 'breakpoint';
}

/** What a client may want to know of a stop at which something went wrong; null for any other stop. */
export function exceptionInfo(
  arrival: Arrival,
  layers: readonly LayerShape[],
): Dap.ExceptionInfoResponse['body'] | null {
  if (arrival.nonFinite !== null) return nonFiniteInfo(arrival.nonFinite, layers);
  return arrival.finding === undefined ? null : healthInfo(arrival.finding, layers);
}

function healthInfo(
  finding: HealthFinding,
  layers: readonly LayerShape[],
): Dap.ExceptionInfoResponse['body'] {
  const { kind, quantity, measured, threshold, element, advice } = finding;
  const index = element === null ? '' : `[${element.index.join(', ')}]`;
  const first = element === null ? '' : ` The first: ${quantity}${index} = ${numberText(element.value)}.`;
  const message =
    `${healthWords(layers, finding)} (${quantity}: ${QUANTITIES[quantity].meaning}).` +
    `${first} Preset: ${numberText(threshold)}; actual: ${numberText(measured)}. ${advice}`;
  return {
    exceptionId: `${kind} in ${quantity}`,
    description: message,
    breakMode: 'always',
    details: { typeName: kind, fullTypeName: kind, message, evaluateName: `${quantity}${index}` },
  };
}

function nonFiniteInfo(
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
