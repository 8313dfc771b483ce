/** The visible rows of a matrix as numbers on their colours, each cell an element of the page. */
import type { JSX } from 'preact';
import type { Window } from '../../../protocol/tensor';
import { lightAt } from '../../drawing/light';
import { drawnColumns, drawnIndices, HEAD_HEIGHT, type Place } from '../../drawing/window';
import { MatrixCell } from '../matrixCell';
import type { MatrixGridProps } from '../matrixGrid';
import { GridHead } from './gridHead';

export interface CellsProps extends MatrixGridProps {
  /** What is visible, and a little around it. */
  readonly drawn: Window;
  /** The keyboard's cell. */
  readonly active: Place;
  /** Pixels from the left edge of the sheet to its first cell. */
  readonly head: number;
}

export function NumberCells(props: CellsProps): JSX.Element {
  const { quantity, zoom, fresh, drawn, active, head } = props;
  const { across, down } = zoom.pitch;
  const rows = drawnIndices(drawn.row, drawn.rows, active.row);
  return (
    <>
      <GridHead
        columns={drawnIndices(drawn.column, drawn.columns, null)}
        head={head}
        across={across}
        reaching={false}
      />
      {rows.map((row) => (
        <div
          key={row}
          class={`grid-row${row === props.light.sampleRow ? ' of-sample' : ''}`}
          role="row"
          aria-rowindex={row + 1}
          style={{ top: `${HEAD_HEIGHT + row * down}px` }}
        >
          <span class="row-number" aria-hidden="true" style={{ width: `${head}px` }}>
            {row}
          </span>
          {drawnColumns(drawn, row, active).map((column) => (
            <MatrixCell
              key={column}
              quantity={quantity}
              row={row}
              column={column}
              left={head + column * across}
              held={props.valueAt(row, column)}
              fresh={fresh}
              short={zoom.look === 'short'}
              compare={props.compare}
              limit={props.limit}
              active={row === active.row && column === active.column}
              describedBy={props.describedBy}
              light={lightAt(props.light, row, column)}
            />
          ))}
        </div>
      ))}
    </>
  );
}
