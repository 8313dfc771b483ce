/** In which form a plan on WebAssembly runs a kernel that was taken down. */
import type { KernelCall } from './free/recorder';
import { blocksOf, putRows, putShortRows, ROWS_AT_ONCE } from './fourNumbers';
import { LANES } from './wasmPlan';

/** Puts a kernel's numbers where they belong in its result, row by row. */
export type Arrange = (computed: Float32Array, result: Float32Array) => void;

export interface Form {
  readonly call: KernelCall;
  readonly kernel: unknown;
  readonly shape: readonly number[];
  /** Of a kernel that returns four numbers, see fourNumbers.ts; null where they come row by row. */
  readonly arrange: Arrange | null;
}

/** With fewer terms in each sum, to put the rows together takes longer than is gained. */
const LEAST_TERMS = 4;

export function formOf(call: KernelCall): Form {
  const { kernel, shape, constants, matrices, ofFour, ofShort } = call;
  const [rows = 0, columns = 0] = shape;
  if (ofShort !== undefined && columns < LANES) {
    const arrange: Arrange = (computed, result) => putShortRows(computed, result, columns);
    return { call, kernel: ofShort, shape: [rows], arrange };
  }
  const terms = matrices === undefined ? 0 : (constants[matrices.inner] ?? 0);
  if (ofFour !== undefined && columns >= LANES && rows >= ROWS_AT_ONCE && terms >= LEAST_TERMS) {
    const arrange: Arrange = (computed, result) => putRows(computed, result, columns);
    return { call, kernel: ofFour, shape: [blocksOf(rows), columns], arrange };
  }
  return { call, kernel, shape, arrange: null };
}
