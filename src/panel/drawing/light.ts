/** Which cells of a matrix are lit: the selected one, those it comes from, and the row of the chosen sample. */
import type { QuantityName } from '../../protocol/vocabulary';
import { placeOfCell } from '../provenance/cell';
import type { Patch } from '../provenance/leaves';
import type { Why } from '../state/why';
import type { Place } from './window';

export interface Light {
  readonly selected: Place | null;
  /** Of the same matrix. */
  readonly patches: readonly Patch[];
  /** The row of the chosen sample; null where rows are no samples, or none is chosen. */
  readonly sampleRow: number | null;
}

export const NO_LIGHT: Light = { selected: null, patches: [], sampleRow: null };

/** The light on one matrix of the layer on show. `sample`: the one whose matrix is drawn, where there is one each. */
export function lightOn(
  why: Why | null,
  matrix: { readonly layer: number; readonly quantity: QuantityName; readonly sample: number },
  sampleRow: number | null,
): Light {
  if (why === null) return sampleRow === null ? NO_LIGHT : { ...NO_LIGHT, sampleRow };
  const { layer, quantity, sample } = matrix;
  const place = placeOfCell(why.cell);
  const isHere = why.cell.layer === layer && why.cell.quantity === quantity && place.sample === sample;
  const patches = why.patches.filter(
    (patch) => patch.layer === layer && patch.quantity === quantity && patch.sample === sample,
  );
  return { selected: isHere ? place : null, patches: isHere ? patches.slice(1) : patches, sampleRow };
}

/** `selected`, or a `factor` of what is selected. */
export type CellLight = 'selected' | 'factor' | null;

export function lightAt({ selected, patches }: Light, row: number, column: number): CellLight {
  if (selected?.row === row && selected.column === column) return 'selected';
  const isFactor = patches.some(
    (patch) =>
      row >= patch.row &&
      row < patch.row + patch.rows &&
      column >= patch.column &&
      column < patch.column + patch.columns,
  );
  return isFactor ? 'factor' : null;
}
