import { withBlobWorker } from './blobWorker';
import { connectBrowserWorker } from './browserConnection';
import { openEngine, type EngineConnection, type WaitingEngine } from './client';

/** Tells the engine's worker where its script lies, so that it can start helpers from it. */
export interface ScriptMessage {
  readonly engineScript: string;
}

/**
 * Starts a dedicated worker of a browser, or of VS Code's web extension host, that waits for its run.
 * @param script the text of dist/engineWorker.js
 */
export function openBrowserEngine(script: string): Promise<WaitingEngine> {
  return withBlobWorker(script, 'Backstep engine', (worker) => openEngine(withScript(worker, script)));
}

/** The worker, which knows the script for as long as it lives. */
function withScript(worker: Worker, script: string): EngineConnection {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  worker.postMessage({ engineScript: url } satisfies ScriptMessage);
  const connection = connectBrowserWorker(worker);
  return {
    ...connection,
    close: () => {
      connection.close();
      URL.revokeObjectURL(url);
    },
  };
}
