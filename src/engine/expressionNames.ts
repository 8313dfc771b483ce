/** The run as the expressions see it: SPEC's names, and nothing else. */
import * as l10n from '@vscode/l10n';
import { compile } from '../expressions/expression';
import { ExpressionError } from '../expressions/error';
import type { Names, ScalarName } from '../expressions/names';
import type { ExpressionResult } from '../protocol/engine';
import { hiddenSentence } from '../protocol/text/hidden';
import { isVeiled, type Hides, type Veil } from '../protocol/veil';
import { isQuantity } from '../protocol/vocabulary';
import type { Run } from './run';

/**
 * The run at whatever moment it stands. `frameLayer` is the layer of names without `layers[…]`; what the veil hides
 * is refused.
 */
export function namesOf(run: Run, frameLayer?: number, veil: Veil = []): Names {
  const { layers } = run.description;
  const hides: Hides = (layer, quantity) => isVeiled(veil, { layers, moment: run.now }, layer, quantity);
  return {
    layers: layers.map(({ name }) => name),
    get frameLayer() {
      return frameLayer ?? layerAtWork(run);
    },
    quantity: (layer, name) => run.quantity(layer, name),
    scalar: (name) => scalarOf(run, name),
    refusal: (name, layer) => {
      if (name !== 'loss' && !isQuantity(name)) return null;
      const of = layer ?? 0;
      return hides(of, name) ? hiddenSentence(layers[of]?.name ?? '', name) : null;
    },
    absence: (name, layer) => {
      const ofBias = name === 'bias' || name === 'gradientBias';
      const hasBias = layer === null || (layers[layer]?.hasBias ?? true);
      if (ofBias && !hasBias) return l10n.t('none, for useBias is false');
      if (name === 'accuracy' && !run.description.classification)
        return l10n.t('this is not a classification');
      return l10n.t('not computed yet in this batch step');
    },
  };
}

/** The layer of the operation that ran last; at the loss, and before the first operation, the last layer. */
export function layerAtWork(run: Run): number {
  return run.position?.layer ?? run.description.layers.length - 1;
}

/** What the text is worth now. Errors of the person who wrote it are results; only our own are thrown. */
export function evaluateText(run: Run, text: string, layer: number): ExpressionResult {
  try {
    const value = compile(text).evaluate(namesOf(run, layer));
    if (value.kind !== 'tensor') return value;
    // Always a copy: the buffer is given away, and the run's own numbers never are.
    return { kind: 'tensor', tensor: { shape: value.shape, data: value.data.slice() } };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { kind: 'error', message: error.message, column: error.column };
  }
}

function scalarOf(run: Run, name: ScalarName): number | null {
  const state = run.state();
  switch (name) {
    case 'epoch':
      return state.position?.epoch ?? null;
    case 'batch':
      return state.position?.batch ?? null;
    case 'N':
      return state.position === null ? null : state.N;
    case 'loss':
      return state.loss;
    case 'accuracy':
      return state.accuracy;
    case 'learningRate':
      return state.learningRate;
  }
}
