/** The quantities of a layer at a stop: which are there, and why the others are not. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../protocol/engine';
import type { QuantityName } from '../protocol/vocabulary';
import type { ActiveRun } from './activeRun';

export const notComputed = (): string => l10n.t('not computed yet in this batch step');

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
  return ofBias && !hasBias ? l10n.t('none: useBias is false') : notComputed();
}

/** Beside a setting that the run has otherwise. */
export function fileSays(value: string | number): string {
  return l10n.t('the file says {0}', value);
}
