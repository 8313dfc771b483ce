/** Starts the engine of a run in a worker of its own. */
import * as vscode from 'vscode';
import type { Program } from '../data/program';
import type { BackendChoice } from '../debug/host';
import { startBrowserEngine } from '../engine/host/browserClient';
import { BACKENDS, type EngineClient } from '../protocol/engine';
import type { RunRecord } from '../protocol/runRecord';
import { DEFAULT_TAPE_MB, isTapeMemory } from '../protocol/tape';
import type { BackendMemoryStore } from './backendMemory';
import { messageOf } from './errors';
import { WorkerScript } from './workerScript';

export class Engines {
  private readonly script: WorkerScript;

  constructor(
    extensionUri: vscode.Uri,
    private readonly memory: BackendMemoryStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.script = new WorkerScript(extensionUri, 'engineWorker.js');
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
    return startBrowserEngine(await this.script.read(), {
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
