/** Entry of dist/nodeEngineWorker.js: the engine, or one of its helpers, in a worker thread of Node. */
import nodeEndpoint from 'comlink/dist/umd/node-adapter';
import { parentPort, workerData } from 'node:worker_threads';
import { serveHelper } from './helperServer';
import type { WorkerRole } from './nodeClient';
import { NODE_ENVIRONMENT } from './nodeEnvironment';
import { nodeHiring } from './nodeHelpers';
import { openRun } from './openRun';
import { serveEngine } from './server';

if (!parentPort) throw new Error('This script is the engine: it is started as a worker thread.');

const { role, script } = workerData as WorkerRole;
const endpoint = nodeEndpoint(parentPort);
if (role === 'helper') serveHelper(endpoint);
else {
  const environment = { ...NODE_ENVIRONMENT, hiring: nodeHiring(script) };
  serveEngine(endpoint, {
    openRun: (program, backend, notebook) => openRun(program, backend, environment, notebook),
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
