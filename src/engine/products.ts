/** The matrix products of a layer, in the forms in which the backends compute them. */
import type { Product } from './compute';
import * as ofOne from './kernels/products';
import * as ofFour from './kernels/productsOfFourRows';

export const PRE_ACTIVATION = {
  ofOne: ofOne.preActivation,
  ofFour: ofFour.preActivationOfFour,
  matrices: { form: 'A · B', inner: 'n', isMean: false },
} as const satisfies Product<never, never>;

export const PRE_ACTIVATION_WITHOUT_BIAS = {
  ofOne: ofOne.preActivationWithoutBias,
  ofFour: ofFour.preActivationWithoutBiasOfFour,
  matrices: { form: 'A · B', inner: 'n', isMean: false },
} as const satisfies Product<never, never>;

export const GRADIENT_WEIGHTS = {
  ofOne: ofOne.gradientWeights,
  ofFour: ofFour.gradientWeightsOfFour,
  matrices: { form: 'Aᵀ · B', inner: 'N', isMean: true },
} as const satisfies Product<never, never>;

export const GRADIENT_PREV = {
  ofOne: ofOne.gradientPrev,
  ofFour: ofFour.gradientPrevOfFour,
  matrices: { form: 'A · Bᵀ', inner: 'm', isMean: false },
} as const satisfies Product<never, never>;
