/** A layer's batch step as mathematics: every equation with the name of what it makes, in SPEC's symbols. */
import * as l10n from '@vscode/l10n';
import { derivativeOf } from '../../protocol/text/derivatives';
import {
  QUANTITIES,
  QUANTITY_NAMES,
  type OperationName,
  type Phase,
  type QuantityName,
} from '../../protocol/vocabulary';
import { oneLine, plain, stepLines, type Equation } from './lines';
import type { LayerInFull, ListingLine } from './listing';
import { activationFormula } from './mathematicsActivations';
import { lossFormula, shortCutFormula } from './mathematicsLosses';
import { optimizerFormulas } from './mathematicsOptimizers';

/** Where the equations begin: beyond the longest name. */
const NAME_WIDTH = Math.max(...QUANTITY_NAMES.map((name) => name.length)) + 2;

export function mathematicsListing(full: LayerInFull): ListingLine[] {
  const { shape, definition, isLast, next } = full;
  const { text: settings, rule } = optimizerFormulas(definition.optimizer);
  return [
    plain(
      l10n.t(
        "Layer '{0}': n = {1} inputs, m = {2} units, {3}.",
        oneLine(shape.name),
        shape.inputs,
        shape.units,
        shape.activation,
      ),
    ),
    plain(l10n.t('One batch step in the order in which it runs; one row for each of the N samples s.')),
    plain(),
    plain('forward'),
    ...preActivation(full),
    ...output(full),
    ...(isLast ? [plain(), plain(`loss: ${definition.loss}`), ...loss(full)] : []),
    plain(),
    plain(
      next === null
        ? l10n.t('backward: {0} comes from the loss, of each sample by itself, not divided by N', '∂L/∂A⁽ˡ⁾')
        : l10n.t(
            "backward: {0} is gradientPrev of '{1}', the layer after this one",
            '∂L/∂A⁽ˡ⁾',
            oneLine(next),
          ),
    ),
    ...activationDerivative(full),
    ...gradientOutput(full),
    ...gradientWeights(full),
    ...operation('backward', 'gradientPrev', [made('gradientPrev', '{gradientOutput} · {weights}ᵀ')]),
    plain(),
    plain(`update: ${settings}`),
    ...operation('update', 'update', [
      ...parameter('weights', rule('W')),
      ...(shape.hasBias ? parameter('bias', rule('b')) : []),
    ]),
  ];
}

function preActivation({ shape }: LayerInFull): ListingLine[] {
  const bias = shape.hasBias ? ' + {bias}' : '';
  return operation('forward', 'preActivation', [made('preActivation', `{input} · {weights}${bias}`)]);
}

function output({ layer }: LayerInFull): ListingLine[] {
  return operation('forward', 'output', [made('output', activationFormula(layer.activation))]);
}

function loss({ definition, lossShortCut }: LayerInFull): ListingLine[] {
  const { losses, gradient } = lossFormula(definition.loss, lossShortCut);
  return operation('loss', 'loss', [
    aside(`ℓ[s] = ${losses}`),
    { text: `${named('loss')}L = (1/N) Σₛ ℓ[s]`, makes: 'loss' },
    made('gradient', gradient),
  ]);
}

function activationDerivative({ shape, layer }: LayerInFull): ListingLine[] {
  const { formula, note } = derivativeOf(shape);
  const { alpha } = layer.activation;
  // With a negative alpha the output does not tell the side of 0 that preActivation is on.
  const told = alpha < 0 ? formula.replace('output > 0', 'preActivation > 0') : formula;
  const inSymbols = told.replaceAll(/\b(output|preActivation)\b/g, '{$1}').replaceAll('alpha', String(alpha));
  const why = note === undefined ? [] : [aside(note.split('. ')[0] ?? note)];
  return operation('backward', 'activationDerivative', [...why, made('activationDerivative', inSymbols)]);
}

function gradientOutput({ shape, shortCut }: LayerInFull): ListingLine[] {
  const product =
    shape.activation === 'softmax'
      ? l10n.t('{0}, for each sample s', '{gradient}[s] · {activationDerivative}[s]')
      : '{gradient} ∘ {activationDerivative}';
  const equations =
    shortCut === null
      ? [made('gradientOutput', product)]
      : [
          aside(l10n.t('{0}: with {1} this comes to', product, shortCut)),
          made('gradientOutput', shortCutFormula(shortCut)),
        ];
  return operation('backward', 'gradientOutput', equations);
}

function gradientWeights({ shape }: LayerInFull): ListingLine[] {
  return operation('backward', 'gradientWeights', [
    made('gradientWeights', '{input}ᵀ · {gradientOutput} / N'),
    ...(shape.hasBias ? [made('gradientBias', '(1/N) Σₛ {gradientOutput}[s]')] : []),
  ]);
}

function parameter(name: 'weights' | 'bias', rule: readonly string[]): Equation[] {
  const last = rule.length - 1;
  return rule.map((text, i) =>
    i === last ? { text: `${named(name)}${inSymbols(text)}`, makes: name } : aside(text),
  );
}

function operation(phase: Phase, name: OperationName, equations: readonly Equation[]): ListingLine[] {
  return stepLines(
    phase,
    name,
    equations.map((equation) => ({ ...equation, text: `  ${equation.text}` })),
  );
}

/** `name   symbol = formula`. */
function made(name: QuantityName, formula: string): Equation {
  return { text: `${named(name)}${symbolOf(name)} = ${inSymbols(formula)}`, makes: name };
}

/** What makes nothing that has a name. */
function aside(formula: string): Equation {
  return { text: `${named('')}${inSymbols(formula)}` };
}

function named(name: string): string {
  return name.padEnd(NAME_WIDTH);
}

/** Puts the symbols in the place of the names in braces. */
function inSymbols(formula: string): string {
  const names: readonly string[] = QUANTITY_NAMES;
  return formula.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'target') return 'Y';
    if (!names.includes(name)) throw new Error(`No quantity is called ${name}.`);
    return symbolOf(name as QuantityName);
  });
}

/** The first of a quantity's symbols: δ⁽ˡ⁾ is also ∂L/∂Z⁽ˡ⁾. */
function symbolOf(name: QuantityName): string {
  return QUANTITIES[name].symbol.split(' = ')[0] ?? name;
}
