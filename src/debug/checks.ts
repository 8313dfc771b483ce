/** The health checks as toggles of the Breakpoints view: what each says, its preset, and how a threshold is read. */
import { FLAT_SLOPE, HEALTH_CHECK_NAMES, LOSS_WINDOW, type HealthCheckName } from '../protocol/health';

interface CheckWords {
  readonly label: string;
  /** The threshold that holds when the person gives none. */
  readonly preset: number;
  /** A share lies between 0 and 1; the other thresholds only have to be above 0. */
  readonly isShare: boolean;
  /** What is compared with the threshold. */
  readonly measure: string;
  /** What more there is to know of it. */
  readonly note?: string;
  /** Nothing of a layer is measured, but the loss. */
  readonly isOfLoss?: true;
  /** How it must compare for the run to pause. */
  readonly bound: 'below' | 'above' | 'at least';
}

/**
 * The presets are for the nets of a lesson, not of industry: a net of a few units whose mean gradient is 1e-5
 * hardly moves any more, and one whose gradients reach 100 is past saving, long before 1e-7 and 1e7.
 */
export const CHECKS: Readonly<Record<HealthCheckName, CheckWords>> = {
  vanishing: {
    label: 'Vanishing gradient',
    preset: 1e-5,
    isShare: false,
    measure: 'the mean of |gradientWeights|',
    bound: 'below',
  },
  exploding: {
    label: 'Exploding gradient',
    preset: 100,
    isShare: false,
    measure: 'the largest |gradientWeights|',
    bound: 'above',
  },
  deadRelu: {
    label: 'Dead ReLU',
    preset: 0.5,
    isShare: true,
    measure: 'the share of relu units whose output is 0 for every sample of the batch',
    bound: 'at least',
  },
  saturated: {
    label: 'Saturated activation',
    preset: 0.8,
    isShare: true,
    measure:
      'the share of sigmoid or tanh outputs in the flat ends, where activationDerivative is ' +
      `below ${FLAT_SLOPE} of its maximum,`,
    note: 'A sigmoid output with binaryCrossentropy is left out: its δ does not pass through the slope.',
    bound: 'at least',
  },
  unchanged: {
    label: 'Unchanged weights',
    preset: 1e-6,
    isShare: false,
    measure: 'the update ratio ‖ΔW‖ / ‖W‖',
    bound: 'below',
  },
  lossNotDecreasing: {
    label: 'Loss not decreasing',
    preset: 0.01,
    isShare: true,
    measure: 'the share by which the mean loss has fallen, from one window of batch steps to the next,',
    note:
      `A window is ${LOSS_WINDOW} batch steps, or as many more as make up whole epochs: then both windows hold the ` +
      'same samples, and the noise of the batches evens out.',
    isOfLoss: true,
    bound: 'below',
  },
};

export function isCheckName(name: string): name is HealthCheckName {
  return Object.hasOwn(CHECKS, name);
}

/** The toggles of the checks, off by default. */
export const CHECK_FILTERS = Object.fromEntries(
  HEALTH_CHECK_NAMES.map((name) => [name, filterOf(CHECKS[name])]),
) as Record<HealthCheckName, ReturnType<typeof filterOf>>;

function filterOf({ label, preset, isShare, measure, note, isOfLoss, bound }: CheckWords) {
  const range = isShare ? 'a share above 0, at most 1' : 'a number above 0';
  return {
    label,
    description: `Pauses when ${measure} is ${bound} ${preset}${isOfLoss ? '' : ' in a layer'}; the condition sets another threshold.${note === undefined ? '' : ` ${note}`}`,
    default: false,
    supportsCondition: true,
    conditionDescription: `threshold, ${range}; default ${preset}`,
  } as const;
}

const NUMBER = /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The threshold that a condition gives; the preset for an empty one. A message when it cannot be one. */
export function thresholdOf(name: HealthCheckName, condition: string | undefined): number | string {
  const { label, preset, isShare } = CHECKS[name];
  const text = condition?.trim() ?? '';
  if (text === '') return preset;
  const threshold = NUMBER.test(text) ? Number(text) : NaN;
  if (threshold > 0 && threshold <= (isShare ? 1 : Number.MAX_VALUE)) return threshold;
  const wanted = isShare ? 'a share above 0 and at most 1' : 'a number above 0';
  return `The threshold of '${label}' has to be ${wanted}, such as ${preset}; '${text}' is none.`;
}
