/** A large matrix in few numbers, so that all of it can be seen at once. */

/** A matrix in blocks of `block` × `block` elements, those at the right and lower edge cut to the matrix. */
export interface Overview {
  readonly block: number;
  /** How many blocks there are. */
  readonly rows: number;
  readonly columns: number;
  /**
   * Of each block, row-major, the element of the largest absolute value with its sign; one that is not finite, if
   * there is any. No outlier is lost.
   */
  readonly data: Float32Array;
}
