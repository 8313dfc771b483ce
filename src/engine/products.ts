/** The matrix products of a layer, in the forms in which the backends compute them. */
import type { Product } from './compute';
import * as ofOne from './kernels/products';
import * as ofFour from './kernels/productsOfFourRows';
import * as ofShort from './kernels/productsOfShortRows';

export const PRE_ACTIVATION = {
  ofOne: ofOne.preActivation,
  ofFour: ofFour.preActivationOfFour,
  ofShort: ofShort.preActivationOfShortRows,
  matrices: { form: 'A · B', rows: 'N', inner: 'n', isMean: false },
} as const satisfies Product<never, never>;

export const PRE_ACTIVATION_WITHOUT_BIAS = {
  ofOne: ofOne.preActivationWithoutBias,
  ofFour: ofFour.preActivationWithoutBiasOfFour,
  ofShort: ofShort.preActivationWithoutBiasOfShortRows,
  matrices: { form: 'A · B', rows: 'N', inner: 'n', isMean: false },
} as const satisfies Product<never, never>;

export const GRADIENT_WEIGHTS = {
  ofOne: ofOne.gradientWeights,
  ofFour: ofFour.gradientWeightsOfFour,
  ofShort: ofShort.gradientWeightsOfShortRows,
  matrices: { form: 'Aᵀ · B', rows: 'n', inner: 'N', isMean: true },
} as const satisfies Product<never, never>;

export const GRADIENT_PREV = {
  ofOne: ofOne.gradientPrev,
  ofFour: ofFour.gradientPrevOfFour,
  matrices: { form: 'A · Bᵀ', rows: 'N', inner: 'm', isMean: false },
} as const satisfies Product<never, never>;

/** All of them, by the names by which workers speak of them. */
export const PRODUCTS = {
  preActivation: PRE_ACTIVATION,
  preActivationWithoutBias: PRE_ACTIVATION_WITHOUT_BIAS,
  gradientWeights: GRADIENT_WEIGHTS,
  gradientPrev: GRADIENT_PREV,
} as const;
export type ProductName = keyof typeof PRODUCTS;
