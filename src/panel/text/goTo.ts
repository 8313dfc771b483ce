/** What a person types to go to an element: `2, 1`, `[2][1]`, or `2` for a row. */
import * as l10n from '@vscode/l10n';
import type { Place } from '../drawing/window';

/** An element of a quantity; `sample` null: of the one on show, or the quantity has no third axis. */
export interface Destination extends Place {
  readonly sample: number | null;
}

/**
 * Where the text leads in a tensor of this shape: row and column, a row alone, or with three axes also sample, row
 * and column; of a vector, the element. A string says what is wrong with it.
 */
export function destinationFrom(text: string, shape: readonly number[]): Destination | string {
  const parts = text.split(/[\s,;[\]()]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  const most = shape.length;
  if (parts.length === 0 || parts.length > most || !parts.every((part) => /^\d+$/.test(part)))
    return whatToType(most);
  // One or two numbers are row and column, whatever lies outside them.
  const axes = most === 1 ? [0] : numbers.length === 3 ? [0, 1, 2] : [most - 2, most - 1];
  const beyond = numbers.findIndex((at, i) => at >= (shape[axes[i] ?? 0] ?? 0));
  if (beyond >= 0) {
    const axis = axes[beyond] ?? 0;
    return outside(3 - most + axis, parts[beyond] ?? '', (shape[axis] ?? 1) - 1);
  }
  const [first = 0, second = 0] = numbers;
  if (most === 1) return { sample: null, row: 0, column: first };
  if (numbers.length === 3) return destinationAt(numbers);
  return { sample: null, row: first, column: second };
}

/** @param axis of three: 0 counts the samples, 1 the rows, 2 the columns */
function outside(axis: number, typed: string, last: number): string {
  if (axis === 0) return l10n.t('Sample {0}: there are only 0 to {1}.', typed, last);
  return axis === 1
    ? l10n.t('Row {0}: there are only 0 to {1}.', typed, last)
    : l10n.t('Column {0}: there are only 0 to {1}.', typed, last);
}

function whatToType(axes: number): string {
  if (axes === 1) return l10n.t('Type a column, such as 2.');
  return axes === 2
    ? l10n.t('Type a row and a column, such as 2, 1, or a row alone.')
    : l10n.t('Type a row and a column, such as 2, 1, or a sample, a row and a column.');
}

/** The element with these indices, outermost first. */
export function destinationAt(index: readonly number[]): Destination {
  const [sample = 0, row = 0, column = 0] = [0, 0, 0, ...index].slice(-3);
  return { sample: index.length === 3 ? sample : null, row, column };
}
