import * as l10n from '@vscode/l10n';
import type { EngineConnection } from './client';

/** A dedicated worker of a browser, seen from whoever started it. */
export function connectBrowserWorker(worker: Worker): EngineConnection {
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
