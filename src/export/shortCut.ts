import { shortCutOf, type ShortCut } from '../protocol/text/derivatives';
import type { ScriptSubject } from './subject';

/** The loss and the last layer's activation, where they are computed as one; null where they are not. */
export function shortCutIn({ layers, loss }: Pick<ScriptSubject, 'layers' | 'loss'>): ShortCut | null {
  const shapes = layers.map(({ name, units, useBias, activation }) => ({
    name,
    inputs: 0,
    units,
    activation: activation.type,
    hasBias: useBias,
  }));
  return shortCutOf({ layers: shapes, loss }, layers.length - 1);
}
