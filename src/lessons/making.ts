/** Which operation makes the numbers that a lesson speaks of, and when it does so next. */
import type { Cells, Place } from '../protocol/lesson';
import { momentAt, partsOf } from '../protocol/moments';
import type { OperationName } from '../protocol/vocabulary';

type Layers = readonly { readonly name: string }[];

/** Where the numbers of the cells are made in a batch step; null where none makes them, as the data. */
export function placeOfMaking(of: Cells, layers: Layers): Place | null {
  const layer = layers.findIndex(({ name }) => name === of.layer);
  const at = (operation: OperationName, index = layer): Place | null =>
    layers[index] === undefined ? null : { operation, layer: layers[index].name, batchStep: null };
  switch (of.quantity) {
    case 'loss':
      return { operation: 'loss', layer: null, batchStep: null };
    case 'gradient':
      return at('gradientPrev', layer + 1) ?? { operation: 'loss', layer: null, batchStep: null };
    case 'gradientBias':
      return at('gradientWeights');
    case 'input':
      return at('output', layer - 1);
    case 'weights':
    case 'bias':
      return at('update');
    default:
      return at(of.quantity);
  }
}

/** Where they are made next for a run at this moment, with the batch step; null where they are not made at all. */
export function nextMakingOf(of: Cells, layers: Layers, moment: number): Place | null {
  const place = placeOfMaking(of, layers);
  const { step } = partsOf(moment, layers.length);
  const here = place === null ? null : momentAt(place, layers, step);
  if (place === null || here === null) return null;
  return { ...place, batchStep: here > moment ? step : step + 1 };
}
