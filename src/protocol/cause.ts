/** What a number that stopped a run was computed from. */
import type { QuantityName } from './vocabulary';

/** An element of a matrix: its indices from 0, outermost first, and its value. */
export interface Element {
  readonly index: readonly number[];
  readonly value: number;
}

/** A matrix that an operation has read, in a few numbers. */
export interface OperationInput {
  readonly layer: number;
  readonly quantity: QuantityName;
  readonly shape: readonly number[];
  /** The largest |x| of its finite elements; null when there are none. */
  readonly largest: number | null;
  /** Its first element that is NaN or infinite; null when all are finite. */
  readonly nonFinite: Element | null;
}

/** The inputs of the operation at which something was found, and what usually helps. */
export interface Cause {
  readonly inputs: readonly OperationInput[];
  /** In a sentence or two. */
  readonly advice: string;
}
