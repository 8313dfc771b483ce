/** Starts the engine of a run in a worker of its own. */
import * as vscode from 'vscode';
import type { Program } from '../data/program';
import type { BackendChoice } from '../debug/host';
import { startBrowserEngine } from '../engine/host/browserClient';
import { BACKENDS, type EngineClient } from '../protocol/engine';

export class Engines {
  /** The worker's source, read when the first run starts and kept for the next. */
  private script: Promise<string> | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  async start(program: Program, backend: BackendChoice): Promise<EngineClient> {
    this.script ??= this.readScript();
    return startBrowserEngine(await this.script, { program, backend });
  }

  private async readScript(): Promise<string> {
    try {
      const uri = vscode.Uri.joinPath(this.extensionUri, 'dist', 'engineWorker.js');
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
      this.script = undefined;
      throw error;
    }
  }
}

/** What the setting `backstep.backend` says; `auto` for anything it does not know. */
export function chosenBackend(): BackendChoice {
  const setting = vscode.workspace.getConfiguration('backstep').get<string>('backend');
  return BACKENDS.find((name) => name === setting) ?? 'auto';
}
