import assert from 'node:assert/strict';
import { FreeRun } from '../../../src/engine/free/freeRun';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import { operationsOfBatchStep, QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { lossCurve } from '../../../src/engine/lossCurve';
import { backendOf } from './backend';
import { programOf } from './programs';
import { referenceCases } from './reference';

const never = (): boolean => false;
const breathe = (): Promise<void> => Promise.resolve();

async function tapeOf(
  name: string,
  bound = 1 << 26,
  free: FreeRun | null = null,
): Promise<{ run: Run; tape: Tape; each: number }> {
  const reference = referenceCases().find((one) => one.name === name)!;
  const run = await Run.create(reference.program, await backendOf('webasm'));
  const each = operationsOfBatchStep(run.description.layers.length).length;
  return { run, tape: new Tape(run, bound, free), each };
}

type Numbers = Pick<Run, 'quantity'>;

function picture(numbers: Numbers, layers: number): string {
  return JSON.stringify(
    Array.from({ length: layers }, (_, layer) =>
      QUANTITY_NAMES.map((name) => [...(numbers.quantity(layer, name)?.data ?? ['absent'])].map(String)),
    ),
  );
}

describe('the batch step before', () => {
  for (const [bound, way] of [
    [1 << 26, 'stepped'],
    [2000, 'stepped'],
    [2000, 'freely'],
  ] as const)
    it(`has at every operation the numbers that were there, bit for bit (tape of ${bound} bytes, ${way})`, async () => {
      const free = way === 'freely' ? new FreeRun() : null;
      const { run, tape, each } = await tapeOf('adam-partial-batch', bound, free);
      const layers = run.description.layers.length;
      const seen = new Map<number, string>();
      while (run.steps < 3) {
        await tape.step();
        seen.set(run.now, picture(run, layers));
        const before = await tape.batchStepBefore(breathe);
        if (run.now <= each) assert.equal(before, null);
        else assert.equal(picture(before!, layers), seen.get(run.now - each), `moment ${run.now}`);
        // The look back has moved nothing.
        assert.equal(picture(run, layers), seen.get(run.now));
      }
      assert.equal(run.newest, 3 * each);
      assert.equal(tape.lossOfSteps.length, 3);
    });

  it('is right after going back, and with the edits that were made', async () => {
    const { run, tape, each } = await tapeOf('adam-partial-batch');
    const layers = run.description.layers.length;
    while (run.now < each + 2) await tape.step();
    tape.edit({ layer: 0, quantity: 'weights', index: [0, 0], values: [3] });
    const edited = picture(run, layers);
    const state = run.state();
    assert.notEqual(await tape.batchStepBefore(breathe), null);
    assert.deepEqual(run.state(), state);
    assert.equal(picture(run, layers), edited);
    while (run.now < 2 * each + 2) await tape.step();
    const before = await tape.batchStepBefore(breathe);
    assert.equal(before?.quantity(0, 'weights')?.data[0], 3);
    await tape.goTo(each + 1, breathe, never);
    assert.notEqual((await tape.batchStepBefore(breathe))?.quantity(0, 'weights')?.data[0], 3);
  });

  it('leaves the run where it stood when it fails', async () => {
    const { run, tape, each } = await tapeOf('adam-partial-batch');
    while (run.now < each + 4) await tape.step();
    const stood = [run.state(), picture(run, run.description.layers.length)];
    await assert.rejects(
      tape.batchStepBefore(() => Promise.reject(new Error('the device was lost'))),
      /the device was lost/,
    );
    assert.deepEqual([run.state(), picture(run, run.description.layers.length)], stood);
  });
});

describe('the accuracies of a run', () => {
  it('are those of its batch steps', async () => {
    const program = programOf({
      inputs: [[0], [1], [2], [3]],
      targets: [[0], [1], [0], [1]],
      batchSize: 2,
      layers: [{ name: 'output', units: 1, activation: 'sigmoid' }],
      loss: 'binaryCrossentropy',
      optimizer: { type: 'sgd', learningRate: 5, momentum: 0, nesterov: false },
      epochs: 3,
      classification: true,
    });
    const run = await Run.create(program, await backendOf('webasm'));
    const tape = new Tape(run, 1 << 20);
    const seen: (number | null)[] = [];
    while (run.nextOperation() !== null) {
      await tape.step();
      if (run.checkpoint() !== null) seen.push(run.state().accuracy);
    }
    assert.ok(new Set(seen).size > 1);
    assert.deepEqual(tape.accuracyOfSteps, seen);
    const { accuracies } = lossCurve(tape.lossOfSteps, 100, tape.accuracyOfSteps);
    assert.deepEqual([...accuracies!], seen);
  });

  it('are absent where they have no meaning', async () => {
    const { tape } = await tapeOf('adam-partial-batch');
    await tape.step();
    assert.equal(tape.accuracyOfSteps, null);
    assert.equal('accuracies' in lossCurve([1], 100, null), false);
  });
});
