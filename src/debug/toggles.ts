/** The toggles of the Breakpoints view as a client sets them. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { HealthCheck } from '../protocol/health';
import { DEFAULT_FILTERS, isFilterName, type FilterName } from './capabilities';
import { isCheckName, thresholdOf } from './checks';
import type { Received } from './requests';

/** What is switched on: the filters, and the checks among them with their thresholds. */
export interface Toggles {
  readonly filters: ReadonlySet<FilterName>;
  readonly checks: readonly HealthCheck[];
}

/** What holds until the client sets filters. */
export const DEFAULT_TOGGLES: Toggles = { filters: DEFAULT_FILTERS, checks: [] };

/** Reads the request. The answer has one entry for each toggle that was asked for, in order; a wrong one is off. */
export function readToggles(args: Received<Dap.SetExceptionBreakpointsArguments>): {
  readonly toggles: Toggles;
  readonly breakpoints: Dap.Breakpoint[];
} {
  const asked: Received<Dap.ExceptionFilterOptions>[] = [
    ...(args.filters ?? []).map((filterId) => ({ filterId })),
    ...(args.filterOptions ?? []),
  ];
  const filters = new Set<FilterName>();
  const checks: HealthCheck[] = [];
  const breakpoints = asked.map(({ filterId, condition }): Dap.Breakpoint => {
    if (!isFilterName(filterId)) {
      return { verified: false, message: l10n.t("There is no filter '{0}'.", String(filterId)) };
    }
    if (isCheckName(filterId)) {
      const threshold = thresholdOf(filterId, condition);
      if (typeof threshold === 'string') return { verified: false, message: threshold };
      checks.push({ kind: filterId, threshold });
    } else if (condition !== undefined && condition.trim() !== '') {
      return { verified: false, message: l10n.t("The filter '{0}' takes no condition.", filterId) };
    }
    filters.add(filterId);
    return { verified: true };
  });
  return { toggles: { filters, checks }, breakpoints };
}
