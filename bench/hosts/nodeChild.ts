/** A contestant of Node in a process of its own: its heap and its compiled code are nobody else's. */
import { expose } from 'comlink';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startNodeEngine } from '../../src/engine/host/nodeClient';
import { backstep } from '../contestants/backstep';
import { brainJs, type Brain } from '../contestants/brain';
import { Stopwatch } from '../contestants/stopwatch';
import { tensorFlow, useBackend, type TensorFlow } from '../contestants/tensorflow';
import { PEERS, ROOT } from '../places';
import { channelOf } from './ipc';
import type { NodeContestant } from './node';

const ENGINE = join(ROOT, 'dist', 'nodeEngineWorker.js');
const requirePeer = createRequire(join(PEERS, 'package.json'));

async function open(kind: NodeContestant): Promise<Stopwatch> {
  switch (kind) {
    case 'backstep':
    case 'backstep by operation': {
      const options = {
        start: (request: Parameters<typeof startNodeEngine>[1]) => startNodeEngine(ENGINE, request),
        backend: 'webasm',
        byOperation: kind === 'backstep by operation',
      } as const;
      return new Stopwatch((task) => backstep(task, options), `Node ${process.version}`);
    }
    case 'brain.js': {
      const brain = requirePeer('brain.js') as Brain;
      const { version } = requirePeer('brain.js/package.json') as { version: string };
      return new Stopwatch((task) => brainJs(brain, task), `brain.js ${version}`);
    }
    case 'tfjs cpu':
    case 'tfjs wasm': {
      const tf = requirePeer('@tensorflow/tfjs') as TensorFlow;
      if (kind === 'tfjs wasm') requirePeer('@tensorflow/tfjs-backend-wasm');
      await useBackend(tf, kind === 'tfjs wasm' ? 'wasm' : 'cpu');
      const description = `TensorFlow.js ${tf.version['tfjs-core']}, backend ${tf.getBackend()}`;
      return new Stopwatch((task) => tensorFlow(tf, task), description);
    }
  }
}

open(process.argv[2] as NodeContestant).then(
  (contestant) => {
    expose(contestant, channelOf(process));
    process.send?.('ready');
  },
  (error: unknown) => process.send?.({ failed: String(error) }),
);
