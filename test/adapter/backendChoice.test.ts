/** The backend that was measured to be the fastest, from the engine to the debugger and back into the memory. */
import assert from 'node:assert/strict';
import { chooseBackend, WORTH_A_READBACK } from '../../src/engine/backends';
import { startEngine } from '../../src/engine/host/client';
import { serveEngine } from '../../src/engine/host/server';
import { Run } from '../../src/engine/run';
import type { BackendMeasurement, BackendMemory } from '../../src/protocol/backendTimes';
import { machineWith, MadeUpBackends, memoryOf, trialOf } from '../unit/engine/choice';
import { PATIENCE, reference, stoppedSession, testHost, type TestHost } from './host';

const THREE = reference('adam-partial-batch.mlp.json');

/** A host on a machine with a graphics card that is faster, as long as nobody knows otherwise. */
function hostWithCard(known: BackendMemory | undefined, measured: BackendMeasurement[]): TestHost {
  const host = testHost();
  host.startEngine = (program, backend) => {
    const { port1, port2 } = new MessageChannel();
    let closed = false;
    serveEngine(port1, {
      openRun: async (received, name, notebook) => {
        const { open, time } = new MadeUpBackends({ webgpu: 0.1, webasm: 0.8 });
        const trial = { ...trialOf(received, time), notebook };
        const work = { largestProduct: WORTH_A_READBACK };
        const machine = machineWith('Quick Card', null);
        return Run.create(received, await chooseBackend(name, machine, work, open, trial));
      },
      nextTask: () => new Promise((resolve) => (closed ? undefined : setImmediate(resolve))),
    });
    const connection = {
      endpoint: port2,
      onLost: () => undefined,
      close: () => {
        closed = true;
        port1.close();
        port2.close();
      },
    };
    return startEngine(connection, { program, backend, known, onMeasured: (one) => measured.push(one) });
  };
  return host;
}

describe('a backend that was measured', function () {
  this.timeout(PATIENCE);

  /** What the console and the Training scope say of the backend of a run, and what was measured for it. */
  async function told(known?: BackendMemory, backend = 'auto') {
    const measured: BackendMeasurement[] = [];
    const args = { program: THREE, stopOnEntry: true, backend };
    const { client, session } = await stoppedSession(args, hostWithCard(known, measured));
    const console = client.output();
    const inScope = (await client.scope('Training')).get('backend')?.value ?? '';
    session.dispose();
    return { console, inScope, measured };
  }

  it('is told with its figures in the console and in the Training scope, and travels to be remembered', async () => {
    const { console, inScope, measured } = await told();
    const figures =
      /webgpu.*a batch step of this network takes: webgpu [\d.]+ ms, webasm [\d.]+ ms\. It runs on Quick Card\./;
    assert.match(console, figures);
    assert.match(inScope, figures);
    assert.deepEqual(
      measured.map(({ network, times }) => [network, times.map(({ name }) => name)]),
      [['3 × 3-6-4-2', ['webgpu', 'webasm']]],
    );
  });

  it('is taken from memory at the next start, which says so, and measures nothing', async () => {
    const [first] = (await told()).measured;
    const times = first!.times.toReversed();
    const again = await told(memoryOf({ ...first!, times }));
    assert.match(again.inScope, /^webasm \(Measured on this machine.*measured at an earlier start/);
    assert.deepEqual(again.measured, []);
  });

  it('is not measured when one is asked for', async () => {
    const { inScope, measured } = await told(undefined, 'webasm');
    assert.equal(inScope, 'webasm (It was asked for.)');
    assert.deepEqual(measured, []);
  });
});
