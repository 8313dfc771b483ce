/** What can go wrong in a network though every number is finite: the checks, and what they find. */
import type { QuantityName } from './vocabulary';

export const HEALTH_CHECK_NAMES = ['vanishing', 'exploding', 'deadRelu', 'saturated', 'unchanged'] as const;
export type HealthCheckName = (typeof HEALTH_CHECK_NAMES)[number];

/** A check that is on. What its threshold is compared with is told by src/engine/health.ts. */
export interface HealthCheck {
  readonly kind: HealthCheckName;
  readonly threshold: number;
}

/**
 * The slope of a sigmoid or a tanh counts as flat below this share of its greatest (1/4 for sigmoid, 1 for
 * tanh): a sigmoid below 0.005 or above 0.995, a tanh beyond ±0.99.
 */
export const FLAT_SLOPE = 0.02;

/** A check that did not hold for what an operation computed. */
export interface HealthFinding extends HealthCheck {
  readonly layer: number;
  readonly quantity: QuantityName;
  /** What was compared with the threshold: a mean, a maximum, a share or a ratio. */
  readonly measured: number;
  /** The first element that is to blame; null where all of them are together. */
  readonly element: { readonly index: readonly number[]; readonly value: number } | null;
  /** What usually helps, in a sentence. */
  readonly advice: string;
}
