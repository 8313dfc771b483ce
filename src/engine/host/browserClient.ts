import * as l10n from '@vscode/l10n';
import { withBlobWorker } from './blobWorker';
import { openEngine, type EngineConnection, type WaitingEngine } from './client';

/**
 * Starts a dedicated worker of a browser, or of VS Code's web extension host, that waits for its run.
 * @param script the text of dist/engineWorker.js
 */
export function openBrowserEngine(script: string): Promise<WaitingEngine> {
  return withBlobWorker(script, 'Backstep engine', (worker) => openEngine(connectBrowserWorker(worker)));
}

function connectBrowserWorker(worker: Worker): EngineConnection {
  return {
    endpoint: worker,
    onLost(listener) {
      worker.addEventListener('error', (event) => {
        // A script that could not be loaded at all gives an event without a message.
        listener(
          new Error(
            event.message
              ? l10n.t("The engine's worker failed: {0}", event.message)
              : l10n.t("The engine's worker failed: its script did not start"),
          ),
        );
      });
      worker.addEventListener('messageerror', () => {
        listener(new Error(l10n.t("The engine's worker sent what cannot be read.")));
      });
    },
    close() {
      worker.terminate();
    },
  };
}
