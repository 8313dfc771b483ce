/** What is asked of a WebGPU device, and when; the device is made up. test/cards has a real one. */
import assert from 'node:assert/strict';
import { commandsOf, type Buffer, type Commands, type Device } from '../../../src/engine/card/commands';

const RESULT = 0x84;
const UNIFORM = 0x48;

/** Takes down what reaches the device. */
class MadeUpDevice implements Device {
  readonly log: string[] = [];
  private made = 0;

  readonly queue = {
    submit: (commands: readonly object[]) => this.note(`submit ${commands.length}`),
    writeBuffer: (_: Buffer, __: number, data: ArrayBuffer | ArrayBufferView) =>
      this.note(`write ${data.byteLength}`),
  };

  createBuffer({ size, usage }: { readonly size: number; readonly usage: number }): Buffer {
    const name = `buffer ${++this.made}`;
    this.note(name);
    return {
      size,
      usage,
      destroy: () => this.note(`destroy ${name}`),
      mapAsync: () => {
        this.note('map');
        return Promise.resolve();
      },
      getMappedRange: () => Float32Array.from({ length: size / 4 }, (_, index) => index).buffer,
    };
  }

  createCommandEncoder() {
    return {
      copyBufferToBuffer: (...[, , , to, size]: [Buffer, number, Buffer, number, number]) =>
        this.note(`copy ${size} to ${to}`),
      finish: () => ({}),
    };
  }

  private note(what: string): void {
    this.log.push(what);
  }
}

/** What reaches a device whose commands are gathered. */
function asked(work: (device: Device, commands: Commands) => void): string[] {
  const device = new MadeUpDevice();
  work(device, commandsOf(device));
  return device.log;
}

describe('commands for a WebGPU device', () => {
  it('are kept back until somebody reads, then sent before it', async () => {
    const device = new MadeUpDevice();
    const commands = commandsOf(device);
    const buffers = [8, 4].map((size) => device.createBuffer({ size, usage: RESULT }));
    device.queue.submit([{}]);
    device.queue.submit([{}]);
    const numbers = await commands.read(buffers, [0, 2, 3]);
    assert.deepEqual(
      numbers.map((array) => [...array]),
      [[0, 1], [2]],
    );
    assert.deepEqual(device.log.slice(2), [
      'buffer 3',
      'copy 8 to 0',
      'copy 4 to 8',
      'submit 3',
      'map',
      'destroy buffer 3',
    ]);
  });

  it('are sent when there are many, so that the card can begin', () => {
    const log = asked((device) => {
      for (let index = 0; index < 40; index++) device.queue.submit([{}]);
    });
    assert.deepEqual(log, ['submit 32']);
  });

  it('are sent before a buffer changes that they may read', () => {
    const log = asked((device) => {
      const buffer = device.createBuffer({ size: 16, usage: UNIFORM });
      device.queue.writeBuffer(buffer, 0, Float32Array.of(1, 2, 3, 4));
      device.queue.submit([{}]);
      device.queue.writeBuffer(buffer, 0, Float32Array.of(1, 2, 3, 5));
    });
    assert.deepEqual(log, ['buffer 1', 'write 16', 'submit 1', 'write 16']);
  });

  it('leave out what a buffer holds already', () => {
    const log = asked((device) => {
      const [one, other] = [16, 16].map((size) => device.createBuffer({ size, usage: UNIFORM }));
      assert.ok(one && other);
      const numbers = Float32Array.of(1, 2, 3, 4);
      for (const buffer of [one, other, one]) device.queue.writeBuffer(buffer, 0, numbers);
      // The array may be used for something else meanwhile.
      numbers[0] = 7;
      device.queue.writeBuffer(one, 0, numbers);
      device.queue.writeBuffer(one, 4, numbers.subarray(1));
      device.queue.writeBuffer(one, 0, numbers);
    });
    assert.deepEqual(log.slice(2), ['write 16', 'write 16', 'write 16', 'write 12', 'write 16']);
  });

  it('get a buffer that nobody needs any more, of the same size, for a result', () => {
    const log = asked((device) => {
      const first = device.createBuffer({ size: 16, usage: RESULT });
      first.destroy();
      first.destroy();
      assert.notEqual(device.createBuffer({ size: 8, usage: RESULT }), first);
      assert.notEqual(device.createBuffer({ size: 16, usage: UNIFORM }), first);
      assert.equal(device.createBuffer({ size: 16, usage: RESULT }), first);
      assert.notEqual(device.createBuffer({ size: 16, usage: RESULT }), first);
    });
    assert.deepEqual(log, ['buffer 1', 'buffer 2', 'buffer 3', 'buffer 4']);
  });

  it('are sent before a buffer goes that they may read', () => {
    const log = asked((device) => {
      const uniform = device.createBuffer({ size: 16, usage: UNIFORM });
      device.queue.submit([{}]);
      uniform.destroy();
    });
    assert.deepEqual(log, ['buffer 1', 'submit 1', 'destroy buffer 1']);
  });

  it('are sent before a buffer goes that is older than their gathering', () => {
    const device = new MadeUpDevice();
    const buffer = device.createBuffer({ size: 16, usage: UNIFORM });
    commandsOf(device).adopt(buffer);
    device.queue.submit([{}]);
    buffer.destroy();
    assert.deepEqual(device.log, ['buffer 1', 'submit 1', 'destroy buffer 1']);
  });

  it('let go of buffers that wait, and of those too large to wait', () => {
    const log = asked((device, commands) => {
      device.createBuffer({ size: 16, usage: RESULT }).destroy();
      device.createBuffer({ size: 65 * 2 ** 20, usage: RESULT }).destroy();
      commands.letGo();
      device.createBuffer({ size: 16, usage: RESULT });
    });
    assert.deepEqual(log, ['buffer 1', 'buffer 2', 'destroy buffer 2', 'destroy buffer 1', 'buffer 3']);
  });
});
