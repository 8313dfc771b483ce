import nodeEndpoint from 'comlink/dist/umd/node-adapter';
import { Worker } from 'node:worker_threads';
import type { EngineClient } from '../../protocol/engine';
import { startEngine, type EngineConnection, type RunRequest } from './client';

/**
 * Starts a run in a worker thread of Node.
 * @param script path of dist/nodeEngineWorker.js
 */
export function startNodeEngine(script: string, request: RunRequest): Promise<EngineClient> {
  return startEngine(connectNodeWorker(script), request);
}

/** What a worker thread of the engine's script is, and the script's path. */
export interface WorkerRole {
  readonly role: 'engine' | 'helper';
  readonly script: string;
}

/** A worker thread from the script. What it prints goes to standard error: standard output may be a protocol. */
export function connectNodeWorker(script: string, role: WorkerRole['role'] = 'engine'): EngineConnection {
  const worker = new Worker(script, {
    stdout: true,
    workerData: { role, script } satisfies WorkerRole,
  });
  worker.stdout.pipe(process.stderr);
  return {
    endpoint: nodeEndpoint(worker),
    onLost(listener) {
      worker.on('error', (error) => {
        listener(new Error(`The engine's worker failed: ${error.message}`, { cause: error }));
      });
      worker.on('messageerror', (error) => {
        listener(new Error(`The engine's worker sent what cannot be read: ${error.message}`));
      });
      worker.on('exit', (code) => {
        listener(new Error(`The engine's worker stopped (exit code ${code}).`));
      });
    },
    close() {
      void worker.terminate();
    },
  };
}
