/** The other side of the message port: an `EngineClient` over a worker, whatever the platform. */
import * as l10n from '@vscode/l10n';
import { wrap, type Endpoint, type Remote } from 'comlink';
import type { Program } from '../../data/program';
import type {
  Arrival,
  BackendName,
  Edit,
  EngineClient,
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
import { DEFAULT_TAPE_MB, MB } from '../../protocol/tape';
import type { Tensor, TensorSlice, Window } from '../../protocol/tensor';
import type { Texts } from '../../protocol/texts';
import type { QuantityName, ReadableName } from '../../protocol/vocabulary';
import { orDispose } from './orDispose';
import { PendingCalls } from './pendingCalls';
import type { EngineServer, LogsMessage, MeasuredMessage, ProgressMessage } from './server';

/** A worker that runs `serveEngine`, seen from outside. */
export interface EngineConnection {
  readonly endpoint: Endpoint;
  /** The listener is told why when the worker dies or can no longer be understood. */
  onLost(listener: (reason: Error) => void): void;
  /** Ends the worker. */
  close(): void;
}

export interface RunRequest {
  readonly program: Program;
  readonly backend: BackendName | 'auto';
  /** What going back may take of the memory, in MB; absent: `DEFAULT_TAPE_MB`. */
  readonly tapeMemory?: number;
  /** Where the run is to stand; absent: before its first operation. */
  readonly record?: RunRecord | undefined;
  /** What the engine says, in the user's language; absent: in English. */
  readonly texts?: Texts | undefined;
  /** What was measured of the backends at earlier starts; absent: nothing. */
  readonly known?: BackendMemory | undefined;
  /** Told what is measured at this start, before it resolves. */
  readonly onMeasured?: (measurement: BackendMeasurement) => void;
}

/** A worker that waits for the run that it is to make. */
export interface WaitingEngine {
  /** As `startEngine`; the worker belongs to the run then. */
  start(request: RunRequest): Promise<EngineClient>;
  /** Ends the worker, unless a run has begun on it. */
  dispose(): void;
}

/** Resolves when the worker behind the connection listens. Rejects, and closes the connection, when it cannot. */
export async function openEngine(connection: EngineConnection): Promise<WaitingEngine> {
  const engine = new RemoteEngine(connection);
  await orDispose(engine, engine.ready());
  let hasBegun = false;
  return {
    start: async (request) => {
      hasBegun = true;
      await orDispose(engine, engine.start(request));
      return engine;
    },
    dispose: () => {
      if (!hasBegun) engine.dispose();
    },
  };
}

/**
 * Starts a run behind the connection, which belongs to the client from then on. Rejects, and closes the
 * connection, when the worker or the run cannot be started.
 */
export async function startEngine(connection: EngineConnection, request: RunRequest): Promise<EngineClient> {
  const engine = new RemoteEngine(connection);
  await orDispose(engine, engine.start(request));
  return engine;
}

/** Who hears of an `advance` under way. */
interface Listening {
  readonly ticket: number;
  readonly onProgress: ((state: RunState) => void) | undefined;
  readonly onLogs: ((entries: readonly LogEntry[]) => void) | undefined;
}

class RemoteEngine implements EngineClient {
  private readonly server: Remote<EngineServer>;
  private readonly calls = new PendingCalls();
  private described: RunDescription | null = null;
  private ticket = 0;
  private progress: Listening | null = null;
  private onMeasured: RunRequest['onMeasured'];

  constructor(private readonly connection: EngineConnection) {
    this.server = wrap<EngineServer>(connection.endpoint);
    connection.endpoint.addEventListener('message', (event) => {
      if (event instanceof Object && 'data' in event) this.report(event.data);
    });
    connection.onLost((reason) => this.end(reason));
  }

  ready(): Promise<void> {
    return this.call(() => this.server.ready());
  }

  async start(request: RunRequest): Promise<void> {
    const { program, backend, tapeMemory = DEFAULT_TAPE_MB, record, texts, known } = request;
    this.onMeasured = request.onMeasured;
    this.described = await this.call(() =>
      this.server.start(program, backend, tapeMemory * MB, record ?? null, texts ?? null, known ?? null),
    );
  }

  get description(): RunDescription {
    if (!this.described) throw new Error('The engine has no run yet.');
    return this.described;
  }

  async advance(
    goal: Goal,
    stops: StopPlan,
    onProgress?: (state: RunState) => void,
    onLogs?: (entries: readonly LogEntry[]) => void,
  ): Promise<Arrival> {
    const ticket = ++this.ticket;
    const progress: Listening = { ticket, onProgress, onLogs };
    // A call while another is under way is refused by the server, and must not take its listener away.
    this.progress ??= progress;
    try {
      return await this.call(() => this.server.advance(goal, stops, ticket));
    } finally {
      if (this.progress === progress) this.progress = null;
    }
  }

  pause(): Promise<void> {
    return this.call(() => this.server.pause());
  }

  state(): Promise<RunState> {
    return this.call(() => this.server.state());
  }

  summaries(layer: number): Promise<LayerSummaries> {
    return this.call(() => this.server.summaries(layer));
  }

  histogram(layer: number, quantity: QuantityName, bins: number, limit: number): Promise<Histogram | null> {
    return this.call(() => this.server.histogram(layer, quantity, bins, limit));
  }

  overview(layer: number, quantity: QuantityName, sample: number, block: number): Promise<Overview | null> {
    return this.call(() => this.server.overview(layer, quantity, sample, block));
  }

  updateRatio(layer: number): Promise<number | null> {
    return this.call(() => this.server.updateRatio(layer));
  }

  read(
    layer: number,
    quantity: ReadableName,
    window: Window,
    stepsBack: StepsBack = 0,
  ): Promise<TensorSlice | null> {
    return this.call(() => this.server.read(layer, quantity, window, stepsBack));
  }

  history(): Promise<readonly EpochReport[]> {
    return this.call(() => this.server.history());
  }

  losses(points: number): Promise<LossCurve> {
    return this.call(() => this.server.losses(points));
  }

  strips(last: number): Promise<Strips> {
    return this.call(() => this.server.strips(last));
  }

  evaluate(): Promise<Evaluation> {
    return this.call(() => this.server.evaluate());
  }

  samples(split: Split, most: number): Promise<SampleSet | null> {
    return this.call(() => this.server.samples(split, most));
  }

  predict(inputs: Tensor): Promise<Tensor> {
    return this.call(() => this.server.predict(inputs));
  }

  checkGradient(elements: CheckedElements): Promise<GradientCheck> {
    return this.call<GradientCheck>(async () => await this.server.checkGradient(elements));
  }

  checkElement(
    layer: number,
    quantity: CheckedQuantity,
    place: { readonly row: number; readonly column: number },
  ): Promise<ElementCheck | NothingToCheck> {
    return this.call<ElementCheck | NothingToCheck>(
      async () => await this.server.checkElement(layer, quantity, place),
    );
  }

  tapeReport(): Promise<TapeReport> {
    return this.call(() => this.server.tapeReport());
  }

  evaluateExpression(text: string, layer: number): Promise<ExpressionResult> {
    return this.call<ExpressionResult>(async () => await this.server.evaluateExpression(text, layer));
  }

  edit(edit: Edit): Promise<RunState> {
    return this.call(() => this.server.edit(edit));
  }

  configure(settings: RunSettings): Promise<RunState> {
    return this.call(() => this.server.configure(settings));
  }

  batchStep(): Promise<WholeBatchStep> {
    return this.call(() => this.server.batchStep());
  }

  record(): Promise<RunRecord> {
    return this.call(() => this.server.record());
  }

  dispose(): void {
    this.end(new Error(l10n.t('The run has been ended.')));
  }

  private call<T>(send: () => Promise<T>): Promise<T> {
    return this.calls.call(send);
  }

  private end(reason: Error): void {
    if (!this.calls.end(reason)) return;
    this.progress = null;
    this.connection.close();
  }

  private report(message: unknown): void {
    if (isMeasured(message)) this.onMeasured?.(message.measured);
    const { progress } = this;
    if (progress === null) return;
    if (isProgress(message) && message.progressOf === progress.ticket) progress.onProgress?.(message.state);
    if (isLogs(message) && message.logsOf === progress.ticket) progress.onLogs?.(message.entries);
  }
}

function isMeasured(message: unknown): message is MeasuredMessage {
  return message instanceof Object && 'measured' in message;
}

function isProgress(message: unknown): message is ProgressMessage {
  return message instanceof Object && 'progressOf' in message;
}

function isLogs(message: unknown): message is LogsMessage {
  return message instanceof Object && 'logsOf' in message;
}
