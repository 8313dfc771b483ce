/** How each activation's derivative is written, and why it is written from what it is written from. */
import type { LayerShape, RunDescription } from '../engine';

export interface DerivativeText {
  /** The right side of `activationDerivative = …`. */
  readonly formula: string;
  /** The quantity the formula reads; linear's derivative is 1 whatever the numbers are. */
  readonly from: 'output' | 'preActivation' | null;
  readonly note?: string;
}

const FROM_OUTPUT = (formula: string): DerivativeText => ({ formula, from: 'output' });

const DERIVATIVES: Readonly<Record<string, DerivativeText>> = {
  linear: { formula: '1', from: null },
  sigmoid: FROM_OUTPUT('output ∘ (1 − output)'),
  tanh: FROM_OUTPUT('1 − output²'),
  relu: FROM_OUTPUT('1 where output > 0, else 0'),
  leakyRelu: FROM_OUTPUT('1 where output > 0, else alpha'),
  elu: FROM_OUTPUT('1 where output > 0, else output + alpha'),
  softplus: FROM_OUTPUT('1 − exp(−output)'),
  swish: {
    formula: 'σ(preActivation) ∘ (1 + preActivation ∘ (1 − σ(preActivation)))',
    from: 'preActivation',
    note: 'swish falls before it rises: two values of preActivation can give the same output with different slopes. So the slope is taken at preActivation.',
  },
  gelu: {
    formula: 'Φ(preActivation) + preActivation ∘ φ(preActivation)',
    from: 'preActivation',
    note: 'gelu falls before it rises: two values of preActivation can give the same output with different slopes. So the slope is taken at preActivation. Φ and φ are the normal distribution and its density.',
  },
  softmax: {
    formula: 'diag(output[s]) − output[s]ᵀ · output[s], for each sample s',
    from: 'output',
    note: 'softmax mixes its units: each output depends on every preActivation of its sample. So each sample has a whole matrix of derivatives, its Jacobian.',
  },
};

/** The derivative of the layer's activation; an activation this page does not know keeps its general form. */
export function derivativeOf(layer: LayerShape): DerivativeText {
  return DERIVATIVES[layer.activation] ?? { formula: 'a′(preActivation)', from: 'preActivation' };
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
  const exact = 'It is computed that way, from preActivation, and stays exact when an output saturates.';
  if (pair === 'softmax + categoricalCrossentropy')
    return `With ${pair} the product is simply δ = output − target. ${exact}`;
  const mean = shape.units > 1 ? ` / ${String(shape.units)}` : '';
  return `With ${pair} the product is simply δ = ${mean ? '(output − target)' : 'output − target'}${mean}. ${exact}`;
}
