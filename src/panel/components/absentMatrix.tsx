/** The place of a matrix that has no numbers: drawn as a gap, never as zeros. */
import type { JSX } from 'preact';
import type { QuantityName } from '../../protocol/vocabulary';
import { CELL_HEIGHT, CELL_WIDTH } from '../drawing/window';

interface AbsentMatrixProps {
  readonly quantity: QuantityName;
  readonly size: readonly (number | string)[];
  readonly reason: string;
}

/** Rows a gap is drawn high at most, and how wide: the page should not jump much when the numbers come. */
const MOST_ROWS = 8;
const MOST_COLUMNS = 6;

export function AbsentMatrix({ quantity, size, reason }: AbsentMatrixProps): JSX.Element {
  const rows = size.length < 2 ? 1 : lengthOf(size.at(-2));
  const columns = lengthOf(size.at(-1));
  return (
    <p
      class="absent"
      data-quantity={quantity}
      data-present="false"
      style={{
        minHeight: `${(Math.min(rows, MOST_ROWS) + 1) * CELL_HEIGHT}px`,
        minWidth: `min(100%, ${Math.min(columns, MOST_COLUMNS) * CELL_WIDTH}px)`,
      }}
    >
      {reason}
    </p>
  );
}

function lengthOf(length: number | string | undefined): number {
  return typeof length === 'number' ? length : 1;
}
