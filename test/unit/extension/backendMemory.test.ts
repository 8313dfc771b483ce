/** What the extension remembers of the backends, over a stand-in for VS Code's memory. */
import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { BackendMemoryStore } from '../../../src/extension/backendMemory';
import type { BackendMeasurement } from '../../../src/protocol/backendTimes';

/** Keeps what JSON keeps, as VS Code does. */
function memento(): Memento {
  const kept = new Map<string, string>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => {
      const text = kept.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as never);
    },
    update: (key: string, value: unknown) => {
      if (value === undefined) kept.delete(key);
      else kept.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

function measurement(network: string, machine = 'this one'): BackendMeasurement {
  const times = [
    { name: 'webgpu', milliseconds: 1.2 },
    { name: 'webasm', milliseconds: 8.4 },
  ] as const;
  return { machine, network, timed: 24, operations: 24, times };
}

describe('the memory of what was measured of the backends', () => {
  it('keeps networks of one machine, from one start to the next', async () => {
    const state = memento();
    const first = new BackendMemoryStore(state, '1.0.0');
    assert.equal(first.known, undefined);
    await first.keep(measurement('64 × 784-128-10'));
    await first.keep(measurement('32 × 64-512-10'));
    const next = new BackendMemoryStore(state, '1.0.0').known;
    assert.equal(next?.machine, 'this one');
    assert.deepEqual(Object.keys(next.networks), ['64 × 784-128-10', '32 × 64-512-10']);
    assert.equal(next.networks['64 × 784-128-10']?.times[0]?.milliseconds, 1.2);
  });

  it('forgets all of a machine that has other adapters now, and when it is told to', async () => {
    const store = new BackendMemoryStore(memento(), '1.0.0');
    await store.keep(measurement('64 × 784-128-10'));
    await store.keep(measurement('32 × 64-512-10', 'with a new card'));
    assert.deepEqual(Object.keys(store.known?.networks ?? {}), ['32 × 64-512-10']);
    await store.forget();
    assert.equal(store.known, undefined);
  });

  it('forgets all when Backstep is another version, or what is stored cannot be read', async () => {
    const state = memento();
    await new BackendMemoryStore(state, '1.0.0').keep(measurement('64 × 784-128-10'));
    assert.equal(new BackendMemoryStore(state, '1.0.1').known, undefined);
    const [key] = state.keys();
    for (const junk of [
      3,
      { version: '1.0.0', machine: 'this one', networks: { one: { timed: 1, operations: 2, times: [{}] } } },
    ]) {
      await state.update(key!, junk);
      assert.equal(new BackendMemoryStore(state, '1.0.0').known, undefined);
    }
  });

  it('keeps the latest hundred networks', async () => {
    const store = new BackendMemoryStore(memento(), '1.0.0');
    for (let width = 1; width <= 102; width++) await store.keep(measurement(`8 × ${width}-2`));
    await store.keep(measurement('8 × 3-2'));
    const names = Object.keys(store.known?.networks ?? {});
    assert.deepEqual([names.length, names[0], names.at(-1)], [100, '8 × 4-2', '8 × 3-2']);
  });
});
