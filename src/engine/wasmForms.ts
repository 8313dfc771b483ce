/** In which form a plan on WebAssembly runs a kernel that was taken down. */
import type { KernelCall } from './free/recorder';
import { blocksOf, ROWS_AT_ONCE } from './fourRows';
import { LANES } from './wasmPlan';

export interface Form {
  readonly call: KernelCall;
  readonly kernel: unknown;
  readonly shape: readonly number[];
  /** Whether the result comes in blocks of four rows, see fourRows.ts. */
  readonly isInBlocks: boolean;
}

/** With fewer terms in each sum, to put the rows together takes longer than is gained. */
const LEAST_TERMS = 4;

export function formOf(call: KernelCall): Form {
  const { kernel, shape, constants, matrices, ofFour, ofShort, result } = call;
  const [rows = 0, columns = 0] = shape;
  if (ofShort !== undefined && columns < LANES)
    return { call, kernel: ofShort, shape: [result.length], isInBlocks: false };
  const terms = matrices === undefined ? 0 : (constants[matrices.inner] ?? 0);
  if (ofFour !== undefined && columns >= LANES && rows >= ROWS_AT_ONCE && terms >= LEAST_TERMS)
    return { call, kernel: ofFour, shape: [blocksOf(rows), columns], isInBlocks: true };
  return { call, kernel, shape, isInBlocks: false };
}
