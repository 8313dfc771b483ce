/** Starts the engine of a run in a worker of its own. */
import * as vscode from 'vscode';
import type { Program } from '../data/program';
import type { BackendChoice } from '../debug/host';
import type { WaitingEngine } from '../engine/host/client';
import { BACKENDS, type EngineClient } from '../protocol/engine';
import type { RunRecord } from '../protocol/runRecord';
import { DEFAULT_TAPE_MB, isTapeMemory } from '../protocol/tape';
import type { BackendMemoryStore } from './backendMemory';
import { messageOf } from './errors';
import { WorkerScript } from './workerScript';

/** A worker that was started for a run waits this long for it, in milliseconds. */
const PATIENCE = 20_000;

/** A worker on its way, and when it is given up. */
interface Waiting {
  readonly engine: Promise<WaitingEngine>;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Engines implements vscode.Disposable {
  private readonly script: WorkerScript;
  private waiting: Waiting | undefined;

  constructor(
    extensionUri: vscode.Uri,
    private readonly memory: BackendMemoryStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.script = new WorkerScript(extensionUri, 'engineWorker.js');
  }

  /** A run is about to be launched: its worker starts while VS Code and the adapter still talk about it. */
  prepare(): void {
    if (this.waiting) return;
    const engine = this.open();
    // Told to whoever takes it; nobody may, when nothing comes of the launch.
    engine.catch((error: unknown) => this.log.debug(`No worker ahead of the run: ${messageOf(error)}`));
    this.waiting = { engine, timer: setTimeout(() => this.dispose(), PATIENCE) };
  }

  /**
   * @param tapeMemory what going back may take, in MB; by default as the setting says.
   * @param record where the run is to stand, if not before its first operation.
   */
  async start(
    program: Program,
    backend: BackendChoice,
    tapeMemory = chosenTapeMemory(),
    record?: RunRecord,
  ): Promise<EngineClient> {
    const engine = await (this.take() ?? this.open());
    return engine.start({
      program,
      backend,
      tapeMemory,
      record,
      texts: vscode.l10n.bundle,
      known: this.memory.known,
      onMeasured: (measurement) => {
        this.memory.keep(measurement).then(undefined, (error: unknown) => {
          this.log.warn(`The backends' times could not be kept: ${messageOf(error)}`);
        });
      },
    });
  }

  /** Ends the worker that waits. */
  dispose(): void {
    this.take()?.then(
      (engine) => engine.dispose(),
      () => undefined,
    );
  }

  private take(): Promise<WaitingEngine> | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    clearTimeout(waiting?.timer);
    return waiting?.engine;
  }

  private async open(): Promise<WaitingEngine> {
    const [{ openBrowserEngine }, script] = await Promise.all([
      import(/* webpackChunkName: "run" */ '../engine/host/browserClient'),
      this.script.read(),
    ]);
    return openBrowserEngine(script);
  }
}

/** What the setting `backstep.backend` says; `auto` for anything it does not know. */
export function chosenBackend(): BackendChoice {
  const setting = vscode.workspace.getConfiguration('backstep').get<string>('backend');
  return BACKENDS.find((name) => name === setting) ?? 'auto';
}

export async function openBackendSetting(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', '@id:backstep.backend');
}

/** What the setting `backstep.tape.memory` says, in MB; the default for what it cannot be. */
export function chosenTapeMemory(): number {
  const setting = vscode.workspace.getConfiguration('backstep').get<number>('tape.memory');
  return isTapeMemory(setting) ? setting : DEFAULT_TAPE_MB;
}
