/** Positions in words, the same in the Call Stack, the status bar and the panel. */
import { pastWords } from '../protocol/past';
import type { Arrival, LayerShape, NonFiniteFinding } from '../protocol/engine';
import type { HealthFinding } from '../protocol/health';
import { CHECKS } from './checks';
import { briefText, numberText } from './format';
import { endsLayer, type OperationKey, type Position } from '../protocol/vocabulary';

/** The layer's name, in quotes. */
function quoted(layers: readonly LayerShape[], layer: number): string {
  return `'${layers[layer]?.name ?? `layer ${layer}`}'`;
}

/** `backward hidden: gradientWeights`, `loss: loss`: the name of the top frame. */
export function frameName(layers: readonly LayerShape[], at: OperationKey): string {
  const layer = at.layer === null ? '' : ` ${layers[at.layer]?.name ?? at.layer}`;
  return `${at.phase}${layer}: ${at.operation}`;
}

/** What was just done: `backward step of 'hidden'` when it is done with, `gradientOutput of 'hidden'` within it. */
export function doneWords(layers: readonly LayerShape[], at: OperationKey): string {
  if (at.phase === 'loss' || at.layer === null) return 'loss';
  if (at.phase === 'update') {
    return at.layer === layers.length - 1 ? 'update' : `update of ${quoted(layers, at.layer)}`;
  }
  const what = endsLayer(at) ? `${at.phase} step` : at.operation;
  return `${what} of ${quoted(layers, at.layer)}`;
}

/** `NaN in gradientWeights[0, 3] of 'hidden'`. */
export function nonFiniteWords(layers: readonly LayerShape[], finding: NonFiniteFinding): string {
  const index = finding.index.length > 0 ? `[${finding.index.join(', ')}]` : '';
  const layer = finding.layer === null ? '' : ` of ${quoted(layers, finding.layer)}`;
  return `${String(finding.value)} in ${finding.quantity}${index}${layer}`;
}

/** `vanishing gradient in 'first': the mean of |gradientWeights| is 3e-7, below 0.00001`. */
export function healthWords(layers: readonly LayerShape[], finding: HealthFinding): string {
  const { label, measure, bound } = CHECKS[finding.kind];
  const what = label.slice(0, 1).toLowerCase() + label.slice(1);
  const [measured, threshold] = [briefText(finding.measured), numberText(finding.threshold)];
  const where = finding.layer === null ? '' : ` in ${quoted(layers, finding.layer)}`;
  return `${what}${where}: ${measure} is ${measured}, ${bound} ${threshold}`;
}

/** What went wrong where the run stands, in words; null when nothing did, or nobody looked. */
export function exceptionWords(layers: readonly LayerShape[], arrival: Arrival): string | null {
  if (arrival.nonFinite !== null) return nonFiniteWords(layers, arrival.nonFinite);
  return arrival.finding === undefined ? null : healthWords(layers, arrival.finding);
}

/** Why a run stands, in words. */
export function arrivalWords(
  layers: readonly LayerShape[],
  arrival: Arrival,
  position: Position | null,
): string {
  const exception = exceptionWords(layers, arrival);
  if (exception !== null) return exception;
  if (arrival.reason === 'end') return 'end of training';
  if (position === null) return 'start';
  if (arrival.reason === 'epoch') return `end of epoch ${position.epoch}`;
  return doneWords(layers, position);
}

/** The same as a sentence for the Call Stack: `Paused after the backward step of 'output'`. */
export function pausedSentence(arrival: Arrival, words: string, position: Position | null): string {
  const past = pastWords(arrival.state);
  return `${presentSentence(arrival, words, position)}${past === '' ? '' : `, ${past}`}`;
}

function presentSentence(arrival: Arrival, words: string, position: Position | null): string {
  if (arrival.nonFinite !== null || arrival.finding !== undefined) return `Paused on ${words}`;
  if (arrival.reason === 'beginning') return 'Paused at the beginning, after the very first operation';
  if (arrival.reason === 'epoch') return `Paused at the ${words}`;
  const article = position !== null && endsLayer(position) ? 'the ' : '';
  return `Paused after ${article}${words}`;
}
