/** The way that a person took from number to number: the cells explained so far, and which of them is on show. */
import type { RunDescription } from '../../protocol/engine';
import { QUANTITY_NAMES, SOURCE_NAMES } from '../../protocol/vocabulary';
import { fitsRun, sameCell, type CellQuantity, type CellRef } from '../provenance/cell';

export interface Trail {
  readonly cells: readonly CellRef[];
  /** The one on show; without meaning while there are none. */
  readonly at: number;
}

export const NO_TRAIL: Trail = { cells: [], at: 0 };
/** Longer ways are forgotten from their beginning. */
const LONGEST = 40;

export function selectedCell({ cells, at }: Trail): CellRef | null {
  return cells[at] ?? null;
}

/**
 * The trail after a cell was selected: one step further when the cell belongs to the one on show, else a new one.
 * What lay ahead is kept where the step goes that way again.
 */
export function trailTo(trail: Trail, ref: CellRef, belongs: boolean): Trail {
  const selected = selectedCell(trail);
  if (selected !== null && sameCell(selected, ref)) return trail;
  const next = trail.cells[trail.at + 1];
  if (next !== undefined && sameCell(next, ref)) return { ...trail, at: trail.at + 1 };
  if (selected === null || !belongs) return { cells: [ref], at: 0 };
  const cells = [...trail.cells.slice(0, trail.at + 1), ref].slice(-LONGEST);
  return { cells, at: cells.length - 1 };
}

/** Whether the trail goes so far, back or forward. */
export function reaches({ cells, at }: Trail, by: number): boolean {
  return at + by >= 0 && at + by < cells.length;
}

/** Back or forward on the trail; where it does not reach, it stays. */
export function trailBy(trail: Trail, by: number): Trail {
  return reaches(trail, by) ? { ...trail, at: trail.at + by } : trail;
}

/** What is left of a trail in this network. */
export function trailIn(trail: Trail, run: RunDescription): Trail {
  if (trail.cells.every((ref) => fitsRun(ref, run))) return trail;
  const selected = selectedCell(trail);
  if (selected === null || !fitsRun(selected, run)) return NO_TRAIL;
  const cells = trail.cells.filter((ref) => fitsRun(ref, run));
  return { cells, at: cells.indexOf(selected) };
}

/** What an earlier panel stored, as far as it is a trail. */
export function trailFrom(stored: unknown): Trail {
  if (!isRecord(stored) || !Array.isArray(stored.cells)) return NO_TRAIL;
  const cells = stored.cells.map(cellFrom);
  const { at } = stored;
  if (!cells.every((ref) => ref !== null) || !isIndex(at) || at >= cells.length) return NO_TRAIL;
  return { cells: cells.slice(-LONGEST), at: Math.max(0, at - Math.max(0, cells.length - LONGEST)) };
}

const NAMES: readonly CellQuantity[] = [...QUANTITY_NAMES, ...SOURCE_NAMES, 'loss', 'sampleLoss'];

function cellFrom(stored: unknown): CellRef | null {
  if (!isRecord(stored) || !isIndex(stored.layer) || !Array.isArray(stored.index)) return null;
  const quantity = NAMES.find((name) => name === stored.quantity);
  const index: unknown[] = stored.index;
  return quantity !== undefined && index.every(isIndex) ? { layer: stored.layer, quantity, index } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
