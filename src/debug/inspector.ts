/** Looks at a stop: its frames, scopes, variables and expressions. What it hands out holds for that stop only. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Goal } from '../protocol/engine';
import type { OperationKey } from '../protocol/vocabulary';
import type { ActiveRun } from './activeRun';
import type { ClientLines } from './clientLines';
import { dataInfo } from './dataInfo';
import { targetIn, type Change, type EditTarget } from './editing';
import { evaluateExpression, targetOf, type Value } from './evaluate/evaluate';
import { Handles } from './handles';
import { keptText, keptWhole } from './kept';
import { ProtocolError } from './protocolError';
import type { Received, Requests } from './requests';
import { show, wholeText } from './shown';
import { beginningOfFrame, stackFrames, type FrameKind } from './stack';
import { STEP_GOALS } from './stopPlan';
import { stepInTargets } from './stepTargets';
import {
  expansion,
  keptExpansion,
  layerContainer,
  layerText,
  scopesOf,
  typeText,
  variablesOf,
  type Container,
} from './variables';

export class Inspector {
  private readonly frames = new Handles<FrameKind>();
  private readonly containers = new Handles<Container>();
  private readonly targets = new Handles<OperationKey>();
  private stack: Dap.StackFrame[] | null = null;

  /** The run goes on: everything that was handed out is stale. */
  clear(): void {
    this.frames.clear();
    this.containers.clear();
    this.targets.clear();
    this.stack = null;
  }

  /** The file or the settings have changed: gives whether the frames at hand have changed with them. */
  framesChange(run: ActiveRun, lines: ClientLines): boolean {
    if (this.stack === null || run.status !== 'stopped') return false;
    // Ids are new each time.
    const withoutId = (frame: Dap.StackFrame): object => ({ ...frame, id: 0 });
    const now = stackFrames(run, new Handles<FrameKind>(), lines);
    const same = JSON.stringify(now.map(withoutId)) === JSON.stringify(this.stack.map(withoutId));
    if (!same) this.stack = null;
    return !same;
  }

  stackTrace(
    run: ActiveRun,
    args: Received<Dap.StackTraceArguments>,
    lines: ClientLines,
  ): Requests['stackTrace']['body'] {
    run.requireStopped();
    // One stop has one stack: asking again gives the same frames.
    this.stack ??= stackFrames(run, this.frames, lines);
    const start = args.startFrame ?? 0;
    const end = args.levels ? start + args.levels : undefined;
    return { stackFrames: this.stack.slice(start, end), totalFrames: this.stack.length };
  }

  /** The moment before which nothing of the frame had run. */
  beginningOf(run: ActiveRun, frameId: number | undefined): number {
    run.requireStopped();
    return beginningOfFrame(run, this.frames.get(frameId, 'frame'));
  }

  stepInTargets(
    run: ActiveRun,
    args: Received<Dap.StepInTargetsArguments>,
    lines: ClientLines,
  ): Requests['stepInTargets']['body'] {
    run.requireStopped();
    this.frames.get(args.frameId, 'frame');
    return { targets: stepInTargets(run, this.targets, lines) };
  }

  /** Where `stepIn` leads: to the target that it names, or to the next operation. */
  stepInGoal(run: ActiveRun, { targetId }: Received<Dap.StepInArguments>): Goal {
    run.requireStopped();
    if (targetId === undefined) return STEP_GOALS.stepIn;
    return { to: 'place', at: this.targets.get(targetId, 'step-in target') };
  }

  scopes(run: ActiveRun, args: Received<Dap.ScopesArguments>): Requests['scopes']['body'] {
    run.requireStopped();
    return { scopes: scopesOf(run, this.frames.get(args.frameId, 'frame'), this.containers) };
  }

  async variables(
    run: ActiveRun,
    args: Received<Dap.VariablesArguments>,
  ): Promise<Requests['variables']['body']> {
    run.requireStopped();
    const container = this.containers.get(args.variablesReference, 'variable');
    const page = {
      filter: args.filter,
      start: Math.max(0, args.start ?? 0),
      // The protocol: no count, or 0, means all of them.
      count: args.count ? args.count : Infinity,
    };
    return { variables: await variablesOf(run, container, page, this.containers) };
  }

  async evaluate(
    run: ActiveRun,
    args: Received<Dap.EvaluateArguments>,
  ): Promise<Requests['evaluate']['body']> {
    run.requireStopped();
    // All frames of a stop know the same names; but one of an earlier stop knows nothing any more.
    if (args.frameId !== undefined) this.frames.get(args.frameId, 'frame');
    const value = await evaluateExpression(run, args.expression ?? '');
    return this.result(run, value, args.context === 'clipboard');
  }

  /** What a breakpoint on a variable, or without a container on an expression, would watch. */
  dataInfo(
    run: ActiveRun,
    args: Received<Dap.DataBreakpointInfoArguments>,
  ): Promise<Requests['dataBreakpointInfo']['body']> {
    run.requireStopped();
    const { variablesReference, frameId, name = '' } = args;
    const container = variablesReference ? this.containers.get(variablesReference, 'variable') : null;
    if (container === null && frameId !== undefined) this.frames.get(frameId, 'frame');
    return dataInfo(run, container, name);
  }

  /** What `setVariable` is to change: a child of a container, by its name. */
  variableTarget(run: ActiveRun, args: Received<Dap.SetVariableArguments>): Promise<EditTarget> {
    run.requireStopped();
    const container = this.containers.get(args.variablesReference, 'variable');
    return targetIn(run, container, args.name ?? '');
  }

  /** What `setExpression` is to change. */
  expressionTarget(run: ActiveRun, args: Received<Dap.SetExpressionArguments>): Promise<EditTarget> {
    run.requireStopped();
    if (args.frameId !== undefined) this.frames.get(args.frameId, 'frame');
    const expression = args.expression ?? '';
    return expression.trim() === 'learningRate' ? Promise.resolve('learningRate') : targetOf(run, expression);
  }

  /** The answer to an edit: the value as it is now, to be expanded as before. */
  changed(change: Change): Requests['setVariable']['body'] {
    if (change.kind === 'learningRate') return { value: change.value, variablesReference: 0 };
    const { shown, view } = change;
    return { value: shown.value, type: typeText(view.quantity), ...expansion(shown, this.containers) };
  }

  private async result(run: ActiveRun, value: Value, whole: boolean): Promise<Requests['evaluate']['body']> {
    const presentationHint: Dap.VariablePresentationHint = { kind: 'data', attributes: ['readOnly'] };
    switch (value.kind) {
      case 'scalar':
        return { result: value.text, type: value.meaning, variablesReference: 0, presentationHint };
      case 'layers':
        return {
          result: run.layers.map(({ name }) => name).join(', '),
          type: l10n.t('the layers'),
          variablesReference: this.containers.create({ kind: 'layers' }),
          namedVariables: run.layers.length,
          presentationHint,
        };
      case 'layer':
        return {
          result: layerText(run, value.layer),
          type: l10n.t('layer'),
          variablesReference: this.containers.create(layerContainer(value.layer)),
          presentationHint,
        };
      case 'kept': {
        const { kept } = value;
        if (whole) return { result: keptWhole(kept), type: l10n.t('a result'), variablesReference: 0 };
        const expanded = keptExpansion(kept, this.containers);
        return { result: keptText(kept), type: l10n.t('a result'), presentationHint, ...expanded };
      }
      case 'view': {
        const { view } = value;
        const type = typeText(view.quantity);
        if (whole) {
          const text = await run.ask((engine) => wholeText(engine, view));
          return { result: there(text, view.name), type, variablesReference: 0 };
        }
        const shown = there(await run.ask((engine) => show(engine, view)), view.name);
        return {
          result: shown.value,
          type,
          presentationHint: { kind: 'data' },
          ...expansion(shown, this.containers),
        };
      }
    }
  }
}

/** What the engine had a moment ago, it has still: the stop is the same, or `ask` would have said so. */
function there<T>(value: T | null, name: string): T {
  if (value !== null) return value;
  throw new ProtocolError('evaluate', l10n.t('{0} is absent here.', name));
}
