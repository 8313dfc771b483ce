/**
 * The engine's side of the message port: it owns one run and answers the calls of an `EngineClient`.
 * Which platform it lives on (browser worker, Node worker) is handed in.
 */
import * as l10n from '@vscode/l10n';
import { expose, transfer, type Endpoint } from 'comlink';
import type { Program } from '../../data/program';
import type {
  Arrival,
  BackendName,
  Edit,
  EpochReport,
  Evaluation,
  ExpressionResult,
  Goal,
  LayerSummaries,
  LogEntry,
  LossCurve,
  RunDescription,
  RunSettings,
  RunState,
  SampleSet,
  Split,
  StepsBack,
  StopPlan,
  Strips,
  TapeReport,
} from '../../protocol/engine';
import type { BackendMeasurement, BackendMemory } from '../../protocol/backendTimes';
import type { WholeBatchStep } from '../../protocol/batchStep';
import type {
  CheckedElements,
  CheckedQuantity,
  ElementCheck,
  GradientCheck,
  NothingToCheck,
} from '../../protocol/gradientCheck';
import type { Histogram } from '../../protocol/histogram';
import type { RunRecord } from '../../protocol/runRecord';
import type { Overview } from '../../protocol/overview';
import type { Tensor, TensorSlice, Window } from '../../protocol/tensor';
import type { Texts } from '../../protocol/texts';
import { isQuantity, type QuantityName, type ReadableName } from '../../protocol/vocabulary';
import { advance } from '../advance';
import type { Notebook } from '../decision';
import { evaluateText } from '../expressionNames';
import { checkElement, checkGradient } from '../gradientCheck/gradientCheck';
import { histogramOf } from '../histogram';
import { FreeRun } from '../free/freeRun';
import { HitLedger } from '../hits';
import { lossCurve } from '../lossCurve';
import { reopenRun, writeRun } from '../record';
import { overviewOf } from '../overview';
import type { Run } from '../run';
import { Tape, type PastNumbers } from '../tape';
import { WatchMemory } from '../watches';
import { wholeBatchStep } from '../wholeStep';
import { sliceTensor } from './slice';
import { Turns } from './turns';

/** What differs by platform. */
export interface EngineHost {
  /** Chooses the backend and makes the run. Rejects with a message for a person. */
  openRun(program: Program, backend: BackendName | 'auto', notebook: Notebook): Promise<Run>;
  /** Resolves in a later task of the event loop, after the messages that have arrived by then. */
  nextTask(): Promise<void>;
}

/** Travels beside comlink's messages, on the same port and so in order with the answers. */
export interface ProgressMessage {
  /** The `advance` it belongs to. */
  readonly progressOf: number;
  readonly state: RunState;
}

/** What log points said, in order; on the same port, and so before the answer to its `advance`. */
export interface LogsMessage {
  readonly logsOf: number;
  readonly entries: readonly LogEntry[];
}

/** What the backends were found to take, to be remembered; before the answer to `start`. */
export interface MeasuredMessage {
  readonly measured: BackendMeasurement;
}

/** Longest time in ms between two looks at the message port: a pause is seen well within 100 ms. */
const BREATH = 8;
/** Least time in ms between two progress messages: about ten in a second. */
const PROGRESS_INTERVAL = 100;

/** Answers calls that arrive at the endpoint until its worker ends. */
export function serveEngine(endpoint: Endpoint, host: EngineHost): void {
  expose(new EngineServer(endpoint, host), endpoint);
}

/** The methods that comlink calls. All but `pause` take turns, so none runs in the middle of an operation. */
export class EngineServer {
  private run: Run | null = null;
  private tape: Tape | null = null;
  private readonly free = new FreeRun();
  private readonly hits = new HitLedger();
  private readonly watched = new WatchMemory();
  private readonly turns = new Turns();
  /** The batch step before, once someone has asked for it at this stop. */
  private before: PastNumbers | null = null;
  private advancing = false;
  private pauseRequested = false;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly host: EngineHost,
  ) {}

  /** Answered as soon as the worker's script has run. */
  ready(): void {}

  /**
   * @param tapeBytes what the checkpoints of the tape may take of the memory.
   * @param record where the run is to stand; null: before its first operation.
   * @param texts the user's language; null: English.
   * @param known what was measured of the backends at earlier starts; null: nothing.
   */
  start(
    program: Program,
    backend: BackendName | 'auto',
    tapeBytes: number,
    record: RunRecord | null = null,
    texts: Texts | null = null,
    known: BackendMemory | null = null,
  ): Promise<RunDescription> {
    return this.turns.take(async () => {
      if (this.run) throw new Error('This engine has a run already.');
      if (texts !== null) l10n.config({ contents: texts });
      this.run = await this.host.openRun(program, backend, {
        known,
        note: (measured) => this.endpoint.postMessage({ measured } satisfies MeasuredMessage),
      });
      this.tape =
        record === null
          ? new Tape(this.run, tapeBytes, this.free)
          : reopenRun(this.run, program, record, tapeBytes, this.free);
      return this.run.description;
    });
  }

  /** @param ticket comes back in the progress messages of this call. */
  async advance(goal: Goal, stops: StopPlan, ticket: number): Promise<Arrival> {
    if (this.advancing) throw new Error(l10n.t('The run is under way already: pause it first.'));
    this.advancing = true;
    this.before = null;
    this.pauseRequested = false;
    const logs = this.logger(ticket);
    const report = this.reporter(ticket);
    try {
      return await this.turns.take(() =>
        advance(this.started(), goal, stops, {
          pauseRequested: () => this.pauseRequested,
          breathe: this.breather(),
          onProgress: (state) => {
            report(state);
            logs.flushSometimes();
          },
          free: this.free,
          hits: this.hits,
          watched: this.watched,
          onLog: logs.add,
          ...(this.tape === null ? {} : { tape: this.tape }),
        }),
      );
    } finally {
      logs.flush();
      this.advancing = false;
    }
  }

  pause(): void {
    this.pauseRequested = this.advancing;
  }

  state(): Promise<RunState> {
    return this.turns.take(() => this.started().state());
  }

  summaries(layer: number): Promise<LayerSummaries> {
    return this.turns.take(() => this.withLayer(layer).summaries(layer));
  }

  histogram(layer: number, quantity: QuantityName, bins: number, limit: number): Promise<Histogram | null> {
    return this.turns.take(() => {
      const tensor = this.withLayer(layer).quantity(layer, quantity);
      return tensor === null ? null : histogramOf(tensor, bins, limit);
    });
  }

  overview(layer: number, quantity: QuantityName, sample: number, block: number): Promise<Overview | null> {
    return this.turns.take(() => {
      const tensor = this.withLayer(layer).quantity(layer, quantity);
      return tensor === null ? null : overviewOf(tensor, sample, block);
    });
  }

  updateRatio(layer: number): Promise<number | null> {
    return this.turns.take(() => this.withLayer(layer).updateRatio(layer));
  }

  async read(
    layer: number,
    quantity: ReadableName,
    window: Window,
    stepsBack: StepsBack = 0,
  ): Promise<TensorSlice | null> {
    // A run on its way cannot be taken back for a look.
    if (stepsBack !== 0 && this.advancing) throw new Error(l10n.t('The run is under way: pause it first.'));
    return this.turns.take(async () => {
      const run = this.withLayer(layer);
      const tensor =
        stepsBack === 0
          ? run.readable(layer, quantity)
          : isQuantity(quantity) && (await this.batchStepBefore())?.quantity(layer, quantity);
      if (!tensor) return null;
      // A slice is a copy, so its buffer may be given away; the engine's own buffers never are.
      const slice = sliceTensor(tensor, window);
      return transfer(slice, [slice.data.buffer]);
    });
  }

  history(): Promise<readonly EpochReport[]> {
    return this.turns.take(() => this.started().history());
  }

  losses(points: number): Promise<LossCurve> {
    return this.turns.take(() => {
      const curve = lossCurve(this.tape?.lossOfSteps ?? [], points, this.tape?.accuracyOfSteps ?? null);
      const { steps, losses, accuracies } = curve;
      return transfer(
        curve,
        [steps, losses, ...(accuracies === undefined ? [] : [accuracies])].map(({ buffer }) => buffer),
      );
    });
  }

  strips(last: number): Promise<Strips> {
    return this.turns.take(() => {
      if (this.tape === null) throw new Error('The engine has no run yet.');
      const strips = this.tape.strips.latest(this.started().steps, last);
      return transfer(
        strips,
        strips.layers.flatMap(({ gradient, updateRatio }) => [gradient.buffer, updateRatio.buffer]),
      );
    });
  }

  evaluate(): Promise<Evaluation> {
    return this.turns.take(() => this.started().evaluate(() => this.host.nextTask()));
  }

  samples(split: Split, most: number): Promise<SampleSet | null> {
    return this.turns.take(() => {
      const samples = this.started().samples(split, most);
      return samples && transfer(samples, [samples.inputs.data.buffer, samples.targets.data.buffer]);
    });
  }

  predict(inputs: Tensor): Promise<Tensor> {
    return this.turns.take(async () => {
      const output = await this.started().predict(inputs, () => this.host.nextTask());
      return transfer(output, [output.data.buffer]);
    });
  }

  checkGradient(elements: CheckedElements): Promise<GradientCheck> {
    return this.turns.take(() =>
      checkGradient(this.withLayer(elements.layer).hold(), elements, this.breather()),
    );
  }

  checkElement(
    layer: number,
    quantity: CheckedQuantity,
    place: { readonly row: number; readonly column: number },
  ): Promise<ElementCheck | NothingToCheck> {
    return this.turns.take(() =>
      checkElement(this.withLayer(layer).hold(), layer, quantity, place, this.breather()),
    );
  }

  tapeReport(): Promise<TapeReport> {
    return this.turns.take(() => {
      if (this.tape === null) throw new Error('The engine has no run yet.');
      return this.tape.report();
    });
  }

  evaluateExpression(text: string, layer: number): Promise<ExpressionResult> {
    return this.turns.take(() => {
      const result = evaluateText(this.withLayer(layer), text, layer);
      return result.kind === 'tensor' ? transfer(result, [result.tensor.data.buffer]) : result;
    });
  }

  async edit(edit: Edit): Promise<RunState> {
    // Between two operations of a journey the run passes moments where nobody stands.
    if (this.advancing) throw new Error(l10n.t('The run is under way: pause it first.'));
    return this.turns.take(() => {
      const run = this.withLayer(edit.layer);
      if (this.tape === null) throw new Error('The engine has no run yet.');
      this.tape.edit(edit);
      return run.state();
    });
  }

  /** Computed at the first question of each stop, and kept for the others. */
  private async batchStepBefore(): Promise<PastNumbers | null> {
    const { tape } = this;
    if (tape === null) return null;
    // Only the event loop turns meanwhile: nobody else has a turn while the run is away.
    this.before ??= await tape.batchStepBefore(() => this.host.nextTask());
    return this.before;
  }

  async configure(settings: RunSettings): Promise<RunState> {
    if (this.advancing) throw new Error(l10n.t('The run is under way: pause it first.'));
    return this.turns.take(() => {
      const run = this.started();
      this.tape?.configure(settings);
      return run.state();
    });
  }

  async batchStep(): Promise<WholeBatchStep> {
    if (this.advancing) throw new Error(l10n.t('The run is under way: pause it first.'));
    return this.turns.take(() => wholeBatchStep(this.started(), this.tape));
  }

  async record(): Promise<RunRecord> {
    if (this.advancing) throw new Error(l10n.t('The run is under way: pause it first.'));
    return this.turns.take(() => {
      if (this.tape === null) throw new Error('The engine has no run yet.');
      return writeRun(this.tape);
    });
  }

  private started(): Run {
    if (!this.run) throw new Error('The engine has no run yet.');
    return this.run;
  }

  private withLayer(layer: number): Run {
    const run = this.started();
    const count = run.description.layers.length;
    if (!Number.isInteger(layer) || layer < 0 || layer >= count)
      throw new Error(`There is no layer ${layer}: the layers count from 0 to ${count - 1}.`);
    return run;
  }

  /** Lets messages in and answers them, but not more often than needed: a visit to the event loop is dear. */
  private breather(): () => Promise<void> {
    let last = performance.now();
    return async () => {
      if (performance.now() - last < BREATH) return;
      await this.host.nextTask();
      await this.turns.letOthers();
      last = performance.now();
    };
  }

  /** Gathers what log points say, so that a busy one does not flood the port with messages. */
  private logger(ticket: number): {
    readonly add: (entry: LogEntry) => void;
    flush(): void;
    flushSometimes(): void;
  } {
    let entries: LogEntry[] = [];
    let last = performance.now();
    const flush = (): void => {
      last = performance.now();
      if (entries.length === 0) return;
      this.endpoint.postMessage({ logsOf: ticket, entries } satisfies LogsMessage);
      entries = [];
    };
    return {
      add: (entry) => void entries.push(entry),
      flush,
      flushSometimes: () => {
        if (performance.now() - last >= PROGRESS_INTERVAL) flush();
      },
    };
  }

  private reporter(ticket: number): (state: RunState) => void {
    let last = performance.now();
    return (state) => {
      const now = performance.now();
      if (now - last < PROGRESS_INTERVAL) return;
      last = now;
      this.endpoint.postMessage({ progressOf: ticket, state } satisfies ProgressMessage);
    };
  }
}
