import assert from 'node:assert/strict';
import { Run } from '../../../src/engine/run';
import { backendOf } from './backend';
import { programOf } from './programs';

async function newRun(): Promise<Run> {
  const inputs = Array.from({ length: 7 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
  const program = programOf({
    inputs,
    targets: inputs.map(([x = 0, y = 0]) => [x * y > 0 ? 1 : 0]),
    validation: { inputs: [[0.1, 0.2]], targets: [[1]] },
    layers: [
      { name: 'hidden', units: 3, activation: 'tanh' },
      { name: 'output', units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossentropy',
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
    epochs: 4,
    classification: true,
  });
  return Run.create(program, await backendOf('webasm'));
}

describe('what a network gives for any inputs', () => {
  it('is what the forward pass gives for the batch, and changes with the weights', async () => {
    const run = await newRun();
    for (let i = 0; i < 5; i++) await run.step();
    const batch = run.samples('batch', 100)!;
    assert.deepEqual((await run.predict(batch.inputs)).data, run.quantity(1, 'output')!.data);
    const before = run.state();
    while (run.steps < 1) await run.step();
    const after = await run.predict(batch.inputs);
    assert.notDeepEqual(after.data, run.quantity(1, 'output')!.data);
    assert.notDeepEqual(before.moment, run.state().moment);
  });

  it('is the same in one piece and in many, and leaves the run where it is', async () => {
    const run = await newRun();
    const data = Float32Array.from({ length: 2 * 700 }, (_, i) => Math.sin(i));
    const state = run.state();
    let breaths = 0;
    const many = await run.predict({ shape: [700, 2], data }, () => {
      breaths++;
      return Promise.resolve();
    });
    assert.ok(breaths > 1);
    assert.deepEqual(many.shape, [700, 1]);
    const last = await run.predict({ shape: [1, 2], data: data.slice(-2) });
    assert.equal(last.data[0], many.data[699]);
    assert.deepEqual(run.state(), state);
  });

  it('is refused for inputs that do not fit', async () => {
    const run = await newRun();
    await assert.rejects(
      run.predict({ shape: [1, 3], data: new Float32Array(3) }),
      /The network has 2 inputs, not 3/,
    );
  });
});

describe('the samples of a run', () => {
  it('are copies, taken evenly, and none where there are none', async () => {
    const run = await newRun();
    const training = run.samples('training', 3)!;
    assert.deepEqual([training.total, training.every, training.inputs.shape], [7, 3, [3, 2]]);
    assert.equal(training.inputs.data[2], Math.fround(Math.sin(3)));
    assert.deepEqual(run.samples('validation', 10)!.targets.data, Float32Array.of(1));
    assert.equal(run.samples('batch', 10), null);
    await run.step();
    const batch = run.samples('batch', 100)!;
    batch.inputs.data.fill(9);
    assert.notEqual(run.samples('batch', 100)!.inputs.data[0], 9);
  });
});
