/**
 * What a learner is about to predict is not told by the debugger either. The host says what is hidden, by
 * `backstep/veil`; until it says otherwise, or the run is over, these quantities have a text in place of numbers, and
 * what would tell them is refused. Whatever writes numbers of a run asks here; docs/lessons.md has the list.
 */
import * as l10n from '@vscode/l10n';
import { sentences } from '../definition/spelling';
import { compile } from '../expressions/expression';
import { ExpressionError } from '../expressions/error';
import { findLayer, isQuantityName } from '../expressions/names';
import { hiddenSentence } from '../protocol/text/hidden';
import { isVeiled, type HiddenCells, type Hides, type Veil } from '../protocol/veil';
import type { QuantityName } from '../protocol/vocabulary';
import type { ActiveRun } from './activeRun';
import { ProtocolError } from './protocolError';
import { frameLayer, layerAt } from './quantities';
import type { Received } from './requests';

/** Of `backstep/veil`, a request of our own: all that is hidden from now on. */
export interface VeilArguments {
  hidden: { layer: string | null; quantity: string; index: (number | null)[]; from?: number }[];
}

/** Takes the place of what was hidden before. Throws an `argument` error for what are no numbers of a run. */
export function veilFrom({ hidden }: Received<VeilArguments>): Veil {
  if (!Array.isArray(hidden)) throw wrong(l10n.t('hidden has to be a list'));
  return hidden.map((one): HiddenCells => {
    const { layer = null, quantity = '', index = [], from } = one;
    const since = from === undefined ? {} : { from };
    if (quantity === 'loss') return { layer: null, quantity, index: [], ...since };
    if (!isQuantityName(quantity)) throw wrong(l10n.t("'{0}' is no quantity", quantity));
    return { layer, quantity, index: index.map((at) => at ?? null), ...since };
  });
}

type Veiled = Pick<ActiveRun, 'veil' | 'layers' | 'state'>;

export function isHidden(
  { veil, layers, state }: Veiled,
  layer: number,
  quantity: QuantityName | 'loss',
): boolean {
  return isVeiled(veil, { layers, moment: state.moment }, layer, quantity);
}

/** The same, for whoever puts numbers into words. */
export function hidesOf(run: Veiled): Hides {
  return (layer, quantity) => isHidden(run, layer, quantity);
}

/** Whether the mean over an epoch that has just ended is the hidden loss itself: it had no other batch. */
export function hidesEpoch(run: Veiled, epoch: number): boolean {
  const { batchesPerEpoch, position } = run.state;
  return batchesPerEpoch === 1 && position?.epoch === epoch && isHidden(run, 0, 'loss');
}

/** Throws an `evaluate` error for a quantity that is hidden. */
export function requireShown(run: ActiveRun, layer: number, quantity: QuantityName | 'loss'): void {
  if (!isHidden(run, layer, quantity)) return;
  throw new ProtocolError('evaluate', hiddenSentence(layerAt(run, layer).name, quantity));
}

/** Throws a `state` error while anything is hidden: for what takes all numbers of the batch step along. */
export function requireNothingHidden(run: ActiveRun): void {
  const hidden = run.veil.find(({ layer, quantity }) => {
    const index = run.layers.findIndex(({ name }) => name === layer);
    return (quantity === 'loss' || index >= 0) && isHidden(run, index, quantity);
  });
  if (hidden === undefined) return;
  const why = hiddenSentence(hidden.layer ?? '', hidden.quantity);
  throw new ProtocolError('state', sentences(why, l10n.t('What is taken along would tell it.')));
}

/** The same as `requireShown` for everything that an expression reads. What is no expression is left to whoever evaluates it. */
export function requireReadable(run: ActiveRun, text: string): void {
  for (const { layer, quantity } of readBy(text, run.layers, frameLayer(run)))
    requireShown(run, layer, quantity);
}

/** Whether an expression reads anything that is hidden. */
export function readsHidden(
  text: string,
  layers: ActiveRun['layers'],
  frameLayer: number,
  hides: Hides,
): boolean {
  return readBy(text, layers, frameLayer).some(({ layer, quantity }) => hides(layer, quantity));
}

interface ReadQuantity {
  readonly layer: number;
  readonly quantity: QuantityName | 'loss';
}

function readBy(text: string, layers: ActiveRun['layers'], frameLayer: number): ReadQuantity[] {
  const references = referencesOf(text);
  if (references === null) return [];
  const names = layers.map(({ name }) => name);
  return [
    ...references.quantities.map(({ layer, name }) => ({
      layer: (layer === null ? null : findLayer(layer, names)) ?? frameLayer,
      quantity: name,
    })),
    ...(references.scalars.includes('loss') ? [{ layer: frameLayer, quantity: 'loss' as const }] : []),
  ];
}

function referencesOf(text: string): ReturnType<typeof compile>['references'] | null {
  try {
    return compile(text).references;
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

function wrong(why: string): ProtocolError {
  return new ProtocolError('argument', `backstep/veil: ${why}.`);
}
