/**
 * What a learner is about to predict is not told by the debugger either. The host says what is hidden, by
 * `backstep/veil`; until it says otherwise, or the run is over, these quantities have this text in place of numbers.
 */
import * as l10n from '@vscode/l10n';
import { compile } from '../expressions/expression';
import { ExpressionError } from '../expressions/error';
import { findLayer, isQuantityName } from '../expressions/names';
import type { Cells } from '../protocol/lesson';
import { isVeiled, type Veil } from '../protocol/veil';
import type { QuantityName } from '../protocol/vocabulary';
import type { ActiveRun } from './activeRun';
import { ProtocolError } from './protocolError';
import { frameLayer, layerAt } from './quantities';
import type { Received } from './requests';

export function hiddenText(): string {
  return l10n.t('hidden until you answer');
}

/** Of `backstep/veil`, a request of our own: all that is hidden from now on. */
export interface VeilArguments {
  hidden: { layer: string | null; quantity: string; index: (number | null)[] }[];
}

/** Takes the place of what was hidden before. Throws an `argument` error for what are no numbers of a run. */
export function veilFrom({ hidden }: Received<VeilArguments>): Veil {
  if (!Array.isArray(hidden)) throw wrong(l10n.t('hidden has to be a list'));
  return hidden.map((one): Cells => {
    const { layer = null, quantity = '', index = [] } = one;
    if (quantity === 'loss') return { layer: null, quantity, index: [] };
    if (!isQuantityName(quantity)) throw wrong(l10n.t("'{0}' is no quantity", quantity));
    return { layer, quantity, index: index.map((at) => at ?? null) };
  });
}

export function isHidden(
  { veil, layers }: Pick<ActiveRun, 'veil' | 'layers'>,
  layer: number,
  quantity: QuantityName | 'loss',
): boolean {
  return isVeiled(veil, layers, layer, quantity);
}

/** Throws an `evaluate` error for a quantity that is hidden. */
export function requireShown(run: ActiveRun, layer: number, quantity: QuantityName | 'loss'): void {
  if (!isHidden(run, layer, quantity)) return;
  const name = quantity === 'loss' ? quantity : l10n.t("{0} of '{1}'", quantity, layerAt(run, layer).name);
  throw new ProtocolError('evaluate', l10n.t('{0} is hidden until you answer.', name));
}

/** The same for everything that an expression reads. What is no expression is left to whoever evaluates it. */
export function requireReadable(run: ActiveRun, text: string): void {
  if (run.veil.length === 0) return;
  const references = referencesOf(text);
  if (references === null) return;
  const names = run.layers.map(({ name }) => name);
  for (const { layer, name } of references.quantities)
    requireShown(run, (layer === null ? null : findLayer(layer, names)) ?? frameLayer(run), name);
  if (references.scalars.includes('loss')) requireShown(run, frameLayer(run), 'loss');
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
