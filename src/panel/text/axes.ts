/** What the axes of a drawn matrix count, in words. */
import * as l10n from '@vscode/l10n';
import type { Axis } from '../../protocol/vocabulary';

/** What there is one of along an axis; a vector is one row of nothing in particular. */
export type AxisWord = Axis | 'row';

export function axisWord(axis: AxisWord): string {
  switch (axis) {
    case 'sample':
      return l10n.t('sample');
    case 'input':
      return l10n.t('input');
    case 'unit':
      return l10n.t('unit');
    case 'row':
      return l10n.t('row');
  }
}

/** So many of them; null: a number not known yet. */
export function axisWords(axis: AxisWord, count: number | null = null): string {
  if (count === 1) return axisWord(axis);
  switch (axis) {
    case 'sample':
      return l10n.t('samples');
    case 'input':
      return l10n.t('inputs');
    case 'unit':
      return l10n.t('units');
    case 'row':
      return l10n.t('rows');
  }
}
