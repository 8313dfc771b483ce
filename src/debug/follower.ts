/** What an in-process host (the extension) sees of the run beside DAP: no JSON, no references, no copies. */
import type { SourceRange } from '../definition/fault';
import type { ExportedFile } from '../export/formats';
import type { ExpressionResult, LayerSummaries, LossCurve, StepsBack } from '../protocol/engine';
import type { Answer, Question } from '../protocol/questions';
import type { RunView } from '../protocol/panel';
import type { TensorSlice, Window } from '../protocol/tensor';
import type { OperationName, QuantityName, ReadableName } from '../protocol/vocabulary';
import type { Algorithm } from './listing/algorithm';
import type { Notation } from './listing/listing';

/** An answer together with the run and the moment it belongs to; a consumer drops what is over. */
export interface Tagged<T> {
  /** As in `RunView.run`. */
  readonly run: string;
  /** As in `RunState.moment`. */
  readonly moment: number;
  readonly value: T;
}

export interface Disposable {
  dispose(): void;
}

/**
 * What a run has is given as it is, also what is to be predicted: the panel hides that itself, and answers are judged
 * by it. Whoever else shows numbers asks `hides` first.
 */
export interface RunFollower {
  /** Where the run is now. */
  view(): RunView;
  /** Called after every change of `view()`: a stop, progress, the end. */
  onDidChange(listener: (view: RunView) => void): Disposable;
  /** Summaries of every quantity of a layer. Rejects when there is no run, or no such layer. */
  summaries(layer: number): Promise<Tagged<LayerSummaries>>;
  /**
   * Part of a quantity, as `EngineClient.read` gives it; the value is null when it is absent. Rejects when there is
   * no run.
   */
  read(
    layer: number,
    quantity: ReadableName,
    window: Window,
    stepsBack?: StepsBack,
  ): Promise<Tagged<TensorSlice | null>>;
  /** Rejects when there is no run, and as the engine does. */
  answer(question: Question): Promise<Tagged<Answer>>;
  /** As `EngineClient.evaluateExpression`. Rejects when there is no run. */
  evaluate(text: string, layer: number): Promise<Tagged<ExpressionResult>>;
  /** The update ratio ‖ΔW‖ / ‖W‖ of a layer; the value is null until its update in this batch step. */
  updateRatio(layer: number): Promise<Tagged<number | null>>;
  /** The listing of the layer at work, with the line at hand and the values of this moment. Rejects without a run. */
  algorithm(notation: Notation): Promise<Tagged<Algorithm>>;
  /** The run with its past as a file, to be opened elsewhere. Rejects when no run stands. */
  recorded(): Promise<Tagged<ExportedFile>>;
  /** The losses of the finished batch steps, at most `points` of them. Rejects when there is no run. */
  losses(points: number): Promise<Tagged<LossCurve>>;
  /**
   * Where a layer stands in the file, lines and columns from 0; with an operation, the property that it
   * belongs to. `layer` null: the loss. Undefined when there is no run or nothing of it in the file.
   */
  range(layer: number | null, operation?: OperationName): SourceRange | undefined;
  /** Whether numbers of this quantity are hidden, because they are to be predicted; of the loss, `layer` does not count. */
  hides(layer: number, quantity: QuantityName | 'loss'): boolean;
  /** The definition file as it was when it was launched; null before a launch. */
  readonly launchedText: string | null;
  /** The path (or URI) of the launched definition file; null before a launch. */
  readonly program: string | null;
}
