import assert from 'node:assert/strict';
import { Run } from '../../../src/engine/run';
import { STRIP_STEPS, StripRing, type LayerLearning } from '../../../src/engine/strips';
import { Tape } from '../../../src/engine/tape';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';
import { backendOf } from './backend';
import { flatten, referenceCases } from './reference';

const never = (): boolean => false;
const breathe = (): Promise<void> => Promise.resolve();
const learning = (gradient: number): LayerLearning => ({ gradient, updateRatio: gradient / 5 });

describe('the ring of strips', () => {
  it('gives the latest steps in order, and no step that it no longer has', () => {
    const ring = new StripRing(1);
    for (let step = 0; step < STRIP_STEPS + 10; step++) ring.record(step, 0, learning(step));
    const strips = ring.latest(STRIP_STEPS + 10, 3);
    assert.deepEqual([...strips.steps], [STRIP_STEPS + 7, STRIP_STEPS + 8, STRIP_STEPS + 9]);
    assert.deepEqual([...strips.layers[0]!.gradient], [STRIP_STEPS + 7, STRIP_STEPS + 8, STRIP_STEPS + 9]);
    assert.ok(Math.abs(strips.layers[0]!.updateRatio[0]! - (STRIP_STEPS + 7) / 5) < 1e-9);
    // Its places were taken by later steps: absent, and not theirs.
    assert.deepEqual([...ring.latest(12, 12).steps], [10, 11]);
    ring.forgetFrom(11);
    assert.deepEqual([...ring.latest(12, 12).steps], [10]);
  });

  it('overwrites a step that is run again', () => {
    const ring = new StripRing(1);
    ring.record(0, 0, learning(1));
    ring.record(0, 0, learning(2));
    assert.deepEqual([...ring.latest(1, 5).layers[0]!.gradient], [2]);
  });
});

describe('the strips of a run', () => {
  const reference = referenceCases().find(({ name }) => name === 'adam-partial-batch')!;

  async function tapeAt(steps: number): Promise<{ run: Run; tape: Tape }> {
    const run = await Run.create(reference.program, await backendOf('webasm'));
    const tape = new Tape(run, 1 << 26);
    while (run.steps < steps) await tape.step();
    return { run, tape };
  }

  it('agree with the reference trace', async () => {
    const { steps } = reference;
    const { run, tape } = await tapeAt(steps.length);
    const strips = tape.strips.latest(run.steps, 100);
    assert.deepEqual([...strips.steps], [...steps.keys()]);
    steps.forEach(({ layers }, step) =>
      layers.forEach(({ forward, backward, update: after }, layer) => {
        const gradient = flatten(backward.gradientWeights!);
        const before = flatten(forward.weights!);
        const change = flatten(after.weights!).map((value, i) => value - before[i]!);
        const close = (actual: number, expected: number): void =>
          assert.ok(Math.abs(actual - expected) < 1e-4 * expected + 1e-6, `${actual}, not ${expected}`);
        const strip = strips.layers[layer]!;
        close(strip.gradient[step]!, gradient.reduce((sum, x) => sum + Math.abs(x), 0) / gradient.length);
        close(strip.updateRatio[step]!, Math.hypot(...change) / Math.hypot(...before));
      }),
    );
  });

  it('end where the run stands, and are the same when its steps are run again', async () => {
    const { run, tape } = await tapeAt(4);
    const before = tape.strips.latest(run.steps, 100);
    const each = operationsOfBatchStep(run.description.layers.length).length;
    await tape.goTo(2 * each + 3, breathe, never);
    assert.deepEqual([...tape.strips.latest(run.steps, 100).steps], [0, 1]);
    await tape.goTo(4 * each, breathe, never);
    assert.deepEqual(tape.strips.latest(run.steps, 100), before);
  });

  it('forget what an edit has overtaken, and do not take an edit for an update', async () => {
    const { run, tape } = await tapeAt(3);
    const each = operationsOfBatchStep(run.description.layers.length).length;
    const before = tape.strips.latest(3, 100);
    await tape.goTo(2 * each, breathe, never);
    tape.edit({ layer: 0, quantity: 'weights', index: [0, 0], values: [9] });
    assert.deepEqual([...tape.strips.latest(3, 100).steps], [0, 1]);
    await tape.goTo(3 * each, breathe, never);
    const after = tape.strips.latest(3, 100);
    assert.notEqual(after.layers[0]!.gradient[2], before.layers[0]!.gradient[2]);
    // Over the edit again: what the optimizer did before it stays what it was.
    await tape.goTo(2 * each - 1, breathe, never);
    await tape.goTo(2 * each, breathe, never);
    assert.equal(tape.strips.latest(2, 1).layers[0]!.updateRatio[0], before.layers[0]!.updateRatio[1]);
  });
});
