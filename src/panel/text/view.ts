/** What is in view of a matrix, in words. */
import * as l10n from '@vscode/l10n';
import type { Window } from '../../protocol/tensor';
import type { MatrixSize } from '../drawing/window';
import type { OverviewMap } from '../drawing/overviewMap';
import { formatCount } from './format';

/** `rows 0 to 7 of 784, columns 0 to 15 of 1,024`; of a vector only the columns. */
export function viewWords(window: Window, size: MatrixSize): string {
  const columns = columnWords(window, size.columns);
  return size.rows === 1 ? columns : `${rowWords(window, size.rows)}, ${columns}`;
}

function rowWords({ row, rows }: Window, length: number): string {
  if (rows < length)
    return l10n.t('rows {0} to {1} of {2}', row, row + Math.max(0, rows - 1), formatCount(length));
  return length === 1 ? l10n.t('the only row') : l10n.t('all {0} rows', formatCount(length));
}

function columnWords({ column, columns }: Window, length: number): string {
  if (columns < length)
    return l10n.t(
      'columns {0} to {1} of {2}',
      column,
      column + Math.max(0, columns - 1),
      formatCount(length),
    );
  return length === 1 ? l10n.t('the only column') : l10n.t('all {0} columns', formatCount(length));
}

/** What a point of the overview stands for. */
export function overviewWords({ block }: OverviewMap, size: MatrixSize): string {
  if (block === 1) return l10n.t('each point is one element');
  return size.rows === 1
    ? l10n.t('each point is the largest |x| of {0} elements', block)
    : l10n.t('each point is the largest |x| of {0} × {0} elements', block);
}
