/** Layers by name or index, and what to say when something is not there. */
import { listed, nearest } from '../definition/spelling';
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
  const there = `The layers are ${listed(layers, 'and')}`;
  if (reference.name === undefined) return `There is no layer ${reference.index}. ${there}, counted from 0.`;
  const near = nearest(reference.name, layers);
  const help = near === null ? '' : ` Did you mean '${near}'?`;
  return `There is no layer '${reference.name}'. ${there}.${help}`;
}

/** A quantity or number that is absent at this position. */
export function missing(
  name: QuantityName | ScalarName,
  layer: number | null,
  names: Names,
  at: Span,
): ExpressionError {
  const reason = names.absence?.(name, layer) ?? 'not computed yet';
  const whose = layer !== null && isQuantityName(name) ? ` of '${names.layers[layer] ?? layer}'` : '';
  return new AbsentError(`${name}${whose} is absent here: ${reason}.`, at);
}
