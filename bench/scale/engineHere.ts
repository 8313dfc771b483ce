/**
 * The engine behind its port, but in this thread: then one garbage collector knows all of its memory, and the limit
 * of the heap that Node was started with is the engine's.
 */
import nodeEndpoint from 'comlink/dist/umd/node-adapter';
import { MessageChannel } from 'node:worker_threads';
import { startEngine, type RunRequest } from '../../src/engine/host/client';
import { NODE_ENVIRONMENT } from '../../src/engine/host/nodeEnvironment';
import { openRun } from '../../src/engine/host/openRun';
import { serveEngine } from '../../src/engine/host/server';
import type { EngineClient } from '../../src/protocol/engine';

export function startEngineHere(request: RunRequest): Promise<EngineClient> {
  const { port1, port2 } = new MessageChannel();
  serveEngine(nodeEndpoint(port1), {
    openRun: (program, backend) => openRun(program, backend, NODE_ENVIRONMENT),
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const connection = {
    endpoint: nodeEndpoint(port2),
    // There is no other thread that could be lost.
    onLost: () => undefined,
    close: () => port2.close(),
  };
  return startEngine(connection, request);
}
