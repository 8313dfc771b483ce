/**
 * A matrix in a picture: its numbers where there is room, else coloured cells, thinned where it is long. The
 * keyboard walks it as a grid with one tab stop; the exact number stands beside the cell under pointer or focus.
 */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { lightAt, NO_LIGHT, type Light } from '../../drawing/light';
import { showsNumbers } from '../../drawing/pitches';
import { thin, type Thinned } from '../../drawing/thinning';
import { clampPlace, placeAfterKey, type Place } from '../../drawing/window';
import type { PresentMatrix } from '../../state/matrices';
import { axisWords, type AxisWord } from '../../text/axes';
import { formatExact } from '../../text/format';
import { PlateCanvas } from './plateCanvas';
import { PlateCell } from './plateCell';
import { PlateLight } from './plateLight';

export interface PlateProps {
  /** What stands in the page for tests and styles: the quantity, or what was made of it. */
  readonly id: string;
  /** What a screen reader calls it. */
  readonly name: string;
  readonly matrix: PresentMatrix;
  readonly across: number;
  readonly down: number;
  /** What one row and one column are. */
  readonly rowWord: AxisWord;
  readonly columnWord: AxisWord;
  /** An element as one writes it; by default `name[row, column]`. */
  readonly element?: ((row: number, column: number) => string) | undefined;
  /** A row or column of the matrix to point out. */
  readonly litRow?: number | undefined;
  readonly litColumn?: number | undefined;
  /** The number that is explained and those it comes from, as far as they are here. */
  readonly light?: Light | undefined;
  /** A click or Enter on an element. */
  readonly onCell?: ((row: number, column: number, byKey: boolean) => void) | undefined;
}

export function Plate(props: PlateProps): JSX.Element {
  const { matrix, across, down, light = NO_LIGHT } = props;
  const rows = thin(matrix.rows);
  const columns = thin(matrix.columns);
  const box = useRef<HTMLDivElement>(null);
  const walk = useWalk(props, rows, columns, box);
  const numbers = showsNumbers(across, down);
  return (
    <div
      ref={box}
      class={`plate${numbers ? ' with-numbers' : ''}${matrix.fresh ? '' : ' stale-plate'}`}
      role="grid"
      aria-label={l10n.t(
        '{0}, rows are {1}, columns are {2}',
        props.name,
        axisWords(props.rowWord),
        axisWords(props.columnWord),
      )}
      aria-rowcount={matrix.rows}
      aria-colcount={matrix.columns}
      data-plate={props.id}
      data-fresh={matrix.fresh}
      style={{ width: `${columns.indices.length * across}px`, height: `${rows.indices.length * down}px` }}
      onKeyDown={walk.onKeyDown}
      onFocusIn={() => walk.point(walk.active)}
      onFocusOut={() => walk.point(null)}
      onPointerMove={(event) => walk.point(walk.placeUnder(event))}
      onPointerLeave={() => walk.point(null)}
      onClick={(event) => walk.choose(walk.placeUnder(event), false)}
    >
      {!numbers && <PlateCanvas {...matrix} rows={rows} columns={columns} across={across} down={down} />}
      <Band kind="row" at={props.litRow} axis={rows} pitch={down} />
      <Band kind="column" at={props.litColumn} axis={columns} pitch={across} />
      {rows.indices.map((row, i) =>
        numbers || i === walk.active.row ? (
          <div key={row} role="row" aria-rowindex={row + 1}>
            {columns.indices.map((column, j) => {
              const active = i === walk.active.row && j === walk.active.column;
              return numbers || active ? (
                <PlateCell
                  key={column}
                  {...props}
                  numbers={numbers}
                  row={row}
                  column={column}
                  left={j * across}
                  top={i * down}
                  active={active}
                  shone={lightAt(light, row, column)}
                />
              ) : null;
            })}
          </div>
        ) : null,
      )}
      <PlateLight light={light} rows={rows} columns={columns} across={across} down={down} />
      <Tip {...props} place={walk.pointed} rows={rows} columns={columns} />
    </div>
  );
}

interface Walk {
  /** Where the keyboard is, in drawn cells. */
  readonly active: Place;
  readonly pointed: Place | null;
  readonly point: (place: Place | null) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly placeUnder: (event: MouseEvent) => Place | null;
  readonly choose: (place: Place | null, byKey: boolean) => void;
}

function useWalk(
  { across, down, onCell }: PlateProps,
  rows: Thinned,
  columns: Thinned,
  box: { readonly current: HTMLDivElement | null },
): Walk {
  const [wanted, setWanted] = useState<Place>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<Place | null>(null);
  const moved = useRef(false);
  const size = { rows: rows.indices.length, columns: columns.indices.length };
  const active = clampPlace(wanted, size);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  // Focus leaves one cell and comes to the next before the page is drawn again: only the last state counts.
  const point = (place: Place | null): void =>
    setPointed((before) => (before?.row === place?.row && before?.column === place?.column ? before : place));
  const choose = (place: Place | null, byKey: boolean): void => {
    if (place === null) return;
    setWanted(place);
    onCell?.(rows.indices[place.row] ?? 0, columns.indices[place.column] ?? 0, byKey);
  };
  return {
    active,
    pointed,
    point,
    onKeyDown: (event) => {
      if (event.altKey) return;
      if (event.key === 'Enter' && onCell !== undefined) {
        event.preventDefault();
        choose(active, true);
        return;
      }
      const key = { key: event.key, ctrl: event.ctrlKey || event.metaKey };
      const next = placeAfterKey(active, key, size, 8);
      if (next === null) return;
      event.preventDefault();
      moved.current = true;
      setWanted(next);
      point(next);
    },
    placeUnder: (event) => {
      const edge = box.current?.getBoundingClientRect();
      if (edge === undefined) return null;
      const place = {
        row: Math.floor((event.clientY - edge.top) / down),
        column: Math.floor((event.clientX - edge.left) / across),
      };
      return clampPlace(place, size);
    },
    choose,
  };
}

interface BandProps {
  readonly kind: 'row' | 'column';
  readonly at: number | undefined;
  readonly axis: Thinned;
  readonly pitch: number;
}

/** Points out a row or column; of a thinned axis the drawn one that stands for it. */
function Band({ kind, at, axis, pitch }: BandProps): JSX.Element | null {
  if (at === undefined || at >= axis.length) return null;
  const start = `${Math.floor(at / axis.stride) * pitch}px`;
  const style =
    kind === 'row'
      ? { top: start, height: `${pitch}px`, left: 0, right: 0 }
      : { left: start, width: `${pitch}px`, top: 0, bottom: 0 };
  return <span class="plate-band" aria-hidden="true" style={style} />;
}

interface TipProps extends PlateProps {
  readonly place: Place | null;
  readonly rows: Thinned;
  readonly columns: Thinned;
}

/** The exact number. A screen reader has it from the cell. */
function Tip(props: TipProps): JSX.Element | null {
  const { place, matrix, across, down, rows, columns } = props;
  const row = rows.indices[place?.row ?? -1];
  const column = columns.indices[place?.column ?? -1];
  if (place === null || row === undefined || column === undefined) return null;
  const value = matrix.at(row, column);
  const name = props.element?.(row, column) ?? `${props.name}[${row}, ${column}]`;
  return (
    <span
      class="plate-tip"
      aria-hidden="true"
      style={{ left: `${(place.column + 0.5) * across}px`, top: `${(place.row + 1) * down + 4}px` }}
    >
      {value === null || !matrix.fresh
        ? l10n.t('{0} is being read', name)
        : `${name} = ${formatExact(value)}`}
    </span>
  );
}
