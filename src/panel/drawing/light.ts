/** Which cells of a matrix are lit: the selected one, those it comes from, and the row of the chosen sample. */
import type { ReadableName } from '../../protocol/vocabulary';
import { placeOfCell } from '../provenance/cell';
import type { Patch } from '../provenance/leaves';
import type { Why } from '../state/why';
import type { Place } from './window';

/** Cells that stand together. */
export type Area = Pick<Patch, 'row' | 'rows' | 'column' | 'columns'>;

export interface Light {
  readonly selected: Place | null;
  /** Of the same matrix. */
  readonly patches: readonly Area[];
  /** The row of the chosen sample; null where rows are no samples, or none is chosen. */
  readonly sampleRow: number | null;
  /** The cells that a lesson points at. */
  readonly pointed?: Area;
}

export const NO_LIGHT: Light = { selected: null, patches: [], sampleRow: null };

/** The light on one matrix of the layer on show. `sample`: the one whose matrix is drawn, where there is one each. */
export function lightOn(
  why: Why | null,
  matrix: { readonly layer: number; readonly quantity: ReadableName; readonly sample: number },
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

/** On the losses of the samples in a column, which are worked out: one is explained, or all make the loss. */
export function lightOnSampleLosses(why: Why | null): Light {
  if (why?.cell.quantity === 'sampleLoss')
    return { ...NO_LIGHT, selected: { row: why.cell.index[0] ?? 0, column: 0 } };
  if (why?.cell.quantity !== 'loss') return NO_LIGHT;
  return { ...NO_LIGHT, patches: [{ row: 0, rows: why.setting.N, column: 0, columns: 1 }] };
}

/** The same light on the turned matrix. */
export function turnedLight({ selected, patches, sampleRow }: Light): Light {
  return {
    selected: selected && { row: selected.column, column: selected.row },
    patches: patches.map(({ row, rows, column, columns }) => ({
      row: column,
      rows: columns,
      column: row,
      columns: rows,
    })),
    sampleRow,
  };
}

/** `selected`, a `factor` of what is selected, or `pointed` at by a lesson. */
export type CellLight = 'selected' | 'factor' | 'pointed' | null;

export function lightAt({ selected, patches, pointed }: Light, row: number, column: number): CellLight {
  if (selected?.row === row && selected.column === column) return 'selected';
  if (patches.some((patch) => holds(patch, row, column))) return 'factor';
  return pointed !== undefined && holds(pointed, row, column) ? 'pointed' : null;
}

function holds(patch: Area, row: number, column: number): boolean {
  return (
    row >= patch.row &&
    row < patch.row + patch.rows &&
    column >= patch.column &&
    column < patch.column + patch.columns
  );
}

/** The light with what a lesson points at, where that is in this matrix. */
export function withPointed(
  light: Light,
  pointed: Patch | null,
  {
    layer,
    quantity,
    sample,
  }: { readonly layer: number; readonly quantity: ReadableName; readonly sample: number },
): Light {
  const isHere = pointed?.layer === layer && pointed.quantity === quantity && pointed.sample === sample;
  return isHere ? { ...light, pointed } : light;
}
