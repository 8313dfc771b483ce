/** To copy all of a matrix as text for another program, or to save it: so far as the menu below it goes. */
import * as l10n from '@vscode/l10n';
import type { CopyFormat, Export, SaveFormat } from '../../../protocol/export';
import type { FromPanel } from '../../../protocol/panel';
import type { QuantityName } from '../../../protocol/vocabulary';
import type { MenuItem } from '../menu';

/** What leaves the panel; everything of a message but the run, the moment and the layer. */
export type Exported = Pick<Extract<FromPanel, { type: 'export' }>, 'quantity' | 'sample'> & Export;

/**
 * LaTeX has no matrix of three axes: of such a quantity, that of the sample on show is copied. `axes` are as many as
 * the quantity has.
 */
export function exportItems(quantity: QuantityName, axes: number, sample: number): MenuItem<Exported>[] {
  const copy = (format: CopyFormat, name: string): MenuItem<Exported> => {
    const one = format === 'latex' && axes === 3;
    return {
      key: `copy-${format}`,
      choice: { quantity, sample: one ? sample : null, to: 'clipboard', format },
      label: one ? l10n.t('Copy sample {0} as {1}', sample, name) : l10n.t('Copy as {0}', name),
    };
  };
  const save = (format: SaveFormat, name: string): MenuItem<Exported> => ({
    key: `save-${format}`,
    choice: { quantity, sample: null, to: 'file', format },
    label: l10n.t('Save as {0}…', name),
  });
  return [
    copy('numpy', 'NumPy'),
    copy('javascript', 'JavaScript'),
    copy('csv', 'CSV'),
    copy('latex', 'LaTeX'),
    save('npy', '.npy'),
    save('csv', 'CSV'),
  ];
}
