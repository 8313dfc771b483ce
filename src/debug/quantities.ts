/** The quantities of a layer at a stop: which are there, and why the others are not. */
import type { LayerShape } from '../protocol/engine';
import type { QuantityName } from '../protocol/vocabulary';
import type { ActiveRun } from './activeRun';

export const NOT_COMPUTED = 'not computed yet in this batch step';

/** The layer whose quantities the plain names mean: the one at work, or the last one at the loss. */
export function frameLayer(run: ActiveRun): number {
  const { position } = run.state;
  return position?.layer ?? run.layers.length - 1;
}

export function layerAt(run: ActiveRun, layer: number): LayerShape {
  const shape = run.layers[layer];
  if (!shape) throw new Error(`there is no layer ${layer}`);
  return shape;
}

/** Why a quantity is absent, in words. */
export function absence(run: ActiveRun, layer: number, quantity: QuantityName): string {
  const { hasBias } = layerAt(run, layer);
  const ofBias = quantity === 'bias' || quantity === 'gradientBias';
  return ofBias && !hasBias ? 'none: useBias is false' : NOT_COMPUTED;
}
