/** The numbers of the columns, above the cells: every one, or as many as there is room for. */
import type { JSX } from 'preact';
import { HEAD_HEIGHT } from '../../drawing/window';

interface GridHeadProps {
  /** The columns that have their number. */
  readonly columns: readonly number[];
  /** Pixels from the left edge of the sheet to its first cell. */
  readonly head: number;
  readonly across: number;
  /** Cells narrower than their number: it begins at its cell, and reaches over others. */
  readonly reaching: boolean;
}

export function GridHead({ columns, head, across, reaching }: GridHeadProps): JSX.Element {
  return (
    <div class="grid-head" aria-hidden="true" style={{ height: `${HEAD_HEIGHT}px` }}>
      <span class="corner" style={{ width: `${head}px` }} />
      {columns.map((column) => (
        <span
          key={column}
          class={`column-number${reaching ? ' reaching' : ''}`}
          style={{ left: `${head + column * across}px`, width: reaching ? undefined : `${across}px` }}
        >
          {column}
        </span>
      ))}
    </div>
  );
}
