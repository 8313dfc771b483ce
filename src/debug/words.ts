/** Positions in words, the same in the Call Stack, the status bar and the panel. */
import * as l10n from '@vscode/l10n';
import { pastWords } from '../protocol/past';
import type { Arrival, LayerShape, NonFiniteFinding } from '../protocol/engine';
import type { HealthFinding } from '../protocol/health';
import { boundText, CHECKS } from './checks';
import { briefText, numberText } from './format';
import { hiddenText } from '../protocol/text/hidden';
import type { Hides } from '../protocol/veil';
import { allHitsWords } from './watchWords';
import { endsLayer, type OperationKey, type Position } from '../protocol/vocabulary';

/** The layer's name, in quotes. */
function quoted(layers: readonly LayerShape[], layer: number): string {
  return `'${layers[layer]?.name ?? l10n.t('layer {0}', layer)}'`;
}

/** `backward hidden: gradientWeights`, `loss: loss`: the name of the top frame. */
export function frameName(layers: readonly LayerShape[], at: OperationKey): string {
  const layer = at.layer === null ? '' : ` ${layers[at.layer]?.name ?? at.layer}`;
  return `${at.phase}${layer}: ${at.operation}`;
}

/** What was just done: `backward step of 'hidden'` when it is done with, `gradientOutput of 'hidden'` within it. */
export function doneWords(layers: readonly LayerShape[], at: OperationKey): string {
  if (at.phase === 'loss' || at.layer === null) return l10n.t('loss');
  const layer = quoted(layers, at.layer);
  if (at.phase === 'update') {
    return at.layer === layers.length - 1 ? l10n.t('update') : l10n.t('update of {0}', layer);
  }
  if (!endsLayer(at)) return l10n.t('{0} of {1}', at.operation, layer);
  return at.phase === 'forward'
    ? l10n.t('forward step of {0}', layer)
    : l10n.t('backward step of {0}', layer);
}

/** `NaN in gradientWeights[0, 3] of 'hidden'`. */
export function nonFiniteWords(
  layers: readonly LayerShape[],
  finding: NonFiniteFinding,
  hides: Hides,
): string {
  if (hides(finding.layer ?? 0, finding.quantity)) {
    const where =
      finding.layer === null
        ? finding.quantity
        : l10n.t('{0} of {1}', finding.quantity, quoted(layers, finding.layer));
    return l10n.t('a number that is not finite in {0}, hidden until you answer', where);
  }
  const value = String(finding.value);
  const index = finding.index.length > 0 ? `[${finding.index.join(', ')}]` : '';
  const where = `${finding.quantity}${index}`;
  if (finding.layer === null) return l10n.t('{0} in {1}', value, where);
  return l10n.t('{0} in {1} of {2}', value, where, quoted(layers, finding.layer));
}

/** `vanishing gradient in 'first': the mean of |gradientWeights| is 3e-7, below 0.00001`. */
export function healthWords(layers: readonly LayerShape[], finding: HealthFinding, hides: Hides): string {
  const { found, measure, bound } = CHECKS[finding.kind];
  const isHidden = hides(finding.layer ?? 0, finding.quantity);
  const measured = isHidden ? hiddenText() : briefText(finding.measured);
  const compared = boundText(bound, numberText(finding.threshold));
  if (finding.layer === null) return l10n.t('{0}: {1} is {2}, {3}', found, measure, measured, compared);
  const layer = quoted(layers, finding.layer);
  return l10n.t('{0} in {1}: {2} is {3}, {4}', found, layer, measure, measured, compared);
}

/** What went wrong where the run stands, in words; null when nothing did, or nobody looked. */
export function exceptionWords(layers: readonly LayerShape[], arrival: Arrival, hides: Hides): string | null {
  if (arrival.nonFinite !== null) return nonFiniteWords(layers, arrival.nonFinite, hides);
  return arrival.finding === undefined ? null : healthWords(layers, arrival.finding, hides);
}

/** What the watchpoints saw that stopped the run; null when none did. */
export function changesWords(
  layers: readonly LayerShape[],
  { changes }: Arrival,
  hides: Hides,
): string | null {
  return changes === undefined ? null : allHitsWords(layers, changes, hides);
}

/** Why a run stands, in words. */
export function arrivalWords(
  layers: readonly LayerShape[],
  arrival: Arrival,
  position: Position | null,
  hides: Hides,
): string {
  const special = exceptionWords(layers, arrival, hides) ?? changesWords(layers, arrival, hides);
  if (special !== null) return special;
  if (arrival.reason === 'end') return l10n.t('end of training');
  if (position === null) return l10n.t('start');
  if (arrival.reason === 'epoch') return l10n.t('end of epoch {0}', position.epoch);
  return doneWords(layers, position);
}

/** The same as a sentence for the Call Stack: `Paused after the backward step of 'output'`. */
export function pausedSentence(arrival: Arrival, words: string, position: Position | null): string {
  const past = pastWords(arrival.state);
  return `${presentSentence(arrival, words, position)}${past === '' ? '' : `, ${past}`}`;
}

function presentSentence(arrival: Arrival, words: string, position: Position | null): string {
  if (arrival.nonFinite !== null || arrival.finding !== undefined) return l10n.t('Paused on {0}', words);
  if (arrival.changes !== undefined) return l10n.t('Paused: {0}', words);
  if (arrival.reason === 'beginning')
    return l10n.t('Paused at the beginning, after the very first operation');
  if (arrival.reason === 'epoch') return l10n.t('Paused at the {0}', words);
  return position !== null && endsLayer(position)
    ? l10n.t('Paused after the {0}', words)
    : l10n.t('Paused after {0}', words);
}
