/**
 * The visible part of a matrix as colours alone, painted on one canvas that stays in view while the sheet moves
 * beneath it. The keyboard's cell is an element of the page, and says its number exactly.
 */
import type { CSSProperties, JSX } from 'preact';
import { lightAt, type Light } from '../../drawing/light';
import { HEAD_HEIGHT, type Viewport } from '../../drawing/window';
import { tickStep, type Pitch } from '../../drawing/zoom';
import { formatExact } from '../../text/format';
import { cellLabel, lightWords } from '../../text/words';
import { GridHead } from './gridHead';
import type { CellsProps } from './numberCells';
import { RasterCanvas } from './rasterCanvas';

/** Pixels that a row's and a column's number need. */
const ROW_TICK = 18;
const COLUMN_TICK = 44;

interface ColourCellsProps extends CellsProps {
  readonly viewport: Viewport;
}

export function ColourCells(props: ColourCellsProps): JSX.Element {
  const { size, zoom, drawn, head, viewport, limit } = props;
  const { pitch } = zoom;
  const ticks = (start: number, count: number, cell: number, room: number): number[] => {
    const step = tickStep(cell, room);
    const first = Math.ceil(start / step) * step;
    return Array.from(
      { length: Math.max(0, Math.ceil((start + count - first) / step)) },
      (_, i) => first + i * step,
    );
  };
  return (
    <>
      <GridHead
        columns={ticks(drawn.column, drawn.columns, pitch.across, COLUMN_TICK)}
        head={head}
        across={pitch.across}
        reaching
      />
      {ticks(drawn.row, drawn.rows, pitch.down, ROW_TICK).map((row) => (
        <div
          key={row}
          class="tick-row"
          aria-hidden="true"
          style={{ top: `${HEAD_HEIGHT + (row + 0.5) * pitch.down - ROW_TICK / 2}px` }}
        >
          <span class="row-number" style={{ width: `${head}px` }}>
            {row}
          </span>
        </div>
      ))}
      <RasterCanvas
        class="colour-canvas"
        raster={props.rasterOf(drawn)}
        width={Math.max(0, Math.min(viewport.width, size.columns * pitch.across - viewport.left))}
        height={Math.max(0, Math.min(viewport.height, size.rows * pitch.down - viewport.top))}
        left={drawn.column * pitch.across - viewport.left}
        top={drawn.row * pitch.down - viewport.top}
        pitch={pitch}
        limit={limit}
        place={{ top: `${HEAD_HEIGHT}px`, left: `${head}px`, marginLeft: `${head}px` }}
      />
      <Marks light={props.light} columns={size.columns} pitch={pitch} head={head} />
      <ActiveCell key={`${props.active.row} ${props.active.column}`} {...props} />
    </>
  );
}

/** The one tab stop of the grid. */
function ActiveCell(props: ColourCellsProps): JSX.Element {
  const { quantity, active, zoom, head, fresh, compare } = props;
  const { row, column } = active;
  const { across, down } = zoom.pitch;
  const held = props.valueAt(row, column);
  const current = fresh && held?.fresh === true;
  const light = lightAt(props.light, row, column);
  const label = cellLabel(quantity, row, column, held?.value ?? null, current, compare, formatExact);
  return (
    <div
      role="row"
      class="colour-row"
      aria-rowindex={row + 1}
      style={{ top: `${HEAD_HEIGHT + row * down}px`, height: `${down}px` }}
    >
      <span
        class="colour-cell"
        role="gridcell"
        tabIndex={0}
        aria-colindex={column + 1}
        aria-label={label + lightWords(light)}
        aria-selected={light === 'selected'}
        aria-describedby={props.describedBy}
        data-row={row}
        data-column={column}
        data-value={current && compare === 'current' ? String(held.value) : undefined}
        data-previous={current && compare === 'previous' ? String(held.value) : undefined}
        data-difference={current && compare === 'difference' ? String(held.value) : undefined}
        style={{ left: `${head + column * across}px`, width: `${across}px`, height: `${down}px` }}
      />
    </div>
  );
}

interface MarksProps {
  readonly light: Light;
  readonly columns: number;
  readonly pitch: Pitch;
  readonly head: number;
}

/** Frames around what is explained, what it comes from, and the row of the chosen sample. */
function Marks({ light, columns, pitch, head }: MarksProps): JSX.Element {
  const { selected, patches, sampleRow } = light;
  const frame = (row: number, rows: number, column: number, across: number): CSSProperties => ({
    top: `${HEAD_HEIGHT + row * pitch.down}px`,
    height: `${rows * pitch.down}px`,
    left: `${head + column * pitch.across}px`,
    width: `${across * pitch.across}px`,
  });
  return (
    <>
      {sampleRow !== null && (
        <span class="colour-mark of-sample" aria-hidden="true" style={frame(sampleRow, 1, 0, columns)} />
      )}
      {patches.map((patch, i) => (
        <span
          key={i}
          class="colour-mark lit"
          aria-hidden="true"
          style={frame(patch.row, patch.rows, patch.column, patch.columns)}
        />
      ))}
      {selected !== null && (
        <span
          class="colour-mark selected"
          aria-hidden="true"
          style={frame(selected.row, 1, selected.column, 1)}
        />
      )}
    </>
  );
}
