/** One number of a matrix. */
import type { JSX } from 'preact';
import type { QuantityName } from '../../protocol/vocabulary';
import type { CellLight } from '../drawing/light';
import { cellColour } from '../drawing/scale';
import type { Compare } from '../state/compare';
import type { HeldValue } from '../state/tiles';
import { formatCell, formatShort } from '../text/format';
import { cellLabel, lightWords } from '../text/words';

interface MatrixCellProps {
  readonly quantity: QuantityName;
  readonly row: number;
  readonly column: number;
  /** Pixels from the left edge of the sheet. */
  readonly left: number;
  /** Null while it is being read. */
  readonly held: HeldValue | null;
  readonly fresh: boolean;
  /** Written in few characters. */
  readonly short: boolean;
  /** Which number of the element this is. */
  readonly compare: Compare;
  readonly limit: number;
  readonly active: boolean;
  readonly describedBy: string;
  readonly light: CellLight;
}

/** `factor` alone is a button of the explanation. */
const LOOKS = { none: '', selected: ' selected', factor: ' lit', pointed: ' pointed' } as const;

export function MatrixCell(props: MatrixCellProps): JSX.Element {
  const { quantity, row, column, left, held, limit, active, light } = props;
  const current = props.fresh && held?.fresh === true;
  const colour = held === null ? null : cellColour(held.value, limit);
  const written = props.short ? formatShort : formatCell;
  const look = colour === null ? 'unread' : colour.kind;
  return (
    <span
      class={`cell ${look}${held !== null && !current ? ' old' : ''}${LOOKS[light ?? 'none']}`}
      role="gridcell"
      tabIndex={active ? 0 : -1}
      aria-colindex={column + 1}
      aria-label={
        cellLabel(quantity, row, column, held?.value ?? null, current, props.compare, written) +
        lightWords(light)
      }
      aria-selected={light === 'selected'}
      aria-describedby={active ? props.describedBy : undefined}
      data-row={row}
      data-column={column}
      // Only a number of the moment on show may be read from the page as one.
      data-value={current && props.compare === 'current' ? String(held.value) : undefined}
      data-previous={current && props.compare === 'previous' ? String(held.value) : undefined}
      data-difference={current && props.compare === 'difference' ? String(held.value) : undefined}
      style={{ left: `${left}px`, '--strength': colour === null ? 0 : colour.strength.toFixed(3) }}
    >
      {held === null ? '' : written(held.value)}
    </span>
  );
}
