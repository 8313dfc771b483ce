/** Indices and slices with NumPy's meaning: from 0, negative from the end, a slice without its end. */
import * as l10n from '@vscode/l10n';
import type { Budget } from './budget';
import { AbsentError, type Site } from './error';
import { describedShape, numberValue, shapeText, tensorValue, type TensorValue, type Value } from './value';

/** An index, or a slice; null is the beginning and the end. */
export type Selection = number | { readonly from: number | null; readonly to: number | null };

interface Range {
  readonly start: number;
  readonly length: number;
}

/**
 * The part of the tensor; a single number when every axis has its index. `site.error(message, i)` is at the
 * i-th index. Throws for an index that is out of range, no whole number, or one too many.
 */
export function select(x: TensorValue, selections: readonly Selection[], budget: Budget, site: Site): Value {
  const { shape } = x;
  if (selections.length > shape.length) throw site.error(tooMany(shape), shape.length);
  const ranges = shape.map((length, axis): Range => {
    const selection = selections[axis];
    if (selection === undefined) return { start: 0, length };
    return typeof selection === 'number'
      ? { start: indexOf(selection, axis, shape, site), length: 1 }
      : rangeOf(selection, length, axis, site);
  });
  const kept = ranges.filter((_, axis) => typeof selections[axis] !== 'number').map(({ length }) => length);
  if (kept.length === 0) return numberValue(x.data[flat(ranges, shape)] ?? NaN);
  return tensorValue(kept, copied(x, ranges, kept, budget, site));
}

export function tooMany(shape: readonly (number | string)[]): string {
  return l10n.t('One index too many: this is {0}.', describedShape(shape));
}

function indexOf(index: number, axis: number, shape: readonly number[], site: Site): number {
  const length = shape[axis] ?? 0;
  if (!Number.isInteger(index)) throw site.error(l10n.t('An index is a whole number, not {0}.', index), axis);
  const place = index < 0 ? index + length : index;
  if (place >= 0 && place < length) return place;
  // The element may well be there in another batch, which is larger.
  throw AbsentError.of(site.error(outOfRange(index, length, shape), axis));
}

export function outOfRange(index: number, length: number, shape: readonly (number | string)[]): string {
  return length === 0
    ? l10n.t('Index {0} is out of range: the shape is {1}, it is empty.', index, shapeText(shape))
    : l10n.t(
        'Index {0} is out of range: the shape is {1}, the indices here are 0 … {2}.',
        index,
        shapeText(shape),
        length - 1,
      );
}

/** What reaches beyond the end is cut, as in NumPy. */
function rangeOf({ from, to }: Exclude<Selection, number>, length: number, axis: number, site: Site): Range {
  for (const bound of [from, to]) {
    if (bound !== null && !Number.isInteger(bound)) {
      throw site.error(l10n.t('A slice is between whole numbers, and not at {0}.', bound), axis);
    }
  }
  const place = (bound: number): number => Math.min(Math.max(bound < 0 ? bound + length : bound, 0), length);
  const start = place(from ?? 0);
  return { start, length: Math.max(0, place(to ?? length) - start) };
}

/** Where the first element of the part lies. */
function flat(ranges: readonly Range[], shape: readonly number[]): number {
  return ranges.reduce((at, { start }, axis) => at * (shape[axis] ?? 1) + start, 0);
}

/** Row by row: the last axis lies together in memory. A part of a quantity stays float32. */
function copied(
  x: TensorValue,
  ranges: readonly Range[],
  kept: readonly number[],
  budget: Budget,
  site: Site,
): Float32Array | Float64Array {
  const { data, shape } = x;
  const count = kept.reduce((product, length) => product * length, 1);
  const result = data instanceof Float32Array ? new Float32Array(count) : budget.array(kept, site);
  if (count === 0) return result;
  const row = ranges.at(-1) ?? { start: 0, length: 1 };
  const outer = ranges.slice(0, -1);
  const place = outer.map(() => 0);
  for (let out = 0; out < count; out += row.length) {
    const rowRanges = outer.map(({ start }, axis) => ({ start: start + (place[axis] ?? 0), length: 1 }));
    const start = flat([...rowRanges, row], shape);
    result.set(data.subarray(start, start + row.length), out);
    advance(place, outer);
  }
  return result;
}

/** Counts on, as an odometer does. */
function advance(place: number[], ranges: readonly Range[]): void {
  for (let axis = ranges.length - 1; axis >= 0; axis--) {
    const next = (place[axis] ?? 0) + 1;
    place[axis] = next < (ranges[axis]?.length ?? 0) ? next : 0;
    if (place[axis] !== 0) return;
  }
}
