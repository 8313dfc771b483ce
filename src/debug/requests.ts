/** Every request this adapter answers, with the types of its arguments and of the body of its response. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { ExportedFile, ExportFormat } from '../export/formats';
import type { RunToArguments } from './runTo';
import type { VeilArguments } from './veil';

type BodyOf<R extends Dap.Response> = R extends { body: infer B } ? B : never;
interface Request<Args, Body> {
  args: Args;
  body: Body;
}

/** Of `backstep/goTo`, a request of our own: to just after the operation with this number, as `RunState` counts. */
export interface GoToArguments {
  moment: number;
  /** Also beyond the newest moment, as far as the training goes. */
  ahead?: boolean;
}

/** A difference of the file from what the run goes on with, in words: `learningRate 0.1 → 0.05 from the next update`. */
export interface ChangeInWords {
  /** `learningRate`, `layers.hidden.units`. */
  name: string;
  words: string;
}

/** The answer to `backstep/configure`, a request of our own: the file is read anew and applied as far as can be. */
export interface Configured {
  applied: ChangeInWords[];
  needsRestart: ChangeInWords[];
}

/** Of `backstep/export`, a request of our own: the batch step at hand as a file of this format. */
export interface ExportArguments {
  format: ExportFormat;
}

export interface Requests {
  initialize: Request<Dap.InitializeRequestArguments, Dap.Capabilities>;
  launch: Request<Dap.LaunchRequestArguments, void>;
  configurationDone: Request<Dap.ConfigurationDoneArguments, void>;
  setBreakpoints: Request<Dap.SetBreakpointsArguments, BodyOf<Dap.SetBreakpointsResponse>>;
  breakpointLocations: Request<Dap.BreakpointLocationsArguments, { breakpoints: Dap.BreakpointLocation[] }>;
  setExceptionBreakpoints: Request<Dap.SetExceptionBreakpointsArguments, { breakpoints: Dap.Breakpoint[] }>;
  setFunctionBreakpoints: Request<
    Dap.SetFunctionBreakpointsArguments,
    BodyOf<Dap.SetFunctionBreakpointsResponse>
  >;
  dataBreakpointInfo: Request<Dap.DataBreakpointInfoArguments, BodyOf<Dap.DataBreakpointInfoResponse>>;
  setDataBreakpoints: Request<Dap.SetDataBreakpointsArguments, BodyOf<Dap.SetDataBreakpointsResponse>>;
  threads: Request<unknown, BodyOf<Dap.ThreadsResponse>>;
  stackTrace: Request<Dap.StackTraceArguments, BodyOf<Dap.StackTraceResponse>>;
  scopes: Request<Dap.ScopesArguments, BodyOf<Dap.ScopesResponse>>;
  variables: Request<Dap.VariablesArguments, BodyOf<Dap.VariablesResponse>>;
  evaluate: Request<Dap.EvaluateArguments, BodyOf<Dap.EvaluateResponse>>;
  setVariable: Request<Dap.SetVariableArguments, BodyOf<Dap.SetVariableResponse>>;
  setExpression: Request<Dap.SetExpressionArguments, BodyOf<Dap.SetExpressionResponse>>;
  loadedSources: Request<Dap.LoadedSourcesArguments, BodyOf<Dap.LoadedSourcesResponse>>;
  source: Request<Dap.SourceArguments, BodyOf<Dap.SourceResponse>>;
  completions: Request<Dap.CompletionsArguments, BodyOf<Dap.CompletionsResponse>>;
  exceptionInfo: Request<Dap.ExceptionInfoArguments, BodyOf<Dap.ExceptionInfoResponse>>;
  continue: Request<Dap.ContinueArguments, BodyOf<Dap.ContinueResponse>>;
  next: Request<Dap.NextArguments, void>;
  stepIn: Request<Dap.StepInArguments, void>;
  stepOut: Request<Dap.StepOutArguments, void>;
  stepBack: Request<Dap.StepBackArguments, void>;
  reverseContinue: Request<Dap.ReverseContinueArguments, void>;
  restartFrame: Request<Dap.RestartFrameArguments, void>;
  'backstep/goTo': Request<GoToArguments, void>;
  'backstep/runTo': Request<RunToArguments, void>;
  stepInTargets: Request<Dap.StepInTargetsArguments, BodyOf<Dap.StepInTargetsResponse>>;
  cancel: Request<Dap.CancelArguments, void>;
  'backstep/configure': Request<unknown, Configured>;
  'backstep/veil': Request<VeilArguments, void>;
  'backstep/export': Request<ExportArguments, ExportedFile>;
  /** The run with its past: the text of a file that `launch` takes as `recording`. */
  'backstep/record': Request<unknown, ExportedFile>;
  pause: Request<Dap.PauseArguments, void>;
  restart: Request<Dap.RestartArguments, void>;
  terminate: Request<Dap.TerminateArguments, void>;
  disconnect: Request<Dap.DisconnectArguments, void>;
}
export type Command = keyof Requests;

/**
 * What a client really sends: nothing obliges it to fill in even what the protocol requires, so a handler
 * has to look before it uses an argument.
 */
export type Received<T> = T extends readonly (infer E)[]
  ? Received<E>[]
  : T extends object
    ? { [P in keyof T]?: Received<T[P]> | undefined }
    : T;

/** Runs once the response has been sent: what a request sets going must not overtake its answer. */
export type Afterwards = (action: () => void) => void;

export type Handlers = {
  [K in Command]: (
    args: Received<Requests[K]['args']>,
    afterwards: Afterwards,
  ) => Requests[K]['body'] | Promise<Requests[K]['body']>;
};
