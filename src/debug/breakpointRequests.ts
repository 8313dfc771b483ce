/** The requests by which a client sets its breakpoints. */
import type { Configuration } from './configuration';
import type { Handlers } from './requests';

type Setting = Pick<
  Handlers,
  'setBreakpoints' | 'setExceptionBreakpoints' | 'setFunctionBreakpoints' | 'setDataBreakpoints'
>;

/** `replan` tells a run that is under way of the change, before the client is answered. */
export function breakpointRequests(
  configuration: Configuration,
  replan: <T>(change: T | Promise<T>) => Promise<T>,
): Setting {
  return {
    setBreakpoints: (args) => replan(configuration.setBreakpoints(args)),
    setExceptionBreakpoints: (args) => replan(configuration.setExceptionBreakpoints(args)),
    setFunctionBreakpoints: (args) => replan(configuration.setFunctionBreakpoints(args)),
    setDataBreakpoints: (args) => replan(configuration.setDataBreakpoints(args)),
  };
}
