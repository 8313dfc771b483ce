/** What a client may want to know of a stop at which something went wrong. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Element, OperationInput } from '../protocol/cause';
import type { Arrival, LayerShape, NonFiniteFinding } from '../protocol/engine';
import type { HealthFinding, LossTrend } from '../protocol/health';
import { hiddenText } from '../protocol/text/hidden';
import type { Hides } from '../protocol/veil';
import { QUANTITIES, type QuantityName } from '../protocol/vocabulary';
import { briefText, numberText, shapeText } from './format';
import { healthWords, nonFiniteWords } from './words';

type Info = Dap.ExceptionInfoResponse['body'];

/** null for a stop at which nothing is wrong, or nobody looked. */
export function exceptionInfo(arrival: Arrival, layers: readonly LayerShape[], hides: Hides): Info | null {
  if (arrival.nonFinite !== null) return nonFiniteInfo(arrival.nonFinite, layers, hides);
  return arrival.finding === undefined ? null : healthInfo(arrival.finding, layers, hides);
}

function healthInfo(finding: HealthFinding, layers: readonly LayerShape[], hides: Hides): Info {
  const { kind, layer, quantity, measured, threshold, trend, advice } = finding;
  const isHidden = hides(layer ?? 0, quantity);
  const element = isHidden ? null : finding.element;
  const first =
    element === null
      ? ''
      : l10n.t('The first: {0} = {1}.', `${quantity}${indexText(element)}`, numberText(element.value));
  const sentences = [
    `${healthWords(layers, finding, hides)} (${quantity}: ${meaningOf(quantity)}).`,
    first,
    l10n.t(
      'Preset: {0}; actual: {1}.',
      numberText(threshold),
      isHidden ? hiddenText() : numberText(measured),
    ),
    trend === undefined ? inputsText(finding, layers, hides) : isHidden ? '' : trendText(trend),
    advice,
  ];
  return info(kind, quantity, element, sentences);
}

function nonFiniteInfo(finding: NonFiniteFinding, layers: readonly LayerShape[], hides: Hides): Info {
  const { layer, quantity, advice } = finding;
  const isHidden = hides(layer ?? 0, quantity);
  const typeName = isHidden ? hiddenText() : Number.isNaN(finding.value) ? 'NaN' : 'Infinity';
  const sentences = [
    l10n.t(
      '{0}: the first number that is not finite ({1}: {2}).',
      nonFiniteWords(layers, finding, hides),
      quantity,
      meaningOf(quantity),
    ),
    l10n.t('Preset: every number finite; actual: {0}.', isHidden ? hiddenText() : String(finding.value)),
    inputsText(finding, layers, hides),
    advice,
  ];
  return info(typeName, quantity, isHidden ? null : finding, sentences);
}

function info(
  typeName: string,

  quantity: QuantityName | 'loss',
  element: Pick<Element, 'index'> | null,
  sentences: readonly string[],
): Info {
  const message = sentences.filter((sentence) => sentence !== '').join(' ');
  return {
    exceptionId: l10n.t('{0} in {1}', typeName, quantity),
    description: message,
    breakMode: 'always',
    details: {
      typeName,
      fullTypeName: typeName,
      message,
      evaluateName: `${quantity}${element === null ? '' : indexText(element)}`,
    },
  };
}

function meaningOf(quantity: QuantityName | 'loss'): string {
  return quantity === 'loss' ? l10n.t('the mean loss of the batch') : QUANTITIES[quantity].meaning;
}

function indexText({ index }: Pick<Element, 'index'>): string {
  return index.length === 0 ? '' : `[${index.join(', ')}]`;
}

/** `Computed from input 16 × 4 (largest |x| 3.1) and gradientOutput 16 × 3 (NaN at [0, 1], largest |x| 0.2).` */
function inputsText(
  { layer, inputs }: Pick<HealthFinding, 'layer' | 'inputs'>,
  layers: readonly LayerShape[],
  hides: Hides,
): string {
  if (inputs.length === 0) return '';
  const texts = inputs.map((input) => {
    const shape = hides(input.layer, input.quantity)
      ? `(${hiddenText()})`
      : `${shapeText(input.shape)} (${valuesText(input)})`;
    if (input.layer === layer) return `${input.quantity} ${shape}`;
    const whose = layers[input.layer]?.name ?? input.layer;
    return l10n.t("{0} of '{1}' {2}", input.quantity, whose, shape);
  });
  const last = texts.at(-1) ?? '';
  if (texts.length === 1) return l10n.t('Computed from {0}.', last);
  return l10n.t('Computed from {0} and {1}.', texts.slice(0, -1).join(', '), last);
}

function valuesText({ largest, nonFinite }: OperationInput): string {
  return [
    nonFinite === null ? [] : l10n.t('{0} at {1}', String(nonFinite.value), indexText(nonFinite)),
    largest === null ? [] : l10n.t('largest |x| {0}', sizeText(largest)),
  ]
    .flat()
    .join(', ');
}

/** Numbers that break something are long: past nine digits they are written with an exponent. */
function sizeText(value: number): string {
  return value < 1e9 ? briefText(value) : Number(value.toPrecision(4)).toExponential();
}

/** Batch steps are counted from 0, as everywhere. */
function trendText({ first, window, before, now }: LossTrend): string {
  const middle = first + window;
  return l10n.t(
    'The mean loss was {0} in the batch steps {1} to {2} and is {3} in the batch steps {4} to {5}.',
    briefText(before),
    first,
    middle - 1,
    briefText(now),
    middle,
    middle + window - 1,
  );
}
