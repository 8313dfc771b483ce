/** Entry of dist/nodeEngineWorker.js: the engine in a worker thread of Node. */
import nodeEndpoint from 'comlink/dist/umd/node-adapter';
import { parentPort } from 'node:worker_threads';
import { NODE_ENVIRONMENT } from './nodeEnvironment';
import { openRun } from './openRun';
import { serveEngine } from './server';

if (!parentPort) throw new Error('This script is the engine: it is started as a worker thread.');

serveEngine(nodeEndpoint(parentPort), {
  openRun: (program, backend, notebook) => openRun(program, backend, NODE_ENVIRONMENT, notebook),
  nextTask: () => new Promise((resolve) => setImmediate(resolve)),
});
