import assert from 'node:assert/strict';
import { settingsOf } from '../../../src/definition/settings';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import type { Program } from '../../../src/data/program';
import { backendOf } from './backend';
import { picture } from './picture';
import { programOf } from './programs';
import { referenceCases } from './reference';

/** Three batches an epoch, the last one smaller, in a new order each epoch; an optimizer with a memory. */
function smallProgram(): Program {
  const inputs = Array.from({ length: 7 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
  return programOf({
    inputs,
    targets: inputs.map(([x = 0, y = 0]) => [x * y > 0 ? 1 : 0]),
    validation: { inputs: [[0.1, 0.2]], targets: [[1]] },
    batchSize: 3,
    shuffle: true,
    layers: [
      { name: 'hidden', units: 3, activation: 'tanh' },
      { name: 'output', units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossentropy',
    optimizer: { type: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    epochs: 4,
    classification: true,
  });
}

function referenceProgram(name: string): Program {
  const found = referenceCases().find((reference) => reference.name === name);
  assert.ok(found, name);
  return found.program;
}

const never = (): boolean => false;
const breathe = (): Promise<void> => Promise.resolve();

async function newTape(bound = 1 << 28): Promise<{ run: Run; tape: Tape }> {
  const run = await Run.create(smallProgram(), await backendOf('webasm'));
  return { run, tape: new Tape(run, bound) };
}

describe('the tape', () => {
  it('undoes one operation at a time to the beginning, and repeats every number bit for bit', async () => {
    const { run, tape } = await newTape();
    const seen = [picture(run)];
    while (run.nextOperation() !== null) {
      await tape.step();
      seen.push(picture(run));
    }
    for (let moment = run.now - 1; moment >= 0; moment--) {
      await tape.goTo(moment, breathe, never);
      assert.equal(picture(run), seen[moment], `moment ${moment} on the way back`);
    }
    while (run.nextOperation() !== null) {
      await tape.step();
      assert.equal(picture(run), seen[run.now], `moment ${run.now} on the way ahead`);
    }
    assert.equal(run.newest, seen.length - 1);
  });

  it('reaches every moment also when it may keep next to nothing', async () => {
    const { run, tape } = await newTape(2000);
    const seen = [picture(run)];
    while (run.nextOperation() !== null) {
      await tape.step();
      seen.push(picture(run));
    }
    const far = Math.floor(seen.length / 3);
    for (const moment of [far, 1, seen.length - 2, 0, far * 2]) {
      await tape.goTo(moment, breathe, never);
      assert.equal(picture(run), seen[moment], `moment ${moment}`);
    }
    // The first and the newest are kept whatever they take.
    assert.equal(tape.report().checkpoints, 2);
  });

  it('keeps some checkpoints from far back also when there is memory for few, and says how far apart', async () => {
    const { run, tape } = await newTape(24_000);
    while (run.nextOperation() !== null) await tape.step();
    const { bytes, bound, checkpoints, longestGap } = tape.report();
    assert.ok(bytes <= bound, `${bytes} bytes`);
    assert.ok(checkpoints < run.steps, `${checkpoints} checkpoints of ${run.steps} batch steps`);
    assert.ok(longestGap > 1 && longestGap <= 4, `${longestGap} batch steps between two checkpoints`);
  });

  it('says that it has a checkpoint at every batch step while memory lasts', async () => {
    const { run, tape } = await newTape();
    while (run.steps < 5) await tape.step();
    const { checkpoints, longestGap } = tape.report();
    assert.deepEqual([checkpoints, longestGap], [6, 1]);
  });

  it('forgets an edit when it goes back before it, and keeps it when it does not', async () => {
    const { run, tape } = await newTape();
    for (let i = 0; i < 40; i++) await tape.step();
    const untouched = picture(run);
    await tape.step();
    const next = picture(run);
    await tape.goTo(40, breathe, never);
    tape.edit({ layer: 0, quantity: 'weights', index: [0, 0], values: [9] });
    const changed = picture(run);
    assert.notEqual(changed, untouched);
    assert.equal(run.newest, 40);
    for (let i = 0; i < 30; i++) await tape.step();
    const later = picture(run);
    await tape.goTo(41, breathe, never);
    assert.notEqual(picture(run), next, 'the edit holds after it');
    await tape.goTo(70, breathe, never);
    assert.equal(picture(run), later, 'and on the way ahead again');
    await tape.goTo(39, breathe, never);
    await tape.step();
    assert.equal(picture(run), untouched);
    await tape.step();
    assert.equal(picture(run), next);
  });

  it('keeps an edit made between two batch steps', async () => {
    const { run, tape } = await newTape();
    while (run.steps < 2) await tape.step();
    const moment = run.now;
    tape.edit({ layer: 1, quantity: 'bias', index: [0], values: [3] });
    await tape.step();
    await tape.step();
    const changed = picture(run);
    await tape.goTo(moment + 1, breathe, never);
    await tape.step();
    assert.equal(picture(run), changed);
    await tape.goTo(moment, breathe, never);
    assert.equal(run.quantity(1, 'bias')?.data[0], 3);
  });

  it('takes other settings from here on, and the old ones back before them', async () => {
    const { run, tape } = await newTape();
    while (run.steps < 3) await tape.step();
    const moment = run.now;
    await tape.goTo(moment + 5, breathe, never);
    const old = picture(run);
    const { definition } = smallProgram();
    const learningRate = 0.5;
    await tape.goTo(moment, breathe, never);
    tape.configure({ ...settingsOf(definition), optimizer: { ...definition.optimizer, learningRate } });
    assert.equal(run.state().learningRate, learningRate);
    while (run.steps < 5) await tape.step();
    await tape.goTo(moment + 2, breathe, never);
    assert.equal(run.state().learningRate, learningRate);
    await tape.goTo(moment - 1, breathe, never);
    assert.equal(run.state().learningRate, definition.optimizer.learningRate);
    await tape.goTo(moment + 5, breathe, never);
    assert.equal(picture(run), old);
  });
});

describe('what a person changes', () => {
  it('counts for everything later and marks what it made stale', async () => {
    const program = referenceProgram('textbook-2-2-2');
    const run = await Run.create(program, await backendOf('webasm'));
    while (run.position?.operation !== 'gradientOutput') await run.step();
    run.edit({ layer: 1, quantity: 'gradient', index: [0, 1], values: [0.25] });
    const marks = run.summaries(1);
    assert.equal(marks.gradient?.mark, 'edited');
    assert.equal(marks.gradientOutput?.mark, 'stale');
    assert.equal(marks.output?.mark, undefined);
    run.edit({ layer: 1, quantity: 'gradientOutput', index: null, values: [0.5, -1] });
    await run.step();
    const input = run.quantity(1, 'input')?.data ?? new Float32Array();
    const expected = [...input].flatMap((a) => [Math.fround(a * 0.5), Math.fround(-a)]);
    assert.deepEqual([...(run.quantity(1, 'gradientWeights')?.data ?? [])], expected);
    assert.equal(run.summaries(1).gradientWeights?.mark, undefined);
  });

  it('reaches δ also where loss and activation are computed as one', async () => {
    const run = await Run.create(referenceProgram('softmax-crossentropy'), await backendOf('webasm'));
    while (run.position?.operation !== 'activationDerivative') await run.step();
    run.edit({ layer: 1, quantity: 'gradient', index: null, values: Array.from({ length: 18 }, () => 0) });
    await run.step();
    assert.ok(run.quantity(1, 'gradientOutput')?.data.every((value) => Math.abs(value) === 0));
  });

  it('is refused where there is nothing to change, or no such element', async () => {
    const run = await Run.create(referenceProgram('textbook-2-2-2'), await backendOf('webasm'));
    assert.throws(
      () => run.edit({ layer: 0, quantity: 'gradient', index: [0, 0], values: [1] }),
      /gradient is absent here/,
    );
    assert.throws(
      () => run.edit({ layer: 0, quantity: 'weights', index: [2, 0], values: [1] }),
      /weights\[2\]\[0\] is out of range: the shape is 2 × 2/,
    );
  });
});
