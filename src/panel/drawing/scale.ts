/** The diverging colour scale around 0: blue below, orange above, the theme's own background at 0. */
import type { TensorSummary } from '../../protocol/tensor';
import { isHiddenNumber } from '../text/hiddenNumbers';

/** The largest absolute value of the matrix: both ends of its scale. 0 when everything is 0 or not finite; NaN while it is hidden. */
export function scaleLimit(summary: TensorSummary): number {
  return Math.max(Math.abs(summary.min ?? 0), Math.abs(summary.max ?? 0));
}

export type CellKind = 'positive' | 'negative' | 'zero' | 'nonFinite' | 'veiled';

export interface CellColour {
  readonly kind: CellKind;
  /** How far from 0 towards the limit, 0 to 1. The style sheet turns it into a tint of the background. */
  readonly strength: number;
}

/** What the smallest number that is not 0 is tinted with, so that it is told apart from 0. */
const LEAST = 0.08;

/** Where a value stands on the scale: in proportion to its size, and never quite neutral unless it is 0. */
export function cellColour(value: number, limit: number): CellColour {
  if (isHiddenNumber(value)) return { kind: 'veiled', strength: 0 };
  if (!Number.isFinite(value)) return { kind: 'nonFinite', strength: 0 };
  if (value === 0 || limit === 0) return { kind: 'zero', strength: 0 };
  // The scale of a matrix that is partly hidden would tell of what is hidden.
  if (Number.isNaN(limit)) return { kind: value > 0 ? 'positive' : 'negative', strength: LEAST };
  const strength = LEAST + (1 - LEAST) * Math.min(1, Math.abs(value) / limit);
  return { kind: value > 0 ? 'positive' : 'negative', strength };
}
