/** Long axes drawn in few cells: every k-th row or column, and the words that say so. */
import * as l10n from '@vscode/l10n';

/** The rows or columns of an axis that are drawn. */
export interface Thinned {
  /** How long the axis is. */
  readonly length: number;
  /** Every so-manieth is drawn; 1 draws all. */
  readonly stride: number;
  readonly indices: readonly number[];
}

/** Cells along an axis of a picture: more are too small to tell apart beside others. */
export const MOST_DRAWN = 24;

/** The first index and every `stride`-th after it, `most` of them at the most. */
export function thin(length: number, most = MOST_DRAWN): Thinned {
  const stride = Math.max(1, Math.ceil(length / most));
  const indices = Array.from({ length: Math.ceil(length / stride) }, (_, i) => i * stride);
  return { length, stride, indices };
}

/** `every 8th row`; empty when every one is drawn. */
export function thinnedWords({ stride }: Thinned, what: 'row' | 'column'): string {
  if (stride === 1) return '';
  return what === 'row'
    ? l10n.t('every {0} row', ordinal(stride))
    : l10n.t('every {0} column', ordinal(stride));
}

/** `33rd`: a number in a row, in digits. */
export function ordinal(count: number): string {
  const teens = count % 100 >= 11 && count % 100 <= 13;
  switch (teens ? 0 : count % 10) {
    case 1:
      return l10n.t('{0}st', count);
    case 2:
      return l10n.t('{0}nd', count);
    case 3:
      return l10n.t('{0}rd', count);
    default:
      return l10n.t('{0}th', count);
  }
}
