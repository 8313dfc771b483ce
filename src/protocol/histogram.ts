/** How the elements of a matrix are spread around 0. */

/** Elements counted in bins of one width from −limit to limit: an odd number of them, the middle one around 0. */
export interface Histogram {
  /** At least the largest absolute value of the finite elements; 0 when all of them are 0. */
  readonly limit: number;
  /** Of the finite elements, from −limit upwards. An element between two bins is in the one farther from 0. */
  readonly counts: readonly number[];
  /** Elements that are exactly 0; they are in the middle bin too. */
  readonly zeros: number;
  /** NaN and infinite elements, which are in no bin. */
  readonly nonFinite: number;
}
