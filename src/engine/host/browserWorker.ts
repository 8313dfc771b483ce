/** Entry of dist/engineWorker.js: the engine, or one of its helpers, in a dedicated worker of a browser or of VS
 * Code's web host. */
import type { Endpoint } from 'comlink';
import type { ScriptMessage } from './browserClient';
import { BROWSER_ENVIRONMENT } from './browserEnvironment';
import { browserHiring, HELPER } from './browserHelpers';
import { serveHelper } from './helperServer';
import { openRun } from './openRun';
import { serveEngine } from './server';

/** A message to oneself: a task of the event loop without the 4 ms that repeated timers are held back. */
const bell = new MessageChannel();
const sleepers: (() => void)[] = [];
bell.port1.onmessage = () => sleepers.shift()?.();

// In a dedicated worker the global object is the port, which the DOM's types (of a page) do not know.
const endpoint = globalThis as unknown as Endpoint & { readonly name: string };

if (endpoint.name === HELPER) serveHelper(endpoint);
else serve();

function serve(): void {
  let script: string | null = null;
  endpoint.addEventListener('message', (event) => {
    if (event instanceof MessageEvent && isScript(event.data)) script = event.data.engineScript;
  });
  const environment = { ...BROWSER_ENVIRONMENT, hiring: browserHiring(() => script) };
  serveEngine(endpoint, {
    openRun: (program, backend, notebook) => openRun(program, backend, environment, notebook),
    nextTask: () =>
      new Promise((resolve) => {
        sleepers.push(resolve);
        bell.port2.postMessage(null);
      }),
  });
}

function isScript(message: unknown): message is ScriptMessage {
  return message instanceof Object && 'engineScript' in message;
}
