import assert from 'node:assert/strict';
import { Run } from '../../../src/engine/run';
import { backendOf } from './backend';
import { programOf } from './programs';

describe('the memory of WebAssembly kernels', () => {
  it('is a handful for a net of any depth: a browser has room for about 120', async () => {
    const Original = WebAssembly.Memory;
    let made = 0;
    WebAssembly.Memory = class extends Original {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        super(descriptor);
        made++;
      }
    };
    try {
      const run = await Run.create(
        programOf({
          inputs: [[0.1], [0.2], [0.3]],
          targets: [[1], [0], [1]],
          batchSize: 2,
          layers: Array.from({ length: 60 }, (_, i) => ({
            units: 1 + (i % 9),
            activation: 'tanh' as const,
          })).concat([{ units: 1, activation: 'tanh' }]),
        }),
        await backendOf('webasm'),
      );
      while (run.steps < 2) await run.step();
      assert.equal(run.state().backend.name, 'webasm');
    } finally {
      WebAssembly.Memory = Original;
    }
    assert.ok(made < 12, `${made} memories`);
  });
});
