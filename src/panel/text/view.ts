/** What is in view of a matrix, in words. */
import type { Window } from '../../protocol/tensor';
import type { MatrixSize } from '../drawing/window';
import type { OverviewMap } from '../drawing/overviewMap';
import { formatCount } from './format';

/** `rows 0 to 7 of 784, columns 0 to 15 of 1,024`; of a vector only the columns. */
export function viewWords(window: Window, size: MatrixSize): string {
  const rows = rangeWords('row', window.row, window.rows, size.rows);
  const columns = rangeWords('column', window.column, window.columns, size.columns);
  return size.rows === 1 ? columns : `${rows}, ${columns}`;
}

function rangeWords(what: string, start: number, count: number, length: number): string {
  if (count >= length) return length === 1 ? `the only ${what}` : `all ${formatCount(length)} ${what}s`;
  const last = start + Math.max(0, count - 1);
  return `${what}s ${start} to ${last} of ${formatCount(length)}`;
}

/** What a point of the overview stands for. */
export function overviewWords({ block }: OverviewMap, size: MatrixSize): string {
  if (block === 1) return 'each point is one element';
  const elements = size.rows === 1 ? `${block} elements` : `${block} × ${block} elements`;
  return `each point is the largest |x| of ${elements}`;
}
