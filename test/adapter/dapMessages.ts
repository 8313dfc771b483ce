/** The messages that the adapter sends, as types: `dapSchema.json` is made of them (see there). */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

/** The responses, by command. */
export interface Responses {
  initialize: Dap.InitializeResponse;
  launch: Dap.LaunchResponse;
  configurationDone: Dap.ConfigurationDoneResponse;
  setBreakpoints: Dap.SetBreakpointsResponse;
  breakpointLocations: Dap.BreakpointLocationsResponse;
  setExceptionBreakpoints: Dap.SetExceptionBreakpointsResponse;
  threads: Dap.ThreadsResponse;
  stackTrace: Dap.StackTraceResponse;
  scopes: Dap.ScopesResponse;
  variables: Dap.VariablesResponse;
  evaluate: Dap.EvaluateResponse;
  setVariable: Dap.SetVariableResponse;
  setExpression: Dap.SetExpressionResponse;
  loadedSources: Dap.LoadedSourcesResponse;
  source: Dap.SourceResponse;
  completions: Dap.CompletionsResponse;
  exceptionInfo: Dap.ExceptionInfoResponse;
  continue: Dap.ContinueResponse;
  next: Dap.NextResponse;
  stepIn: Dap.StepInResponse;
  stepOut: Dap.StepOutResponse;
  stepBack: Dap.StepBackResponse;
  reverseContinue: Dap.ReverseContinueResponse;
  restartFrame: Dap.RestartFrameResponse;
  'backstep/goTo': Dap.Response;
  'backstep/runTo': Dap.Response;
  stepInTargets: Dap.StepInTargetsResponse;
  cancel: Dap.CancelResponse;
  'backstep/configure': Dap.Response;
  pause: Dap.PauseResponse;
  restart: Dap.RestartResponse;
  terminate: Dap.TerminateResponse;
  disconnect: Dap.DisconnectResponse;
}

/** The events, by name. */
export interface Events {
  initialized: Dap.InitializedEvent;
  stopped: Dap.StoppedEvent;
  continued: Dap.ContinuedEvent;
  exited: Dap.ExitedEvent;
  terminated: Dap.TerminatedEvent;
  output: Dap.OutputEvent;
  breakpoint: Dap.BreakpointEvent;
  loadedSource: Dap.LoadedSourceEvent;
  invalidated: Dap.InvalidatedEvent;
  progressStart: Dap.ProgressStartEvent;
  progressUpdate: Dap.ProgressUpdateEvent;
  progressEnd: Dap.ProgressEndEvent;
}

export interface Messages {
  responses: Responses;
  events: Events;
  error: Dap.ErrorResponse;
}
