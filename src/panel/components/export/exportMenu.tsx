/** A menu below a matrix: copy all of it as text for another program, or save it. */
import type { JSX } from 'preact';
import type { CopyFormat, Export, SaveFormat } from '../../../protocol/export';
import type { FromPanel } from '../../../protocol/panel';
import type { QuantityName } from '../../../protocol/vocabulary';
import { Menu, type MenuItem } from '../menu';

/** What leaves the panel; everything of a message but the run, the moment and the layer. */
export type Exported = Pick<Extract<FromPanel, { type: 'export' }>, 'quantity' | 'sample'> & Export;

interface ExportMenuProps {
  readonly quantity: QuantityName;
  /** As many as the quantity has. */
  readonly axes: number;
  /** The one on show, of a quantity of three axes. */
  readonly sample: number;
  /** Its numbers are those of the moment on show. */
  readonly fresh: boolean;
  readonly onExport: (exported: Exported) => void;
}

/** LaTeX has no matrix of three axes: of such a quantity, the one on show is copied. */
function itemsOf({ quantity, axes, sample }: ExportMenuProps): MenuItem<Exported>[] {
  const copy = (format: CopyFormat, name: string): MenuItem<Exported> => {
    const one = format === 'latex' && axes === 3;
    return {
      key: `copy-${format}`,
      choice: { quantity, sample: one ? sample : null, to: 'clipboard', format },
      label: one ? `Copy sample ${sample} as ${name}` : `Copy as ${name}`,
    };
  };
  const save = (format: SaveFormat, name: string): MenuItem<Exported> => ({
    key: `save-${format}`,
    choice: { quantity, sample: null, to: 'file', format },
    label: `Save as ${name}…`,
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

export function ExportMenu(props: ExportMenuProps): JSX.Element {
  const { quantity, axes, fresh, onExport } = props;
  const what = axes === 3 ? `${quantity} of all samples` : `the whole of ${quantity}`;
  return (
    <Menu
      action={`export-${quantity}`}
      label={`Copy or save ${quantity}`}
      title={`Copy ${what} as text, or save it to a file`}
      enabled={fresh}
      items={itemsOf(props)}
      onChoose={onExport}
    >
      Copy or save<span class="unseen"> {quantity}</span>…
    </Menu>
  );
}
