/** One number of a plate. Where the plate is coloured only, it is the frame around the keyboard's cell. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { CellLight } from '../../drawing/light';
import { cellColour } from '../../drawing/scale';
import { axisWord } from '../../text/axes';
import { formatExact, formatShort } from '../../text/format';
import { lightWords } from '../../text/words';
import type { PlateProps } from './plate';

interface PlateCellProps extends PlateProps {
  readonly numbers: boolean;
  readonly row: number;
  readonly column: number;
  readonly left: number;
  readonly top: number;
  readonly active: boolean;
  /** What it is to the number that is explained. */
  readonly shone: CellLight;
}

export function PlateCell(props: PlateCellProps): JSX.Element {
  const { matrix, numbers, row, column, active, across, down } = props;
  const value = matrix.at(row, column);
  const colour = value === null ? null : cellColour(value, matrix.limit);
  const current = value !== null && matrix.fresh;
  return (
    <span
      class={`plate-cell ${numbers ? `cell ${colour?.kind ?? 'unread'}` : 'frame-only'}`}
      role="gridcell"
      tabIndex={active ? 0 : -1}
      aria-colindex={column + 1}
      aria-label={labelOf(props, value) + lightWords(props.shone)}
      aria-selected={props.shone === 'selected'}
      data-light={props.shone ?? undefined}
      data-row={row}
      data-column={column}
      // Only a number of the moment on show may be read from the page as one.
      data-value={current ? String(value) : undefined}
      style={{
        left: `${props.left}px`,
        top: `${props.top}px`,
        width: `${across}px`,
        height: `${down}px`,
        '--strength': (colour?.strength ?? 0).toFixed(3),
      }}
    >
      {numbers && value !== null ? formatShort(value) : ''}
    </span>
  );
}

/** `gradientWeights, row 2 of 4, unit 1 of 3, −0.0083`: where it stands, and the exact number. */
function labelOf(props: PlateCellProps, value: number | null): string {
  const { name, matrix, row, column, columnWord, numbers } = props;
  const { rows, columns } = matrix;
  const where = l10n.t(
    '{0}, row {1} of {2}, {3} {4} of {5}',
    name,
    row,
    rows,
    axisWord(columnWord),
    column,
    columns,
  );
  if (value === null) return l10n.t('{0}, not read yet', where);
  // What one sees is part of what one hears: who speaks to the page can name a cell by it.
  const [short, exact] = [formatShort(value), formatExact(value)];
  const number = !numbers || short === exact ? exact : l10n.t('{0}, exactly {1}', short, exact);
  const label = `${where}, ${number}`;
  return matrix.fresh ? label : l10n.t('{0}, of an earlier moment', label);
}
