/** What can go wrong in a network though every number is finite: the checks, and what they find. */
import type { Cause, Element } from './cause';
import type { QuantityName } from './vocabulary';

export const HEALTH_CHECK_NAMES = [
  'vanishing',
  'exploding',
  'deadRelu',
  'saturated',
  'unchanged',
  'lossNotDecreasing',
] as const;
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

/** Batch steps, at least, whose losses are taken together to see whether the loss falls. */
export const LOSS_WINDOW = 50;

/** Two windows of batch steps, side by side, and the mean loss of each. */
export interface LossTrend {
  /** The first batch step of the earlier window, counted from 0 over the whole run. */
  readonly first: number;
  /** Batch steps in each window. */
  readonly window: number;
  readonly before: number;
  readonly now: number;
}

/** A check that did not hold for what an operation computed. */
export interface HealthFinding extends HealthCheck, Cause {
  /** null: the loss, which belongs to no layer. */
  readonly layer: number | null;
  readonly quantity: QuantityName | 'loss';
  /** What was compared with the threshold: a mean, a maximum, a share or a ratio. */
  readonly measured: number;
  /** The first element that is to blame; null where all of them are together. */
  readonly element: Element | null;
  /** What lossNotDecreasing has compared. */
  readonly trend?: LossTrend;
}
