/** The numbers of the layer on show as whole matrices: what to read of them, and what has come. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../../protocol/engine';
import type { LayerView } from '../../protocol/panel';
import type { QuantityName, ReadableName } from '../../protocol/vocabulary';
import { scaleLimit } from '../drawing/scale';
import type { ElementAt } from '../drawing/sums';
import { thin } from '../drawing/thinning';
import { existsIn, expectedShape, matrixSize } from '../../protocol/text/shapes';
import { isFresh, type PanelState } from './model';
import { partOf, wholeOf, type Want } from './wants';

/** Elements up to which a matrix is read as a whole (256 kB); beyond it only the rows that are drawn. */
const READ_WHOLE = 65536;

/** A matrix to draw: its numbers, or why there are none. */
export type HeldMatrix =
  | {
      readonly kind: 'present';
      readonly rows: number;
      readonly columns: number;
      /** Null where a number has not come, or was not asked for. */
      readonly at: ElementAt;
      /** The numbers are of the moment on show. */
      readonly fresh: boolean;
      /** Both ends of the colour scale. */
      readonly limit: number;
      readonly mark?: 'edited' | 'stale' | undefined;
    }
  | { readonly kind: 'absent'; readonly reason: string };

export type PresentMatrix = Extract<HeldMatrix, { kind: 'present' }>;

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/**
 * What to read of a quantity to draw it, `sample` of it where it has three axes. Nothing where it is absent.
 * @param whole reads all of it, whatever its size: for sums over it
 */
export function wantsToDraw(layer: LayerView, quantity: QuantityName, sample = 0, whole = false): Want[] {
  const summary = layer.summaries[quantity];
  if (summary === null) return [];
  return wantsOfSize(layer.layer, quantity, matrixSize(summary.shape), sample, whole);
}

/** The same of anything readable, whose size is known. */
export function wantsOfSize(
  layer: number,
  name: ReadableName,
  { rows, columns }: Size,
  sample = 0,
  whole = false,
): Want[] {
  if (whole || rows * columns <= READ_WHOLE) return [wholeOf(layer, name, sample)];
  return thin(rows).indices.map((row) => rowOf(layer, name, sample, row, columns));
}

function rowOf(layer: number, quantity: ReadableName, sample: number, row: number, columns: number): Want {
  return { layer, quantity, window: { sample, row, rows: 1, column: 0, columns } };
}

/** The matrix of a quantity as far as it has come; a vector is one row. */
export function matrixOf(
  state: PanelState,
  layer: LayerView,
  shape: LayerShape,
  quantity: QuantityName,
  sample = 0,
): HeldMatrix {
  const summary = layer.summaries[quantity];
  if (summary === null)
    return {
      kind: 'absent',
      reason: existsIn(shape, quantity) ? l10n.t('not computed yet') : l10n.t('no bias'),
    };
  const size = matrixSize(summary.shape);
  return {
    kind: 'present',
    ...size,
    ...numbersOf(state, layer.layer, quantity, size, sample),
    limit: scaleLimit(summary),
    mark: summary.mark,
  };
}

/** The numbers that have come of what `wantsOfSize` asks for. */
export function numbersOf(
  state: PanelState,
  layer: number,
  name: ReadableName,
  { rows, columns }: Size,
  sample = 0,
): Pick<PresentMatrix, 'at' | 'fresh'> {
  const whole = partOf(state, wholeOf(layer, name, sample));
  if (whole !== null || rows * columns <= READ_WHOLE) {
    const data = whole?.slice.data;
    return { fresh: whole?.fresh ?? isFresh(state), at: (r, c) => data?.[r * columns + c] ?? null };
  }
  const parts = new Map(
    thin(rows).indices.map((row) => [row, partOf(state, rowOf(layer, name, sample, row, columns))]),
  );
  const fresh = [...parts.values()].every((part) => part?.fresh ?? isFresh(state));
  return { fresh, at: (r, c) => parts.get(r)?.slice.data[c] ?? null };
}

/** How many rows and columns the quantity has or will have; null where the batch is not known yet. */
export function sizeOf(
  layer: LayerView,
  shape: LayerShape,
  quantity: QuantityName,
  N: number,
): { readonly rows: number | null; readonly columns: number } {
  const axes = layer.summaries[quantity]?.shape ?? expectedShape(shape, quantity, N);
  const rows = axes.length < 2 ? 1 : axes.at(-2);
  return { rows: typeof rows === 'number' ? rows : null, columns: Number(axes.at(-1)) };
}

/** Row `row` of a matrix as a function of its column. */
export function rowAt(matrix: HeldMatrix, row: number): (column: number) => number | null {
  return (column) => (matrix.kind === 'present' ? matrix.at(row, column) : null);
}

/** A matrix made here, from matrices that were read. */
export function madeMatrix(
  rows: number,
  columns: number,
  at: ElementAt,
  limit: number,
  ...from: readonly HeldMatrix[]
): HeldMatrix {
  const missing = from.find((matrix) => matrix.kind === 'absent');
  if (missing !== undefined) return missing;
  const fresh = from.every((matrix) => matrix.kind === 'present' && matrix.fresh);
  return { kind: 'present', rows, columns, at, limit, fresh };
}
