import type { Tensor } from '../protocol/tensor';

/** Samples with their targets: `inputs` is rows × n, `targets` rows × (width of the last layer). */
export interface Samples {
  readonly inputs: Tensor;
  readonly targets: Tensor;
}

/** The data of a run: split, and standardised where the definition asks for it. */
export interface Dataset {
  readonly training: Samples;
  /** null when `validationSplit` holds nothing back. */
  readonly validation: Samples | null;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** The targets are classes: one-hot, or a single 0/1 column. */
  readonly classification: boolean;
}
