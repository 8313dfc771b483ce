/** How each activation's derivative is written, and why it is written from what it is written from. */
import * as l10n from '@vscode/l10n';
import type { LayerShape, RunDescription } from '../engine';

export interface DerivativeText {
  /** The right side of `activationDerivative = …`. */
  readonly formula: string;
  /** The quantity the formula reads; linear's derivative is 1 whatever the numbers are. */
  readonly from: 'output' | 'preActivation' | null;
  readonly note?: string;
}

const fromOutput = (formula: string): DerivativeText => ({ formula, from: 'output' });

const derivatives = (): Readonly<Record<string, DerivativeText>> => ({
  linear: { formula: '1', from: null },
  sigmoid: fromOutput('output ∘ (1 − output)'),
  tanh: fromOutput('1 − output²'),
  relu: fromOutput(l10n.t('1 where output > 0, else 0')),
  leakyRelu: fromOutput(l10n.t('1 where output > 0, else alpha')),
  elu: fromOutput(l10n.t('1 where output > 0, else output + alpha')),
  softplus: fromOutput('1 − exp(−output)'),
  swish: {
    formula: 'σ(preActivation) ∘ (1 + preActivation ∘ (1 − σ(preActivation)))',
    from: 'preActivation',
    note: l10n.t(
      'swish falls before it rises: two values of preActivation can give the same output with different slopes. So the slope is taken at preActivation.',
    ),
  },
  gelu: {
    formula: 'Φ(preActivation) + preActivation ∘ φ(preActivation)',
    from: 'preActivation',
    note: l10n.t(
      'gelu falls before it rises: two values of preActivation can give the same output with different slopes. So the slope is taken at preActivation. Φ and φ are the normal distribution and its density.',
    ),
  },
  softmax: {
    formula: l10n.t('{0}, for each sample s', 'diag(output[s]) − output[s]ᵀ · output[s]'),
    from: 'output',
    note: l10n.t(
      'softmax mixes its units: each output depends on every preActivation of its sample. So each sample has a whole matrix of derivatives, its Jacobian.',
    ),
  },
});

/** The derivative of the layer's activation; an activation this page does not know keeps its general form. */
export function derivativeOf(layer: LayerShape): DerivativeText {
  return derivatives()[layer.activation] ?? { formula: 'a′(preActivation)', from: 'preActivation' };
}

const SHORT_CUTS = ['softmax + categoricalCrossentropy', 'sigmoid + binaryCrossentropy'] as const;
export type ShortCut = (typeof SHORT_CUTS)[number];

/** The activation and the loss that are computed as one in this layer; null where they are not. */
export function shortCutOf(run: Pick<RunDescription, 'layers' | 'loss'>, layer: number): ShortCut | null {
  const shape = run.layers[layer];
  if (shape === undefined || layer !== run.layers.length - 1) return null;
  return SHORT_CUTS.find((pair) => pair === `${shape.activation} + ${run.loss}`) ?? null;
}

/**
 * The short cut where the loss and the activation cancel: δ = a − y, taken from preActivation so that it stays
 * exact when an output saturates. binaryCrossentropy is a mean over the units, hence the 1/m.
 */
export function shortCutNote(run: RunDescription, layer: number): string | null {
  const shape = run.layers[layer];
  const pair = shortCutOf(run, layer);
  if (shape === undefined || pair === null) return null;
  const mean = pair === 'sigmoid + binaryCrossentropy' && shape.units > 1;
  const product = mean ? `δ = (output − target) / ${String(shape.units)}` : 'δ = output − target';
  return l10n.t(
    'With {0} the product is simply {1}. It is computed that way, from preActivation, and stays exact when an output saturates.',
    pair,
    product,
  );
}
