/** Layers by name or index, and what to say when something is not there. */
import * as l10n from '@vscode/l10n';
import { didYouMean, listed, nearest, sentences } from '../definition/spelling';
import type { QuantityName } from '../protocol/vocabulary';
import { AbsentError, ExpressionError, type Span } from './error';
import { findLayer, isQuantityName, type LayerReference, type Names, type ScalarName } from './names';

/** The layer's place; null means the frame's. Throws when there is no such layer. */
export function resolvedLayer(
  reference: LayerReference | null,
  { layers, frameLayer }: Pick<Names, 'layers' | 'frameLayer'>,
  at: Span,
): number {
  if (reference === null) return frameLayer;
  const found = findLayer(reference, layers);
  if (found !== null) return found;
  throw new ExpressionError(noLayer(reference, layers), at);
}

function noLayer(reference: LayerReference, layers: readonly string[]): string {
  const there = listed(layers, 'and');
  if (reference.name === undefined) {
    return l10n.t('There is no layer {0}. The layers are {1}, counted from 0.', reference.index, there);
  }
  return sentences(
    l10n.t("There is no layer '{0}'. The layers are {1}.", reference.name, there),
    didYouMean(nearest(reference.name, layers)),
  );
}

/** A quantity or number that is absent at this position. */
export function missing(
  name: QuantityName | ScalarName,
  layer: number | null,
  names: Names,
  at: Span,
): ExpressionError {
  const reason = names.absence?.(name, layer) ?? l10n.t('not computed yet');
  const what =
    layer !== null && isQuantityName(name)
      ? l10n.t("{0} of '{1}'", name, names.layers[layer] ?? layer)
      : name;
  return new AbsentError(l10n.t('{0} is absent here: {1}.', what, reason), at);
}
