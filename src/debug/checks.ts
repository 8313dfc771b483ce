/** The health checks as toggles of the Breakpoints view: what each says, its preset, and how a threshold is read. */
import * as l10n from '@vscode/l10n';
import { sentences } from '../definition/spelling';
import { FLAT_SLOPE, HEALTH_CHECK_NAMES, LOSS_WINDOW, type HealthCheckName } from '../protocol/health';

/** The texts are getters: they read as the language is when they are looked at. */
interface CheckWords {
  readonly label: string;
  /** The same within a sentence. */
  readonly found: string;
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
    get label() {
      return l10n.t('Vanishing gradient');
    },
    get found() {
      return l10n.t('vanishing gradient');
    },
    preset: 1e-5,
    isShare: false,
    get measure() {
      return l10n.t('the mean of |gradientWeights|');
    },
    bound: 'below',
  },
  exploding: {
    get label() {
      return l10n.t('Exploding gradient');
    },
    get found() {
      return l10n.t('exploding gradient');
    },
    preset: 100,
    isShare: false,
    get measure() {
      return l10n.t('the largest |gradientWeights|');
    },
    bound: 'above',
  },
  deadRelu: {
    get label() {
      return l10n.t('Dead ReLU');
    },
    get found() {
      return l10n.t('dead ReLU');
    },
    preset: 0.5,
    isShare: true,
    get measure() {
      return l10n.t('the share of relu units whose output is 0 for every sample of the batch');
    },
    bound: 'at least',
  },
  saturated: {
    get label() {
      return l10n.t('Saturated activation');
    },
    get found() {
      return l10n.t('saturated activation');
    },
    preset: 0.8,
    isShare: true,
    get measure() {
      return l10n.t(
        'the share of sigmoid or tanh outputs in the flat ends, where activationDerivative is below {0} of its maximum,',
        FLAT_SLOPE,
      );
    },
    get note() {
      return l10n.t(
        'A sigmoid output with binaryCrossentropy is left out: its δ does not pass through the slope.',
      );
    },
    bound: 'at least',
  },
  unchanged: {
    get label() {
      return l10n.t('Unchanged weights');
    },
    get found() {
      return l10n.t('unchanged weights');
    },
    preset: 1e-6,
    isShare: false,
    get measure() {
      return l10n.t('the update ratio ‖ΔW‖ / ‖W‖');
    },
    bound: 'below',
  },
  lossNotDecreasing: {
    get label() {
      return l10n.t('Loss not decreasing');
    },
    get found() {
      return l10n.t('loss not decreasing');
    },
    preset: 0.01,
    isShare: true,
    get measure() {
      return l10n.t(
        'the share by which the mean loss has fallen, from one window of batch steps to the next,',
      );
    },
    get note() {
      return l10n.t(
        'A window is {0} batch steps, or as many more as make up whole epochs: then both windows hold the same samples, and the noise of the batches evens out.',
        LOSS_WINDOW,
      );
    },
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

function filterOf(words: CheckWords) {
  const { preset } = words;
  return {
    get label() {
      return words.label;
    },
    get description() {
      return sentences(pausesWhen(words), words.note ?? null);
    },
    default: false,
    supportsCondition: true,
    get conditionDescription() {
      return words.isShare
        ? l10n.t('threshold, a share above 0, at most 1; default {0}', preset)
        : l10n.t('threshold, a number above 0; default {0}', preset);
    },
  } as const;
}

function pausesWhen({ measure, bound, preset, isOfLoss }: CheckWords): string {
  const compared = boundText(bound, preset);
  return isOfLoss
    ? l10n.t('Pauses when {0} is {1}; the condition sets another threshold.', measure, compared)
    : l10n.t('Pauses when {0} is {1} in a layer; the condition sets another threshold.', measure, compared);
}

/** `below 0.00001`, `at least 0.5`. */
export function boundText(bound: CheckWords['bound'], threshold: number | string): string {
  switch (bound) {
    case 'below':
      return l10n.t('below {0}', threshold);
    case 'above':
      return l10n.t('above {0}', threshold);
    case 'at least':
      return l10n.t('at least {0}', threshold);
  }
}

const NUMBER = /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The threshold that a condition gives; the preset for an empty one. A message when it cannot be one. */
export function thresholdOf(name: HealthCheckName, condition: string | undefined): number | string {
  const { label, preset, isShare } = CHECKS[name];
  const text = condition?.trim() ?? '';
  if (text === '') return preset;
  const threshold = NUMBER.test(text) ? Number(text) : NaN;
  if (threshold > 0 && threshold <= (isShare ? 1 : Number.MAX_VALUE)) return threshold;
  return isShare
    ? l10n.t(
        "The threshold of '{0}' has to be a share above 0 and at most 1, such as {1}; '{2}' is none.",
        label,
        preset,
        text,
      )
    : l10n.t(
        "The threshold of '{0}' has to be a number above 0, such as {1}; '{2}' is none.",
        label,
        preset,
        text,
      );
}
