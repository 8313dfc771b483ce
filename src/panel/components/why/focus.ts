/** Where the keyboard goes when a number is explained, and back when the explanation is closed. */
import { cellKey, placeOfCell, type CellRef } from '../../provenance/cell';

/** The cell whose explanation is to get the focus once it is drawn. */
let awaited: string | null = null;

/** A key asked for this cell's explanation: the focus follows when it is drawn. */
export function followWithFocus(ref: CellRef): void {
  awaited = cellKey(ref);
}

/** Whether the explanation of this cell, just drawn, is to take the focus. Asked once. */
export function takesFocus(ref: CellRef): boolean {
  if (awaited !== cellKey(ref)) return false;
  awaited = null;
  return true;
}

/** The cell in its matrix or in a picture's plate, as far as it is drawn. */
export function drawnCell(ref: CellRef): HTMLElement | null {
  const { row, column } = placeOfCell(ref);
  const cellIn = (grid: string, i: number, j: number): HTMLElement | null =>
    document.querySelector(`[role=grid]${grid} [data-row="${i}"][data-column="${j}"]`);
  return (
    cellIn(`[data-quantity="${ref.quantity}"]`, row, column) ??
    cellIn(`[data-plate="${ref.quantity}"]`, row, column) ??
    cellIn(`[data-plate="${ref.quantity}ᵀ"]`, column, row) ??
    // Of a plate that is coloured only, the keyboard's cell is there to take the focus.
    drawnPlates(ref)[0]?.querySelector<HTMLElement>('[tabindex="0"]') ??
    null
  );
}

/** The plates that have the cell, as they are or turned. */
export function drawnPlates({ quantity }: CellRef): HTMLElement[] {
  return [
    ...document.querySelectorAll<HTMLElement>(
      `[role=grid][data-plate="${quantity}"], [role=grid][data-plate="${quantity}ᵀ"]`,
    ),
  ];
}
