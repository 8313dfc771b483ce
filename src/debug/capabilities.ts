/** What this adapter can do, as it tells the client; nothing it does not do. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { CHECK_FILTERS } from './checks';

/** The toggles of the Breakpoints view. */
export const FILTERS = {
  backward: {
    label: 'Backward step of every layer',
    description:
      'Pauses when a layer has all its gradients: gradientOutput, gradientWeights and gradientPrev.',
    default: true,
  },
  forward: {
    label: 'Forward step of every layer',
    description: 'Pauses when a layer has its output.',
    default: false,
  },
  loss: {
    label: 'Loss',
    description: 'Pauses when the loss of the batch is known, before the backward pass.',
    default: false,
  },
  update: {
    label: 'Update',
    description: 'Pauses when the optimizer has changed the weights of all layers.',
    default: false,
  },
  epoch: {
    label: 'End of epoch',
    description: 'Pauses after every pass over the training data.',
    default: false,
  },
  nonFinite: {
    label: 'NaN or infinity',
    description: 'Pauses at the first operation whose result holds a number that is not finite.',
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
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '['],
  supportsLoadedSourcesRequest: true,
  supportsStepBack: true,
  supportsRestartFrame: true,
  supportsStepInTargetsRequest: true,
  supportsCancelRequest: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  exceptionBreakpointFilters: FILTER_NAMES.map((filter) => ({ filter, ...FILTERS[filter] })),
};
