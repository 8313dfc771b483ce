/** What an expression may read: the run's quantities and its plain numbers, and nothing else. */
import * as l10n from '@vscode/l10n';
import type { Tensor } from '../protocol/tensor';
import { QUANTITY_NAMES, type QuantityName } from '../protocol/vocabulary';

/** The single numbers of a run, with what they mean, in the user's language. */
export const SCALARS = {
  loss: () => l10n.t('the mean loss over the batch, before the update'),
  accuracy: () => l10n.t('the share of the batch that is classified right'),
  epoch: () => l10n.t('the pass over the data, counted from 0'),
  batch: () => l10n.t('the batch of the epoch, counted from 0'),
  N: () => l10n.t('the number of samples in the batch at hand'),
  learningRate: () => l10n.t('the learning rate of the optimizer'),
} as const;
export type ScalarName = keyof typeof SCALARS;
export const SCALAR_NAMES = Object.keys(SCALARS) as readonly ScalarName[];

/**
 * The run as an expression sees it at one moment. null stands for what is absent at this position: not
 * computed yet, or never there. `absence` may say why, as the end of a sentence: "not computed yet".
 */
export interface Names {
  readonly layers: readonly string[];
  /** The layer that a quantity without `layers[…]` belongs to. */
  readonly frameLayer: number;
  quantity(layer: number, name: QuantityName): Tensor | null;
  scalar(name: ScalarName): number | null;
  absence?(name: QuantityName | ScalarName, layer: number | null): string;
  /** Why what is there may not be read, as a sentence; null where it may. */
  refusal?(name: QuantityName | ScalarName, layer: number | null): string | null;
}

/** How an expression names a layer: by its place, from 0 (negative: from the end), or by its name. */
export type LayerReference =
  { readonly index: number; readonly name?: never } | { readonly name: string; readonly index?: never };

export function isQuantityName(name: string): name is QuantityName {
  return (QUANTITY_NAMES as readonly string[]).includes(name);
}

export function isScalarName(name: string): name is ScalarName {
  return Object.hasOwn(SCALARS, name);
}

/** The layer's place; null when there is no such layer. */
export function findLayer(reference: LayerReference, layers: readonly string[]): number | null {
  if (reference.name !== undefined) {
    const found = layers.indexOf(reference.name);
    return found < 0 ? null : found;
  }
  const index = reference.index < 0 ? reference.index + layers.length : reference.index;
  return index >= 0 && index < layers.length ? index : null;
}
