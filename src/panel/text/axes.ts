/** What the axes of a drawn matrix count, in words. */
import * as l10n from '@vscode/l10n';
import { axisPlural, axisText } from '../../protocol/text/shapes';
import type { Axis } from '../../protocol/vocabulary';

/** What there is one of along an axis; a vector is one row of nothing in particular. */
export type AxisWord = Axis | 'row';

export function axisWord(axis: AxisWord): string {
  return axis === 'row' ? l10n.t('row') : axisText(axis);
}

/** So many of them; null: a number not known yet. */
export function axisWords(axis: AxisWord, count: number | null = null): string {
  if (count === 1) return axisWord(axis);
  return axis === 'row' ? l10n.t('rows') : axisPlural(axis);
}
