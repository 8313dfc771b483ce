import assert from 'node:assert/strict';
import { Run } from '../../../src/engine/run';
import type { QuantityName } from '../../../src/protocol/vocabulary';
import { backendOf } from './backend';
import { assertAgrees } from './compare';
import { flatten, referenceCases, type TraceStep } from './reference';

for (const backend of ['webasm', 'cpu'] as const) {
  describe(`the reference traces on ${backend}`, () => {
    for (const { name, program, steps } of referenceCases()) {
      it(`${name}: every matrix of every step`, async () => {
        const run = await Run.create(program, await backendOf(backend));
        for (const step of steps) await compareStep(run, step);
        assert.equal(run.state().backend.name, backend);
        run.dispose();
      });
    }
  });
}

/** Runs one batch step and compares all that it computes with the reference. */
async function compareStep(run: Run, step: TraceStep): Promise<void> {
  const forward = step.layers.map((_, layer) => ({
    weights: run.quantity(layer, 'weights'),
    bias: run.quantity(layer, 'bias'),
  }));
  const before = run.steps;
  while (run.steps === before) await run.step();
  const where = `epoch ${step.epoch} batch ${step.batch}`;
  assert.deepEqual([run.position?.epoch, run.position?.batch], [step.epoch, step.batch]);
  assertAgrees([run.state().loss!], [step.loss], `${where} loss`);
  step.layers.forEach((expected, layer) => {
    const now = (name: string) => run.quantity(layer, name as QuantityName);
    const compare = (part: 'forward' | 'backward' | 'update', get: typeof now): void => {
      for (const [name, values] of Object.entries(expected[part])) {
        const tensor = get(name);
        const what = `${where} ${expected.name} ${part}.${name}`;
        if (values === null) assert.equal(tensor, null, what);
        else assertAgrees(tensor!.data, flatten(values), what);
      }
    };
    compare('forward', (name) => (name === 'weights' || name === 'bias' ? forward[layer]![name] : now(name)));
    compare('backward', now);
    compare('update', now);
  });
}
