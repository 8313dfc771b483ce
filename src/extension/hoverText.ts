/** What a property of the definition file says of the run that stands: its operations' matrices, in Markdown. */
import * as l10n from '@vscode/l10n';
import { markText } from '../debug/variables';
import { shapeText } from '../debug/format';
import type { LayerSummaries, RunDescription, RunState } from '../protocol/engine';
import type { TensorSummary } from '../protocol/tensor';
import { operationText, type Term } from '../protocol/text/equations';
import { existsIn } from '../protocol/text/shapes';
import { hiddenText } from '../protocol/text/hidden';
import { HIDES_NOTHING, type Hides } from '../protocol/veil';
import { QUANTITIES, type OperationName, type QuantityName } from '../protocol/vocabulary';
import { shortText } from './lineValues';

/** What a hover is about: properties of a layer, or of the whole definition. */
export interface PropertyMatrices {
  readonly operations: readonly OperationName[];
  readonly quantities: readonly QuantityName[];
}

/** The properties of a layer, with the operations and the quantities that come from each. */
export const LAYER_PROPERTIES: Readonly<Record<string, PropertyMatrices>> = {
  name: { operations: [], quantities: ['input', 'output', 'gradient', 'gradientPrev'] },
  activation: {
    operations: ['activationDerivative', 'output'],
    quantities: ['activationDerivative', 'output'],
  },
  units: {
    operations: ['gradientWeights', 'gradientOutput', 'gradientPrev', 'preActivation'],
    quantities: [
      'gradientWeights',
      'gradientBias',
      'gradientOutput',
      'gradientPrev',
      'preActivation',
      'weights',
      'bias',
    ],
  },
  useBias: { operations: [], quantities: ['bias', 'gradientBias'] },
  biases: { operations: [], quantities: ['bias', 'gradientBias'] },
  weights: { operations: [], quantities: ['weights', 'gradientWeights'] },
  kernelInitializer: { operations: [], quantities: ['weights', 'gradientWeights'] },
};

export interface Standing {
  readonly description: RunDescription;
  readonly state: RunState;
}

/** The matrices of a layer's property. */
export function layerHover(
  { operations, quantities }: PropertyMatrices,
  { description, state }: Standing,
  layer: number,
  summaries: LayerSummaries,
  hides: Hides = HIDES_NOTHING,
): string {
  const shape = description.layers[layer];
  if (shape === undefined) return '';
  const there = quantities.filter((name) => existsIn(shape, name));
  const without = there.length < quantities.length ? l10n.t('No bias: `useBias` is false.') : '';
  const texts = operations.map((operation) =>
    operationText(operation, { run: description, layer, N: state.N, learningRate: state.learningRate }),
  );
  return [
    heading(l10n.t('layer {0}', code(shape.name)), state),
    there.length === 0 ? '' : table(there, summaries, (name) => hides(layer, name)),
    without,
    equations(
      texts.flatMap((text) => text.equations),
      (name) => hides(layer, name),
    ),
    ...texts.flatMap(({ notes }) => notes),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The loss of the batch, and the gradient that it hands to the last layer. */
export function lossHover(
  { description, state }: Standing,
  summaries: LayerSummaries,
  hides: Hides = HIDES_NOTHING,
): string {
  const layer = description.layers.length - 1;
  const { equations: equation } = operationText('loss', {
    run: description,
    layer,
    N: state.N,
    learningRate: state.learningRate,
  });
  const stale = state.lossIsStale ? markText('stale') : '';
  const loss =
    state.loss === null
      ? `\`loss\`: *${l10n.t('not computed yet in this batch step')}*`
      : hides(layer, 'loss')
        ? `\`loss\`: ${hiddenWords()}`
        : `\`loss\` **${shortText(state.loss)}**${stale}, ${l10n.t('the mean over {0} samples', state.N)}`;
  const last = description.layers[layer]?.name ?? '';
  return [
    heading(code(description.loss), state),
    loss,
    l10n.t('Of the last layer, {0}:', code(last)),
    table(['gradient', 'output'], summaries, (name) => hides(layer, name)),
    equations(equation, (name) => hides(layer, name)),
  ].join('\n\n');
}

/** The learning rate, and how much each layer's update has changed its weights. */
export function optimizerHover(
  { description, state }: Standing,
  ratios: readonly (number | null)[],
  hides: Hides = HIDES_NOTHING,
): string {
  const rows = description.layers.map(({ name }, layer) => {
    const ratio = ratios[layer] ?? null;
    const words =
      ratio === null
        ? `*${l10n.t('not updated yet in this batch step')}*`
        : hides(layer, 'weights')
          ? hiddenWords()
          : shortText(ratio);
    return `| ${code(name)} | ${words} |`;
  });
  return [
    heading(code(description.optimizer), state),
    `\`learningRate\` **${state.learningRate}**`,
    [`| ${l10n.t('layer')} | ${l10n.t('update ratio')} ‖ΔW‖ / ‖W‖ |`, '|:--|--:|', ...rows].join('\n'),
  ].join('\n\n');
}

function hiddenWords(): string {
  return `*${hiddenText()}*`;
}

function heading(what: string, { position }: RunState): string {
  if (position === null) return `**Backstep** · ${what} · ${l10n.t('before the first operation')}`;
  const { epoch, batch } = position;
  return `**Backstep** · ${what} · ${l10n.t('epoch {0}, batch step {1}', epoch, batch)}`;
}

/** The shape first, as everywhere. */
function table(
  names: readonly QuantityName[],
  summaries: LayerSummaries,
  isHidden: (name: QuantityName) => boolean,
): string {
  const heads = [l10n.t('shape'), l10n.t('min'), l10n.t('max'), l10n.t('mean'), l10n.t('norm')];
  const rows = names.map((name) => {
    const head = `| \`${name}\` ${QUANTITIES[name].symbol}`;
    const summary = summaries[name];
    if (summary !== null && isHidden(name)) return `${head} | ${hiddenWords()} | | | | |`;
    return summary === null
      ? `${head} | *${l10n.t('not computed yet')}* | | | | |`
      : `${head}${markText(summary.mark)} | ${cells(summary)} |`;
  });
  return [`| | ${heads.join(' | ')} |`, '|:--|:--|--:|--:|--:|--:|', ...rows].join('\n');
}

function cells({ shape, min, max, mean, norm, nonFinite, firstNonFinite }: TensorSummary): string {
  const numbers = [min, max, mean, norm].map((value) => (value === null ? '—' : shortText(value)));
  const first =
    firstNonFinite === null ? '' : `, ${l10n.t('the first at {0}', `[${firstNonFinite.join(', ')}]`)}`;
  const wrong = nonFinite === 0 ? '' : ` **${l10n.t('{0} not finite', nonFinite)}${first}**`;
  return [`${unbroken(shapeText(shape))}${wrong}`, ...numbers.map(unbroken)].join(' | ');
}

/** A hover is narrow: neither a shape nor a number may be broken at its spaces or its minus. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0').replaceAll('-', '\u2212');
}

type IsHidden = (name: QuantityName) => boolean;

function equations(all: readonly (readonly Term[])[], isHidden: IsHidden): string {
  if (all.length === 0) return '';
  return ['```text', ...all.map((terms) => equationText(terms, isHidden)), '```'].join('\n');
}

function equationText(terms: readonly Term[], isHidden: IsHidden): string {
  const text = terms.map((term) => termText(term, isHidden)).join(' ');
  // A function's parentheses and commas stand close to what is between them.
  return text.replaceAll('( ', '(').replaceAll(' )', ')').replaceAll(' ,', ',');
}

/** Of what is to be predicted the shape may be asked, too. */
function termText(term: Term, isHidden: IsHidden): string {
  if (term.kind === 'text') return term.text;
  if (isHidden(term.name)) return `${term.name}${term.suffix} (?)`;
  return `${term.name}${term.suffix} (${term.shape.join(' × ')})`;
}

/** A name of the file as code; whatever it holds, it ends nothing but itself. */
function code(name: string): string {
  return `\`${name.replaceAll(/[`|\s]+/g, ' ')}\``;
}
