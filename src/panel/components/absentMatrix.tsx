/** The place of a matrix that has no numbers: drawn as a gap, never as zeros. */
import type { JSX } from 'preact';
import type { QuantityName } from '../../protocol/vocabulary';
import { gridHeight, gridWidth } from '../drawing/window';

interface AbsentMatrixProps {
  readonly quantity: QuantityName;
  readonly size: readonly (number | string)[];
  readonly reason: string;
}

/** The card's inner margin on both sides of the gap; the style sheet has the same (.absent). */
const MARGIN = 9;

/** As wide and as high as the numbers will be, so that the page does not jump when they come. */
export function AbsentMatrix({ quantity, size, reason }: AbsentMatrixProps): JSX.Element {
  const rows = size.length < 2 ? 1 : lengthOf(size.at(-2));
  const matrix = { rows, columns: lengthOf(size.at(-1)) };
  return (
    <p
      class="absent"
      data-quantity={quantity}
      data-present="false"
      style={{ width: `${gridWidth(matrix) - 2 * MARGIN}px`, minHeight: `${gridHeight(matrix)}px` }}
    >
      {reason}
    </p>
  );
}

function lengthOf(length: number | string | undefined): number {
  return typeof length === 'number' ? length : 1;
}
