/** Brings a cell of a matrix into sight: in its matrix, and on the page between the header and the explanation. */
import { HEAD_HEIGHT } from '../../drawing/window';
import { zoomNamed } from '../../drawing/zoom';
import { placeOfCell, type CellRef } from '../../provenance/cell';

/** Room left around the cell. */
const MARGIN = 8;

/** As little as needed; nothing where the matrix is not on the page. */
export function revealCell(ref: CellRef, dock: HTMLElement | null): void {
  const grid = document.querySelector<HTMLElement>(`.grid[data-quantity="${ref.quantity}"]`);
  if (grid === null) return;
  const { row, column } = placeOfCell(ref);
  const { across, down } = zoomNamed(grid.dataset.zoom).pitch;
  const head = grid.querySelector<HTMLElement>('.corner')?.offsetWidth ?? 0;
  grid.scrollTop = nearest(grid.scrollTop, row * down, down, grid.clientHeight - HEAD_HEIGHT);
  grid.scrollLeft = nearest(grid.scrollLeft, column * across, across, grid.clientWidth - head);
  const top = grid.getBoundingClientRect().top + HEAD_HEIGHT + row * down - grid.scrollTop;
  const header = document.querySelector<HTMLElement>('.header');
  const isPinned = header !== null && getComputedStyle(header).position === 'sticky';
  const from = (isPinned ? header.offsetHeight : 0) + MARGIN;
  const to = (dock?.getBoundingClientRect().top ?? window.innerHeight) - MARGIN;
  if (top < from) window.scrollBy({ top: top - from });
  else if (top + down > to) window.scrollBy({ top: top + down - to });
}

/** The scroll offset nearest to this one from which `length` pixels at `start` are within `view`. */
function nearest(offset: number, start: number, length: number, view: number): number {
  if (start < offset) return start;
  return start + length > offset + view ? start + length - view : offset;
}
