import { TOLERANCE as GRADIENT_TOLERANCE } from '../protocol/gradientCheck';

/** How far off an answer may be, unless its exercise says so itself. */
export const TOLERANCES = {
  predict: 0.01,
  // A formula is computed, not typed in few digits: what is left is the rounding of float32.
  formula: 0.0001,
  'gradient-check': GRADIENT_TOLERANCE,
} as const;
