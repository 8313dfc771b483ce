import { wrap } from 'comlink';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Contestant } from '../contestants/contestant';
import { channelOf } from './ipc';
import { failsWhenGone, type Hosted } from './hosted';

export type NodeContestant = 'backstep' | 'backstep by operation' | 'brain.js' | 'tfjs cpu' | 'tfjs wasm';

/** Starts a contestant in a Node process of its own. Rejects with what it says when it cannot start. */
export async function startInNode(kind: NodeContestant): Promise<Hosted> {
  const child = fork(join(__dirname, 'nodeChild.ts'), [kind], {
    execArgv: ['--import=tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await ready(child);
  const remote = wrap<Contestant>(channelOf(child));
  const gone = new Promise<never>((_, reject) => {
    child.on('exit', (code) => reject(new Error(`Its process ended (exit code ${code ?? 'none'}).`)));
  });
  const contestant: Contestant = {
    prepare: (task) => remote.prepare(task),
    train: (epochs) => remote.train(epochs),
    trainUntil: (goal) => remote.trainUntil(goal),
    parameters: () => remote.parameters(),
    describe: () => remote.describe(),
  };
  return { contestant: failsWhenGone(contestant, gone), close: () => void child.kill() };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Its process ended (exit code ${code ?? 'none'}).`)));
    child.once('message', (message) => {
      if (message === 'ready') resolve();
      else reject(new Error((message as { failed: string }).failed));
    });
  });
}
