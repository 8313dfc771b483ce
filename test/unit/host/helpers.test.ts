/** Helpers behind a message port: what they compute, what they give back, and how they are lost. */
import assert from 'node:assert/strict';
import nodeEndpoint from 'comlink/dist/umd/node-adapter';
import { MessageChannel } from 'node:worker_threads';
import type { Task } from '../../../src/engine/crew/parts';
import { Gpu } from '../../../src/engine/gpu';
import type { EngineConnection } from '../../../src/engine/host/client';
import { helperBehind, helpersFor } from '../../../src/engine/host/helpers';
import { serveHelper } from '../../../src/engine/host/helperServer';
import { PRE_ACTIVATION_WITHOUT_BIAS } from '../../../src/engine/products';

const TASK: Task = {
  shape: [5, 3],
  constants: { N: 5, n: 2, m: 3 },
  args: [
    Float32Array.from({ length: 10 }, (_, i) => i / 3),
    Float32Array.from({ length: 6 }, (_, i) => i / 7),
  ],
};

/** A helper in this thread, behind a port as a worker is. `lose` is what the platform calls when a worker dies. */
class Place {
  private readonly channel = new MessageChannel();
  private readonly listeners: ((reason: Error) => void)[] = [];
  closed = 0;

  constructor(serves = true) {
    if (serves) serveHelper(nodeEndpoint(this.channel.port2));
  }

  readonly connection: EngineConnection = {
    endpoint: nodeEndpoint(this.channel.port1),
    onLost: (listener) => void this.listeners.push(listener),
    close: () => {
      this.closed++;
      this.channel.port1.close();
    },
  };

  lose(reason: string): void {
    for (const listener of this.listeners) listener(new Error(reason));
  }
}

describe('a helper behind a port', () => {
  it('computes what the engine would, and leaves its arrays alone', async () => {
    const place = new Place();
    const helper = await helperBehind(place.connection);
    const gpu = new Gpu('webasm');
    const [a, b] = TASK.args as [Float32Array, Float32Array];
    const expected = await gpu.product(PRE_ACTIVATION_WITHOUT_BIAS, TASK.shape, { N: 5, n: 2, m: 3 }, a, b);
    // The second time it is sent in arrays that have come back.
    for (let time = 0; time < 2; time++)
      assert.deepEqual(await helper.product('preActivationWithoutBias', TASK), expected);
    assert.deepEqual(
      TASK.args.map(({ length }) => length),
      [10, 6],
    );
    gpu.dispose();
    helper.dispose();
    assert.equal(place.closed, 1);
  });

  it('sends a part of a larger array, and nothing else of it', async () => {
    const place = new Place();
    const helper = await helperBehind(place.connection);
    const [a, b] = TASK.args as [Float32Array, Float32Array];
    const part: Task = { shape: [2, 3], constants: { N: 2, n: 2, m: 3 }, args: [a.subarray(4, 8), b] };
    const whole = await helper.product('preActivationWithoutBias', TASK);
    assert.deepEqual(await helper.product('preActivationWithoutBias', part), whole.slice(6, 12));
    helper.dispose();
  });

  it('that dies before it answers was never there, and is ended', async () => {
    const place = new Place(false);
    const coming = helperBehind(place.connection);
    place.lose('its script did not start');
    await assert.rejects(coming, /^Error: its script did not start$/);
    assert.equal(place.closed, 1);
  });

  it('that dies with a task in hand, or is ended, rejects it', async () => {
    for (const end of ['lose', 'dispose'] as const) {
      const place = new Place();
      const helper = await helperBehind(place.connection);
      const pending = helper.product('preActivationWithoutBias', TASK);
      if (end === 'lose') place.lose('it ran out of memory');
      else helper.dispose();
      await assert.rejects(pending, end === 'lose' ? /ran out of memory/ : /run has been ended/);
      await assert.rejects(helper.product('preActivationWithoutBias', TASK));
      assert.equal(place.closed, 1);
    }
  });
});

describe('the number of helpers', () => {
  it('leaves a core to the engine, and is no more than can be kept busy', () => {
    assert.deepEqual([1, 2, 3, 4, 8, 64].map(helpersFor), [0, 1, 2, 3, 3, 3]);
  });
});
