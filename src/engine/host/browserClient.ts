import { startBlobWorker } from './blobWorker';
import { connectBrowserWorker } from './browserConnection';
import { openEngine, type WaitingEngine } from './client';

/** Tells the engine's worker where its script lies, so that it can start helpers from it. */
export interface ScriptMessage {
  readonly engineScript: string;
}

/**
 * Starts a dedicated worker of a browser, or of VS Code's web extension host, that waits for its run.
 * @param script the text of dist/engineWorker.js
 */
export async function openBrowserEngine(script: string): Promise<WaitingEngine> {
  const { worker, url } = startBlobWorker(script, 'Backstep engine');
  worker.postMessage({ engineScript: url } satisfies ScriptMessage);
  const connection = connectBrowserWorker(worker);
  return openEngine({
    ...connection,
    close: () => {
      connection.close();
      URL.revokeObjectURL(url);
    },
  });
}
