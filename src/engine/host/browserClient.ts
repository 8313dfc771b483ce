import * as l10n from '@vscode/l10n';
import type { EngineClient } from '../../protocol/engine';
import { startEngine, type EngineConnection, type RunRequest } from './client';

/**
 * Starts a run in a dedicated worker of a browser, or of VS Code's web extension host.
 * @param script the text of dist/engineWorker.js: a worker from a URL inside an extension does not start
 * where the extension is installed remotely, one from a blob does.
 */
export async function startBrowserEngine(script: string, request: RunRequest): Promise<EngineClient> {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    return await startEngine(connectBrowserWorker(url), request);
  } finally {
    // Only now: VS Code's host fetches the script later than `new Worker` returns, and only its first answer
    // tells that it has.
    URL.revokeObjectURL(url);
  }
}

function connectBrowserWorker(url: string): EngineConnection {
  const worker = new Worker(url, { name: 'Backstep engine' });
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
