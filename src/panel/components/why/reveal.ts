/** Brings a cell of a matrix into sight: in its matrix, and on the page between the header and the explanation. */
import { HEAD_HEIGHT } from '../../drawing/window';
import { zoomNamed } from '../../drawing/zoom';
import { placeOfCell, type CellRef } from '../../provenance/cell';
import { pinnedAbove } from '../pinned';
import { drawnPlates } from './focus';

/** Room left around the cell. */
const MARGIN = 8;

/** What a person does to move the page or to change what is on it. */
const ACTS = ['wheel', 'pointerdown', 'keydown'] as const;

/**
 * Brings the cell into sight, and again when the explanation grows over it as its numbers come; not any more once the
 * person has done something. @returns stops it
 */
export function keepInSight(ref: CellRef, dock: HTMLElement): () => void {
  const sizes = new ResizeObserver(() => revealCell(ref, dock));
  const stop = (): void => {
    sizes.disconnect();
    ACTS.forEach((act) => window.removeEventListener(act, stop));
  };
  revealCell(ref, dock);
  sizes.observe(dock);
  ACTS.forEach((act) => window.addEventListener(act, stop, { passive: true }));
  return stop;
}

/** As little as needed; nothing where the matrix is not on the page. */
function revealCell(ref: CellRef, dock: HTMLElement): void {
  const grid = document.querySelector<HTMLElement>(`.grid[data-quantity="${ref.quantity}"]`);
  if (grid === null) {
    revealPlate(ref, dock);
    return;
  }
  const { row, column } = placeOfCell(ref);
  const { across, down } = zoomNamed(grid.dataset.zoom).pitch;
  const head = grid.querySelector<HTMLElement>('.corner')?.offsetWidth ?? 0;
  grid.scrollTop = nearest(grid.scrollTop, row * down, down, grid.clientHeight - HEAD_HEIGHT);
  grid.scrollLeft = nearest(grid.scrollLeft, column * across, across, grid.clientWidth - head);
  const top = grid.getBoundingClientRect().top + HEAD_HEIGHT + row * down - grid.scrollTop;
  scrollTo(top, down, dock);
}

/** The whole plate, unless one that has the cell is in sight: the picture had better not move without need. */
function revealPlate(ref: CellRef, dock: HTMLElement): void {
  const places = drawnPlates(ref).map((plate) => plate.getBoundingClientRect());
  const { from, to } = sightOf(dock);
  const [first] = places;
  if (first === undefined || places.some(({ top, bottom }) => top >= from && bottom <= to)) return;
  scrollTo(first.top, first.height, dock);
}

/** Where the page is in sight: between what is pinned at the top and the explanation. */
function sightOf(dock: HTMLElement): { readonly from: number; readonly to: number } {
  return {
    from: pinnedAbove() + MARGIN,
    to: dock.getBoundingClientRect().top - MARGIN,
  };
}

/** Scrolls the page until `height` pixels from `top` are in sight; of what is higher than that, the upper end. */
function scrollTo(top: number, height: number, dock: HTMLElement): void {
  const { from, to } = sightOf(dock);
  if (top < from) window.scrollBy({ top: top - from });
  else if (top + height > to) window.scrollBy({ top: Math.min(top - from, top + height - to) });
}

/** The scroll offset nearest to this one from which `length` pixels at `start` are within `view`. */
function nearest(offset: number, start: number, length: number, view: number): number {
  if (start < offset) return start;
  return start + length > offset + view ? start + length - view : offset;
}
