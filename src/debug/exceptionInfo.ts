/** What a client may want to know of a stop at which something went wrong. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Element, OperationInput } from '../protocol/cause';
import type { Arrival, LayerShape, NonFiniteFinding } from '../protocol/engine';
import type { HealthFinding, LossTrend } from '../protocol/health';
import { QUANTITIES, type QuantityName } from '../protocol/vocabulary';
import { briefText, numberText, shapeText } from './format';
import { healthWords, nonFiniteWords } from './words';

type Info = Dap.ExceptionInfoResponse['body'];

/** null for a stop at which nothing is wrong, or nobody looked. */
export function exceptionInfo(arrival: Arrival, layers: readonly LayerShape[]): Info | null {
  if (arrival.nonFinite !== null) return nonFiniteInfo(arrival.nonFinite, layers);
  return arrival.finding === undefined ? null : healthInfo(arrival.finding, layers);
}

function healthInfo(finding: HealthFinding, layers: readonly LayerShape[]): Info {
  const { kind, quantity, measured, threshold, element, trend, advice } = finding;
  const first =
    element === null ? '' : `The first: ${quantity}${indexText(element)} = ${numberText(element.value)}.`;
  const sentences = [
    `${healthWords(layers, finding)} (${quantity}: ${meaningOf(quantity)}).`,
    first,
    `Preset: ${numberText(threshold)}; actual: ${numberText(measured)}.`,
    trend === undefined ? inputsText(finding, layers) : trendText(trend),
    advice,
  ];
  return info(kind, quantity, element, sentences);
}

function nonFiniteInfo(finding: NonFiniteFinding, layers: readonly LayerShape[]): Info {
  const typeName = Number.isNaN(finding.value) ? 'NaN' : 'Infinity';
  const { quantity, advice } = finding;
  const sentences = [
    `${nonFiniteWords(layers, finding)}: the first number that is not finite (${quantity}: ${meaningOf(quantity)}).`,
    `Preset: every number finite; actual: ${String(finding.value)}.`,
    inputsText(finding, layers),
    advice,
  ];
  return info(typeName, quantity, finding, sentences);
}

function info(
  typeName: string,

  quantity: QuantityName | 'loss',
  element: Pick<Element, 'index'> | null,
  sentences: readonly string[],
): Info {
  const message = sentences.filter((sentence) => sentence !== '').join(' ');
  return {
    exceptionId: `${typeName} in ${quantity}`,
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
  return quantity === 'loss' ? 'the mean loss of the batch' : QUANTITIES[quantity].meaning;
}

function indexText({ index }: Pick<Element, 'index'>): string {
  return index.length === 0 ? '' : `[${index.join(', ')}]`;
}

/** `Computed from input 16 × 4 (largest |x| 3.1) and gradientOutput 16 × 3 (NaN at [0, 1], largest |x| 0.2).` */
function inputsText(
  { layer, inputs }: Pick<HealthFinding, 'layer' | 'inputs'>,
  layers: readonly LayerShape[],
): string {
  if (inputs.length === 0) return '';
  const texts = inputs.map((input) => {
    const whose = input.layer === layer ? '' : ` of '${layers[input.layer]?.name ?? input.layer}'`;
    return `${input.quantity}${whose} ${shapeText(input.shape)} (${valuesText(input)})`;
  });
  const last = texts.at(-1) ?? '';
  return `Computed from ${texts.length === 1 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`}.`;
}

function valuesText({ largest, nonFinite }: OperationInput): string {
  const broken = nonFinite === null ? [] : [`${String(nonFinite.value)} at ${indexText(nonFinite)}`];
  return [...broken, ...(largest === null ? [] : [`largest |x| ${sizeText(largest)}`])].join(', ');
}

/** Numbers that break something are long: past nine digits they are written with an exponent. */
function sizeText(value: number): string {
  return value < 1e9 ? briefText(value) : Number(value.toPrecision(4)).toExponential();
}

/** Batch steps are counted from 0, as everywhere. */
function trendText({ first, window, before, now }: LossTrend): string {
  const middle = first + window;
  return (
    `The mean loss was ${briefText(before)} in the batch steps ${first} to ${middle - 1} and is ${briefText(now)} ` +
    `in the batch steps ${middle} to ${middle + window - 1}.`
  );
}
