/** What the quantities of a layer come from, as matrices to draw: the targets, and the parameters before the update. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../../protocol/engine';
import type { LayerView } from '../../protocol/panel';
import type { QuantityName, SourceName } from '../../protocol/vocabulary';
import { expectedShape, matrixSize } from '../../protocol/text/shapes';
import { scaleLimit } from '../drawing/scale';
import { largestOf } from '../drawing/sums';
import { thin } from '../drawing/thinning';
import { numbersOf, wantsOfSize, type HeldMatrix } from './matrices';
import type { PanelState } from './model';
import { wantKey, type Want } from './wants';

/** The quantity of the same shape, which has its numbers on the same scale. */
export const LIKE: Readonly<Record<SourceName, QuantityName>> = {
  target: 'output',
  weightsBefore: 'weights',
  biasBefore: 'bias',
};

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Null while the batch is not known. */
function sizeOfSource(shape: LayerShape, source: SourceName, N: number): Size | null {
  const axes = expectedShape(shape, LIKE[source], N);
  const lengths = axes.filter((length) => typeof length === 'number');
  return lengths.length === axes.length ? matrixSize(lengths) : null;
}

/** What to read to draw it; the targets are those of the last layer. */
export function wantsOfSource(layer: LayerView, shape: LayerShape, source: SourceName, N: number): Want[] {
  const size = sizeOfSource(shape, source, N);
  return size === null ? [] : wantsOfSize(layer.layer, source, size);
}

/** As far as it has come; absent before the first operation of a run. */
export function sourceOf(
  state: PanelState,
  layer: LayerView,
  shape: LayerShape,
  source: SourceName,
  N: number,
): HeldMatrix {
  const size = sizeOfSource(shape, source, N);
  const wants = wantsOfSource(layer, shape, source, N);
  const isAbsent = wants.every(
    (want) => state.partsAnswered.includes(wantKey(want)) && !state.parts.has(wantKey(want)),
  );
  if (size === null || isAbsent) return { kind: 'absent', reason: l10n.t('not known yet') };
  const numbers = numbersOf(state, layer.layer, source, size);
  const own = largestOf(numbers.at, thin(size.rows).indices, thin(size.columns).indices);
  const summary = layer.summaries[LIKE[source]];
  const isBefore = source !== 'target' && summary !== null;
  return {
    kind: 'present',
    ...size,
    ...numbers,
    // Before and after on one scale, so that colours can be compared.
    limit: isBefore ? Math.max(own, scaleLimit(summary)) : own,
  };
}
