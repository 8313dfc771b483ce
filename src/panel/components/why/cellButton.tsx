/** A factor: its number, and a way to its own explanation. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { cellKey, type CellRef } from '../../provenance/cell';
import type { Reading } from '../../state/why';
import { cellInWords, cellName } from '../../text/cells';
import { formatCell, formatExact } from '../../text/format';
import { followWithFocus } from './focus';

interface CellButtonProps {
  readonly cell: CellRef;
  readonly layerName: string;
  readonly reading: Reading;
  readonly onGo: (cell: CellRef) => void;
}

export function CellButton({ cell, layerName, reading, onGo }: CellButtonProps): JSX.Element {
  const name = cellInWords(cell, layerName);
  const { accent } = cellName(cell);
  return (
    <button
      type="button"
      class={`factor accent-${accent}`}
      aria-label={`${valueInWords(reading)}, ${name}`}
      title={reading.kind === 'value' ? `${name} = ${formatExact(reading.value)}` : name}
      data-cell={cellKey(cell)}
      data-value={reading.kind === 'value' && reading.fresh ? String(reading.value) : undefined}
      onClick={() => {
        followWithFocus(cell);
        onGo(cell);
      }}
    >
      {reading.kind === 'value'
        ? formatCell(reading.value)
        : reading.kind === 'absent'
          ? l10n.t('absent')
          : '…'}
    </button>
  );
}

function valueInWords(reading: Reading): string {
  switch (reading.kind) {
    case 'value':
      return reading.fresh
        ? formatCell(reading.value)
        : l10n.t('{0}, of an earlier moment', formatCell(reading.value));
    case 'absent':
      return l10n.t('absent');
    case 'pending':
      return l10n.t('being read');
  }
}
