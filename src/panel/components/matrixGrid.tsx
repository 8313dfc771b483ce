/**
 * A matrix as a grid in a scrolled box: numbered, coloured cells where there is room for numbers, else colours
 * alone. Only what is visible is drawn; the keyboard walks it as a grid, with one tab stop.
 */
import * as l10n from '@vscode/l10n';
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Window } from '../../protocol/tensor';
import type { QuantityName } from '../../protocol/vocabulary';
import {
  drawnWindow,
  gridWidth,
  HEAD_HEIGHT,
  headWidth,
  isTall,
  mostGridHeight,
  resized,
  type MatrixSize,
  type Place,
  type Viewport,
} from '../drawing/window';
import type { Light } from '../drawing/light';
import type { Zoom, ZoomName } from '../drawing/zoom';
import type { Scroll } from '../state/navigation';
import type { Compare } from '../state/compare';
import type { Raster } from '../state/raster';
import type { HeldValue } from '../state/tiles';
import { COMPARE_WORDS } from '../text/words';
import { ColourCells } from './grid/colourCells';
import { NumberCells } from './grid/numberCells';
import { isEditKey, useGridEditing } from './grid/useGridEditing';
import { useGridKeyboard } from './grid/useGridKeyboard';
import { useZooming } from './grid/useZooming';
import { useViewport } from './useViewport';

export interface MatrixGridProps {
  /** The scrolled box: whoever shows where it stands can move it. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly quantity: QuantityName;
  readonly layer: number;
  readonly size: MatrixSize;
  readonly zoom: Zoom;
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
  /** The same for all elements of a window. */
  readonly rasterOf: (window: Window) => Raster;
  readonly scroll: Scroll | undefined;
  readonly onLook: (window: Window) => void;
  readonly onScrolled: (top: number, left: number) => void;
  readonly onView: (viewport: Viewport) => void;
  readonly onPoint: (place: Place | null) => void;
  readonly onZoom: (name: ZoomName) => void;
  /** Which cells to light. */
  readonly light: Light;
  /** A click, or Enter, asks where a cell's number comes from. */
  readonly onChoose: (place: Place, byKey: boolean) => void;
  /** Where the keyboard's cell is to go, once for each new object; null: it stays. */
  readonly destination: Place | null;
}

export function MatrixGrid(props: MatrixGridProps): JSX.Element {
  const { box, quantity, size, zoom, fresh } = props;
  const { pitch } = zoom;
  const head = headWidth(size);
  const zooming = useZooming(box, zoom, size, head, props.onZoom);
  const lastSize = useRef(size);
  const viewport = useViewport(box, {
    headWidth: head,
    headHeight: HEAD_HEIGHT,
    cells: zoom.name,
    content: `${props.layer} ${size.rows} ${size.columns}`,
    scroll: props.scroll,
    moved: (measured) => zooming.moved(resized(measured, lastSize.current, size, zoom)),
    onScrolled: props.onScrolled,
  });
  const drawn = viewport === null ? null : drawnWindow(viewport, size, pitch);
  useEffect(() => {
    if (drawn !== null) props.onLook(drawn);
  }, [drawn?.row, drawn?.rows, drawn?.column, drawn?.columns]);
  useLayoutEffect(() => {
    if (viewport !== null) props.onView(viewport);
  }, [viewport]);
  const keyboard = useGridKeyboard(props, box, Math.floor((viewport?.height ?? 0) / pitch.down));
  const { active } = keyboard;
  const editing = useGridEditing(props, head);
  useLayoutEffect(() => {
    lastSize.current = size;
    if (viewport !== null) zooming.drawn(viewport, active);
  });
  const isColoured = zoom.look === 'colour';
  const placeUnder = (event: MouseEvent): Place | null =>
    isColoured ? placeAt(event, box.current, head, props) : placeOf(event.target);
  // Drawn again for new numbers or other places, not for what is measured around them.
  const cells = useMemo(() => {
    if (viewport === null || drawn === null) return null;
    const place = { drawn, active, head };
    return isColoured ? (
      <ColourCells {...props} {...place} viewport={viewport} />
    ) : (
      <NumberCells {...props} {...place} />
    );
  }, [
    props,
    drawn?.row,
    drawn?.rows,
    drawn?.column,
    drawn?.columns,
    active.row,
    active.column,
    isColoured ? viewport : viewport === null,
  ]);
  return (
    <div
      ref={box}
      class={`grid zoom-${zoom.look}${isTall(size, zoom) ? ' tall' : ''}`}
      role="grid"
      aria-label={gridLabel(props)}
      aria-busy={viewport === null}
      aria-rowcount={size.rows}
      aria-colcount={size.columns}
      data-quantity={quantity}
      data-present="true"
      data-fresh={fresh}
      data-compare={props.compare}
      data-zoom={zoom.name}
      data-sample={props.sample ?? undefined}
      style={{
        maxHeight: `${mostGridHeight(size, zoom)}px`,
        scrollPaddingTop: `${HEAD_HEIGHT}px`,
        scrollPaddingLeft: `${head}px`,
        '--cell-width': `${pitch.across}px`,
        '--cell-height': `${pitch.down}px`,
      }}
      onKeyDown={(event) => {
        if (placeOf(event.target) === null) return;
        if (isEditKey(event)) editing.open(active);
        else if (!zooming.onKeyDown(event)) keyboard.onKeyDown(event);
      }}
      onFocusIn={(event) => keyboard.onFocus(placeOf(event.target))}
      onPointerMove={(event) => {
        const place = placeUnder(event);
        if (place !== null || isColoured) props.onPoint(place);
      }}
      onPointerLeave={() => props.onPoint(null)}
      onClick={(event) => {
        const place = placeUnder(event);
        if (place === null) return;
        // A coloured cell is no element that would take the focus by itself.
        if (isColoured) keyboard.goTo(place);
        props.onChoose(place, false);
      }}
      onDblClick={(event) => editing.open(placeUnder(event))}
    >
      <div
        class="sheet"
        style={{
          width: `${gridWidth(size, pitch)}px`,
          height: `${HEAD_HEIGHT + size.rows * pitch.down}px`,
        }}
      >
        {cells}
        {editing.editor}
      </div>
    </div>
  );
}

/** With what a row and a column are. */
function gridLabel({ quantity, compare, axes }: MatrixGridProps): string {
  const name = compare === 'current' ? quantity : `${quantity}, ${COMPARE_WORDS[compare]}`;
  return axes.row === ''
    ? l10n.t('{0}, rows are one vector, columns are {1}', name, axes.column)
    : l10n.t('{0}, rows are {1}, columns are {2}', name, axes.row, axes.column);
}

/** The cell an event happened in. */
function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell][data-row]') : null;
  if (cell === null) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

/** The coloured cell under the pointer, if there is one and nothing lies over it. */
function placeAt(
  { clientX, clientY, target }: MouseEvent,
  box: HTMLElement | null,
  head: number,
  { size, zoom }: Pick<MatrixGridProps, 'size' | 'zoom'>,
): Place | null {
  if (box === null || (target instanceof Element && target.closest('.cell-editor') !== null)) return null;
  const edge = box.getBoundingClientRect();
  const [x, y] = [clientX - edge.left - head, clientY - edge.top - HEAD_HEIGHT];
  if (x < 0 || y < 0 || x >= box.clientWidth - head || y >= box.clientHeight - HEAD_HEIGHT) return null;
  const row = Math.floor((y + box.scrollTop) / zoom.pitch.down);
  const column = Math.floor((x + box.scrollLeft) / zoom.pitch.across);
  return row < size.rows && column < size.columns ? { row, column } : null;
}
