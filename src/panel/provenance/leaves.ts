/** What has to be read to write a number out, and how the cells that are only worked out get their value. */
import type { ReadableName } from '../../protocol/vocabulary';
import { cellKey, isReadable, placeOfCell, type CellRef } from './cell';
import { evaluate, type Evaluated, type Lookup } from './evaluate';
import { cellsOf } from './expression';
import { provenanceOf, type Form, type Provenance, type Setting } from './provenance';

/** Cells of one matrix that stand together: a row, a column, or a few of them. */
export interface Patch {
  readonly layer: number;
  readonly quantity: ReadableName;
  readonly sample: number;
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** The cells that a number is written out with. */
export function factorsOf(provenance: Provenance): CellRef[] {
  switch (provenance.kind) {
    case 'computed':
      return provenance.forms.flatMap(({ expression }) => cellsOf(expression));
    case 'unseen':
      return [...provenance.factors];
    case 'given':
      return [];
  }
}

/** The same in matrices of the run: of a loss of one sample, what that is worked out from. */
export function readableFactorsOf(provenance: Provenance, setting: Setting): CellRef[] {
  return factorsOf(provenance).flatMap((ref) =>
    ref.quantity === 'sampleLoss' ? factorsOf(provenanceOf(ref, setting)) : [ref],
  );
}

/** The smallest rectangles, one for each matrix, that hold these cells. */
export function patchesOf(cells: readonly CellRef[]): Patch[] {
  const patches = new Map<string, Patch>();
  for (const { layer, quantity, index } of cells) {
    if (!isReadable(quantity)) continue;
    const place = placeOfCell({ layer, quantity, index });
    const key = [layer, quantity, place.sample].join(' ');
    const one = { layer, quantity, ...place, rows: 1, columns: 1 };
    const patch = patches.get(key);
    patches.set(key, patch === undefined ? one : around(patch, one));
  }
  return [...patches.values()];
}

function around(a: Patch, b: Patch): Patch {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    ...a,
    row,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    column,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

/** The way in which the engine computes a number. */
export function computedForm(forms: readonly [Form, ...Form[]]): Form {
  return forms.find(({ computed }) => computed) ?? forms[0];
}

/** A lookup that also knows what a sample's loss is worth; the engine keeps only the mean of them. */
export function withSampleLosses(lookup: Lookup, setting: Setting): Lookup {
  const known = new Map<string, Evaluated | null>();
  return (ref) => {
    if (ref.quantity !== 'sampleLoss') return lookup(ref);
    const key = cellKey(ref);
    const before = known.get(key);
    if (before !== undefined) return before;
    const source = provenanceOf(ref, setting);
    const value = source.kind === 'computed' ? evaluate(computedForm(source.forms).expression, lookup) : null;
    known.set(key, value);
    return value;
  };
}
