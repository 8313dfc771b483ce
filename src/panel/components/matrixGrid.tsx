/**
 * A matrix as numbered, coloured cells in a scrolled box. Only what is visible is drawn; the keyboard walks it
 * as a grid, with one tab stop.
 */
import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Window } from '../../protocol/tensor';
import type { QuantityName } from '../../protocol/vocabulary';
import {
  CELL_HEIGHT,
  CELL_WIDTH,
  HEAD_HEIGHT,
  MOST_ROWS,
  clampPlace,
  drawnColumns,
  drawnIndices,
  drawnWindow,
  gridWidth,
  headWidth,
  mostGridHeight,
  placeAfterKey,
  type MatrixSize,
  type Place,
} from '../drawing/window';
import { lightAt, type Light } from '../drawing/light';
import type { Scroll } from '../state/navigation';
import type { Compare } from '../state/compare';
import type { HeldValue } from '../state/tiles';
import { typedNumber } from '../text/format';
import { CellEditor } from './cellEditor';
import { CellEditsContext } from './cellEdits';
import { COMPARE_WORDS } from '../text/words';
import { MatrixCell } from './matrixCell';
import { useViewport } from './useViewport';

interface MatrixGridProps {
  readonly quantity: QuantityName;
  readonly size: MatrixSize;
  /** The sample whose matrix this is; null for a plain matrix. */
  readonly sample: number | null;
  /** What a row and a column count. */
  readonly axes: { readonly row: string; readonly column: string };
  readonly limit: number;
  /** The whole layer belongs to the moment on show. */
  readonly fresh: boolean;
  /** Whether the numbers are the current ones. */
  readonly compare: Compare;
  /** The element that holds the focused number in full. */
  readonly describedBy: string;
  readonly valueAt: (row: number, column: number) => HeldValue | null;
  readonly scroll: Scroll | undefined;
  readonly onLook: (window: Window) => void;
  readonly onScrolled: (top: number, left: number) => void;
  readonly onPoint: (place: Place | null) => void;
  /** Which cells to light. */
  readonly light: Light;
  /** A click, or Enter, asks where a cell's number comes from. */
  readonly onChoose: (place: Place, byKey: boolean) => void;
  /** Where the keyboard's cell is to go, once for each new object; null: it stays. */
  readonly destination: Place | null;
}

export function MatrixGrid(props: MatrixGridProps): JSX.Element {
  const { quantity, size, axes, fresh } = props;
  const box = useRef<HTMLDivElement>(null);
  const head = headWidth(size);
  const viewport = useViewport(box, head, HEAD_HEIGHT, props.scroll, props.onScrolled);
  const drawn = drawnWindow(viewport, size);
  useEffect(() => props.onLook(drawn), [drawn.row, drawn.rows, drawn.column, drawn.columns]);
  const keyboard = useKeyboard(props, box, Math.floor(viewport.height / CELL_HEIGHT));
  const { active } = keyboard;
  const editing = useEditing(props, box, head);
  const rows = drawnIndices(drawn.row, drawn.rows, active.row);
  const columns = drawnIndices(drawn.column, drawn.columns, null);
  const width = gridWidth(size);
  return (
    <div
      ref={box}
      class={`grid${size.rows > MOST_ROWS ? ' tall' : ''}`}
      role="grid"
      aria-label={`${quantity}${props.compare === 'current' ? '' : `, ${COMPARE_WORDS[props.compare]}`}, rows are ${axes.row || 'one vector'}, columns are ${axes.column}`}
      aria-rowcount={size.rows}
      aria-colcount={size.columns}
      data-quantity={quantity}
      data-present="true"
      data-fresh={fresh}
      data-compare={props.compare}
      data-sample={props.sample ?? undefined}
      style={{
        maxHeight: `${mostGridHeight(size)}px`,
        scrollPaddingTop: `${HEAD_HEIGHT}px`,
        scrollPaddingLeft: `${head}px`,
      }}
      onKeyDown={(event) => {
        if (isEditKey(event) && placeOf(event.target) !== null) editing.open(active);
        else keyboard.onKeyDown(event);
      }}
      onFocusIn={(event) => keyboard.onPlace(event, true)}
      onPointerOver={(event) => keyboard.onPlace(event, false)}
      onPointerLeave={() => props.onPoint(null)}
      onClick={(event) => {
        const place = placeOf(event.target);
        if (place !== null) props.onChoose(place, false);
      }}
      onDblClick={(event) => editing.open(placeOf(event.target))}
    >
      <div
        class="sheet"
        style={{ width: `${width}px`, height: `${HEAD_HEIGHT + size.rows * CELL_HEIGHT}px` }}
      >
        <div class="grid-head" aria-hidden="true" style={{ height: `${HEAD_HEIGHT}px` }}>
          <span class="corner" style={{ width: `${head}px` }} />
          {columns.map((column) => (
            <span
              key={column}
              class="column-number"
              style={{ left: `${head + column * CELL_WIDTH}px`, width: `${CELL_WIDTH}px` }}
            >
              {column}
            </span>
          ))}
        </div>
        {rows.map((row) => (
          <div
            key={row}
            class={`grid-row${row === props.light.sampleRow ? ' of-sample' : ''}`}
            role="row"
            aria-rowindex={row + 1}
            style={{ top: `${HEAD_HEIGHT + row * CELL_HEIGHT}px` }}
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
                left={head + column * CELL_WIDTH}
                held={props.valueAt(row, column)}
                fresh={fresh}
                compare={props.compare}
                limit={props.limit}
                active={row === active.row && column === active.column}
                describedBy={props.describedBy}
                light={lightAt(props.light, row, column)}
              />
            ))}
          </div>
        ))}
        {editing.editor}
      </div>
    </div>
  );
}

interface GridEditing {
  /** Begins to change the number at a place, if it is one of the moment on show. */
  readonly open: (place: Place | null) => void;
  readonly editor: JSX.Element | null;
}

function useEditing(
  props: MatrixGridProps,
  box: { readonly current: HTMLDivElement | null },
  head: number,
): GridEditing {
  const edits = useContext(CellEditsContext);
  const [at, setAt] = useState<{ readonly place: Place; readonly text: string } | null>(null);
  const { quantity, sample } = props;
  return {
    open: (place) => {
      // A change is one of the current number; the past is as it was.
      if (props.compare !== 'current') return;
      const held = place === null ? null : props.valueAt(place.row, place.column);
      if (place === null || edits === null || held?.fresh !== true || !props.fresh) return;
      setAt({ place, text: typedNumber(held.value) });
    },
    editor: at && (
      <CellEditor
        key={`${at.place.row} ${at.place.column}`}
        quantity={quantity}
        sample={sample}
        place={at.place}
        text={at.text}
        head={head}
        onClose={(byKey) => {
          setAt(null);
          if (byKey) cellAt(box.current, at.place)?.focus();
        }}
      />
    ),
  };
}

/** F2 changes a cell, by the conventions of ARIA; Enter, which could as well, explains it. */
function isEditKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key === 'F2' && !(ctrlKey || metaKey || altKey || shiftKey);
}

function cellAt(box: HTMLElement | null, { row, column }: Place): HTMLElement | null | undefined {
  return box?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
}

interface GridKeyboard {
  readonly active: Place;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The pointer or the focus came to a cell. */
  readonly onPlace: (event: Event, focused: boolean) => void;
}

/** One tab stop that the arrow keys move. */
function useKeyboard(
  props: MatrixGridProps,
  box: { current: HTMLDivElement | null },
  page: number,
): GridKeyboard {
  const [wanted, setWanted] = useState<Place>({ row: 0, column: 0 });
  const moved = useRef(false);
  const active = clampPlace(wanted, props.size);
  const { destination } = props;
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    cellAt(box.current, active)?.focus();
  });
  // After the effect above, which is to find the request only once the cell at the new place is drawn.
  useLayoutEffect(() => {
    if (destination === null) return;
    moved.current = true;
    // A new object even for the same place: the focus is to come back to it.
    setWanted({ ...destination });
  }, [destination]);
  return {
    active,
    onKeyDown: (event) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (key === 'Enter' && !ctrlKey && !metaKey && !altKey) {
        event.preventDefault();
        props.onChoose(active, true);
        return;
      }
      const next = altKey ? null : placeAfterKey(active, { key, ctrl: ctrlKey || metaKey }, props.size, page);
      if (next === null) return;
      event.preventDefault();
      moved.current = true;
      setWanted(next);
    },
    onPlace: (event, focused) => {
      const place = placeOf(event.target);
      if (place === null) return;
      if (focused) setWanted(place);
      props.onPoint(place);
    },
  };
}

/** The cell an event happened in. */
function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell][data-row]') : null;
  if (cell === null) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}
