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

/** The cell in its matrix, as far as it is drawn. */
export function drawnCell(ref: CellRef): HTMLElement | null {
  const { row, column } = placeOfCell(ref);
  return document.querySelector(
    `[role=grid][data-quantity="${ref.quantity}"] [data-row="${row}"][data-column="${column}"]`,
  );
}
