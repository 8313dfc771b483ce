/** What this adapter can do, as it tells the client; nothing it does not do. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { CHECK_FILTERS } from './checks';

/** The toggles of the Breakpoints view, in the user's language. */
export const FILTERS = {
  backward: {
    get label() {
      return l10n.t('Backward step of every layer');
    },
    get description() {
      return l10n.t(
        'Pauses when a layer has all its gradients: gradientOutput, gradientWeights and gradientPrev.',
      );
    },
    default: true,
  },
  forward: {
    get label() {
      return l10n.t('Forward step of every layer');
    },
    get description() {
      return l10n.t('Pauses when a layer has its output.');
    },
    default: false,
  },
  loss: {
    get label() {
      return l10n.t('Loss');
    },
    get description() {
      return l10n.t('Pauses when the loss of the batch is known, before the backward pass.');
    },
    default: false,
  },
  update: {
    get label() {
      return l10n.t('Update');
    },
    get description() {
      return l10n.t('Pauses when the optimizer has changed the weights of all layers.');
    },
    default: false,
  },
  epoch: {
    get label() {
      return l10n.t('End of epoch');
    },
    get description() {
      return l10n.t('Pauses after every pass over the training data.');
    },
    default: false,
  },
  nonFinite: {
    get label() {
      return l10n.t('NaN or infinity');
    },
    get description() {
      return l10n.t('Pauses at the first operation whose result holds a number that is not finite.');
    },
    default: true,
  },
  ...CHECK_FILTERS,
} as const;
export type FilterName = keyof typeof FILTERS;
const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** What holds until the client sets filters. */
export const DEFAULT_FILTERS: ReadonlySet<FilterName> = new Set(
  FILTER_NAMES.filter((name) => FILTERS[name].default),
);

export function isFilterName(name: string | undefined): name is FilterName {
  return name !== undefined && Object.hasOwn(FILTERS, name);
}

export const CAPABILITIES: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsDelayedStackTraceLoading: true,
  supportsExceptionInfoRequest: true,
  supportsExceptionFilterOptions: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsFunctionBreakpoints: true,
  supportsDataBreakpoints: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '['],
  supportsLoadedSourcesRequest: true,
  supportsStepBack: true,
  supportsRestartFrame: true,
  supportsStepInTargetsRequest: true,
  supportsCancelRequest: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  get exceptionBreakpointFilters() {
    return FILTER_NAMES.map((filter) => ({ filter, ...FILTERS[filter] }));
  },
};
