/** A matrix product in parts: rows of its result, each part a product of its own. */
import type { Matrices } from '../compute';
import { blocksOf, ROWS_AT_ONCE } from '../fourNumbers';
import type { Constants } from '../gpu';

/** A product to be computed: its result's shape, and what its kernel is given. */
export interface Task {
  readonly shape: readonly [rows: number, columns: number];
  readonly constants: Constants;
  /** The factors A and B, and a bias where there is one. */
  readonly args: readonly Float32Array[];
}

/** The task that computes the rows of a result from `from` on. Its arrays may be views of the whole task's. */
export interface Part extends Task {
  readonly from: number;
}

/**
 * A product with fewer multiply-adds takes one thread a millisecond at most; sending, waking the others and waiting
 * for them takes a quarter of one.
 */
const LEAST_MULTIPLY_ADDS = 4_000_000;
/** A number that travels costs about as much as eight multiply-adds; a part is to take twice as long as its way. */
const MULTIPLY_ADDS_PER_NUMBER = 16;

/** Into how many parts a product had best be cut when so many threads are there; 1 when it had better stay whole. */
export function partsWorth(task: Task, matrices: Matrices, threads: number): number {
  const [rows, columns] = task.shape;
  const terms = task.constants[matrices.inner] ?? 0;
  if (rows * columns * terms < LEAST_MULTIPLY_ADDS) return 1;
  for (let parts = Math.min(threads, blocksOf(rows)); parts > 1; parts--) {
    const rowsOfPart = rows / parts;
    const travelling = rowsOfPart * terms + terms * columns + rowsOfPart * columns;
    if (rowsOfPart * columns * terms >= MULTIPLY_ADDS_PER_NUMBER * travelling) return parts;
  }
  return 1;
}

/** How many numbers the largest of a product's three matrices has. */
export function largestMatrix({ shape: [rows, columns], constants }: Task, { inner }: Matrices): number {
  const terms = constants[inner] ?? 0;
  return Math.max(rows * terms, terms * columns, rows * columns);
}

/** Parts of about the same size, none of which cuts through rows that are computed at once. */
export function partsOf(task: Task, matrices: Matrices, count: number): Part[] {
  const [rows] = task.shape;
  const blocks = blocksOf(rows);
  const start = (part: number): number => Math.min(rows, Math.floor((blocks * part) / count) * ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, part) => partOf(task, matrices, start(part), start(part + 1)));
}

function partOf({ shape, constants, args }: Task, matrices: Matrices, from: number, to: number): Part {
  const [a, ...others] = args;
  if (a === undefined) throw new Error('A product has two factors.');
  const { form, rows, inner } = matrices;
  const terms = constants[inner] ?? 0;
  const factor = form === 'Aᵀ · B' ? columnsOf(a, terms, from, to) : a.subarray(from * terms, to * terms);
  return {
    from,
    shape: [to - from, shape[1]],
    constants: { ...constants, [rows]: to - from },
    args: [factor, ...others],
  };
}

/** The columns from `from` to `to`, without it, of a matrix of so many rows. */
function columnsOf(matrix: Float32Array, rows: number, from: number, to: number): Float32Array {
  const [columns, width] = [matrix.length / rows, to - from];
  const cut = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    cut.set(matrix.subarray(row * columns + from, row * columns + to), row * width);
  return cut;
}
