import type { SourceRange } from '../definition/fault';
import type { ExportedFile } from '../export/formats';
import type {
  EngineClient,
  ExpressionResult,
  LayerSummaries,
  LossCurve,
  StepsBack,
} from '../protocol/engine';
import type { Answer, Question } from '../protocol/questions';
import type { RunView } from '../protocol/panel';
import type { TensorSlice, Window } from '../protocol/tensor';
import type { OperationName, QuantityName, ReadableName } from '../protocol/vocabulary';
import { answerOf } from './answers';
import type { ActiveRun } from './activeRun';
import type { Disposable, RunFollower, Tagged } from './follower';
import { algorithmAt, type Algorithm } from './listing/algorithm';
import type { Notation } from './listing/listing';
import { layerRange, operationRange } from './places';
import { recordedRun } from './takeAlong';
import { isHidden } from './veil';

/** The follower of whatever run a session has at the moment. */
export class SessionFollower implements RunFollower {
  private run: ActiveRun | null = null;
  private readonly listeners = new Set<(view: RunView) => void>();

  /** Another run begins, or (null) there is none any more. */
  follow(run: ActiveRun | null): void {
    this.run = run;
    this.changed();
  }

  changed(): void {
    const view = this.view();
    for (const listener of [...this.listeners]) {
      try {
        listener(view);
      } catch (error) {
        // A view that fails must not fail the run: the error goes to the platform, not to our caller.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  get program(): string | null {
    return this.run?.options.program ?? null;
  }

  get launchedText(): string | null {
    return this.run?.loaded.text ?? null;
  }

  view(): RunView {
    return this.run?.view() ?? { kind: 'none' };
  }

  onDidChange(listener: (view: RunView) => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  summaries(layer: number): Promise<Tagged<LayerSummaries>> {
    return this.ask((engine) => engine.summaries(layer));
  }

  read(
    layer: number,
    quantity: ReadableName,
    window: Window,
    stepsBack: StepsBack = 0,
  ): Promise<Tagged<TensorSlice | null>> {
    return this.ask((engine) => engine.read(layer, quantity, window, stepsBack));
  }

  answer(question: Question): Promise<Tagged<Answer>> {
    return this.ask((engine) => answerOf(engine, question));
  }

  evaluate(text: string, layer: number): Promise<Tagged<ExpressionResult>> {
    return this.ask((engine) => engine.evaluateExpression(text, layer));
  }

  updateRatio(layer: number): Promise<Tagged<number | null>> {
    return this.ask((engine) => engine.updateRatio(layer));
  }

  algorithm(notation: Notation): Promise<Tagged<Algorithm>> {
    return this.ask((_, run) => algorithmAt(run, notation));
  }

  recorded(): Promise<Tagged<ExportedFile>> {
    return this.ask((_, run) => recordedRun(run));
  }

  losses(points: number): Promise<Tagged<LossCurve>> {
    return this.ask((engine) => engine.losses(points));
  }

  hides(layer: number, quantity: QuantityName | 'loss'): boolean {
    return this.run !== null && isHidden(this.run, layer, quantity);
  }

  range(layer: number | null, operation?: OperationName): SourceRange | undefined {
    if (!this.run) return undefined;
    const { source } = this.run.loaded;
    if (operation !== undefined) return operationRange(source, layer, operation);
    return layer === null ? operationRange(source, null, 'loss') : layerRange(source, layer);
  }

  private async ask<T>(question: (engine: EngineClient, run: ActiveRun) => Promise<T>): Promise<Tagged<T>> {
    const { run } = this;
    if (!run) throw new Error('There is no run to look at.');
    // The moment before the question: should the run go on meanwhile, the answer is dropped as late.
    const { moment } = run.state;
    return { run: run.id, moment, value: await question(run.engine, run) };
  }
}
