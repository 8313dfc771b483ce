/** A contestant of the browser: the page's address says which one. */
import { openBrowserEngine } from '../../src/engine/host/browserClient';
import { backstep } from '../contestants/backstep';
import { Stopwatch } from '../contestants/stopwatch';
import { tensorFlow, useBackend, type TensorFlow } from '../contestants/tensorflow';

declare global {
  /** Of TensorFlow.js's own script. */
  var tf: TensorFlow;
  var contestant: Promise<Stopwatch>;
}

/** @param tape MB that the tape of Backstep may take, if not as many as it takes by itself */
async function open(library: string | null, backend: string | null, tape: string | null): Promise<Stopwatch> {
  if (library === 'backstep' && (backend === 'webgl2' || backend === 'webgpu')) {
    const script = await (await fetch('/engineWorker.js')).text();
    return new Stopwatch(
      (task) =>
        backstep(task, {
          start: async (request) => {
            const engine = await openBrowserEngine(script);
            return engine.start(tape === null ? request : { ...request, tapeMemory: Number(tape) });
          },
          backend,
          byOperation: false,
        }),
      `backend ${backend}`,
    );
  }
  if (library === 'tensorflow' && backend !== null) {
    await useBackend(tf, backend);
    return new Stopwatch(
      (task) => tensorFlow(tf, task),
      `TensorFlow.js ${tf.version['tfjs-core']}, backend ${tf.getBackend()}`,
    );
  }
  throw new Error(`There is no contestant ${library ?? ''} with ${backend ?? ''}.`);
}

const asked = new URLSearchParams(globalThis.location.search);
globalThis.contestant = open(asked.get('library'), asked.get('backend'), asked.get('tape'));
