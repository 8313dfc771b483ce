/** Entry of dist/engineWorker.js: the engine in a dedicated worker of a browser or of VS Code's web host. */
import type { Endpoint } from 'comlink';
import { BROWSER_ENVIRONMENT } from './browserEnvironment';
import { openRun } from './openRun';
import { serveEngine } from './server';

/** A message to oneself: a task of the event loop without the 4 ms that repeated timers are held back. */
const bell = new MessageChannel();
const sleepers: (() => void)[] = [];
bell.port1.onmessage = () => sleepers.shift()?.();

// In a dedicated worker the global object is the port, which the DOM's types (of a page) do not know.
serveEngine(globalThis as unknown as Endpoint, {
  openRun: (program, backend, notebook) => openRun(program, backend, BROWSER_ENVIRONMENT, notebook),
  nextTask: () =>
    new Promise((resolve) => {
      sleepers.push(resolve);
      bell.port2.postMessage(null);
    }),
});
