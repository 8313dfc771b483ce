/** A run by itself: what is absent when, epochs, accuracy, determinism. */
import assert from 'node:assert/strict';
import { Run } from '../../../src/engine/run';
import type { Program } from '../../../src/data/program';
import {
  operationsOfBatchStep,
  QUANTITY_NAMES,
  type OperationKey,
  type QuantityName,
} from '../../../src/protocol/vocabulary';
import { backendOf } from './backend';
import { assertAgrees } from './compare';
import { programOf } from './programs';

/** Five samples in batches of two: the last batch of an epoch holds one. */
function classifier(seed = 1): Program {
  return programOf({
    inputs: [
      [0.1, 0.9],
      [0.8, -0.2],
      [-0.5, 0.4],
      [0.3, 0.3],
      [-0.7, -0.6],
    ],
    targets: [
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 1],
    ],
    validation: {
      inputs: [
        [0.2, 0.7],
        [-0.1, -0.9],
        [0.6, 0.1],
      ],
      targets: [
        [1, 0],
        [0, 1],
        [0, 1],
      ],
    },
    batchSize: 2,
    shuffle: true,
    layers: [
      { units: 3, activation: 'tanh', useBias: false },
      { units: 2, activation: 'softmax' },
    ],
    loss: 'categoricalCrossentropy',
    epochs: 2,
    seed,
    classification: true,
  });
}

/** The operation that computes a quantity of a layer; null for what is there from the beginning. */
function source(layer: number, name: QuantityName): Omit<OperationKey, 'phase'> | 'first' | null {
  switch (name) {
    case 'weights':
    case 'bias':
      return null;
    case 'input':
      return layer === 0 ? 'first' : { layer: layer - 1, operation: 'output' };
    case 'gradient':
      return layer === 1 ? { layer: null, operation: 'loss' } : { layer: 1, operation: 'gradientPrev' };
    case 'gradientBias':
      return { layer, operation: 'gradientWeights' };
    default:
      return { layer, operation: name };
  }
}

describe('a run', () => {
  it('has each quantity from its operation on, in every batch step anew, and nothing before', async () => {
    const run = await Run.create(classifier(), await backendOf('webasm'));
    const operations = operationsOfBatchStep(2);
    const check = (done: number): void => {
      for (const layer of [0, 1]) {
        for (const name of QUANTITY_NAMES) {
          const by = source(layer, name);
          const computed =
            by === null ||
            (by === 'first'
              ? done > 0
              : operations
                  .slice(0, done)
                  .some((key) => key.layer === by.layer && key.operation === by.operation));
          const exists = layer === 1 || (name !== 'bias' && name !== 'gradientBias');
          const what = `layer ${layer} ${name} after ${done} operations`;
          assert.equal(run.quantity(layer, name) !== null, computed && exists, what);
          assert.equal(run.summaries(layer)[name] !== null, computed && exists, what);
        }
      }
      const lossAt = operations.findIndex(({ phase }) => phase === 'loss');
      assert.equal(run.state().loss !== null, done > lossAt);
      assert.equal(run.state().accuracy !== null, done > lossAt);
    };
    check(0);
    assert.equal(run.state().position, null);
    assert.equal(run.state().N, 0);
    for (let step = 0; step < 2; step++) {
      for (const [index, key] of operations.entries()) {
        assert.deepEqual(run.nextOperation(), key);
        await run.step();
        assert.deepEqual(run.state().position, { ...key, epoch: 0, batch: step });
        assert.equal(run.state().moment, step * operations.length + index + 1);
        check(index + 1);
      }
      assert.equal(run.state().steps, step + 1);
    }
    run.dispose();
  });

  it('shows the new parameters from the update of their layer on, and never changes what it handed out', async () => {
    const run = await Run.create(classifier(), await backendOf('webasm'));
    const first = [0, 1].map((layer) => run.quantity(layer, 'weights')!);
    const kept = first.map(({ data }) => data.slice());
    while (run.state().position?.phase !== 'update') await run.step();
    assert.notDeepEqual(run.quantity(0, 'weights')!.data, kept[0]);
    assert.deepEqual(run.quantity(1, 'weights')!.data, kept[1]);
    await run.step();
    assert.notDeepEqual(run.quantity(1, 'weights')!.data, kept[1]);
    const output = run.quantity(1, 'output')!;
    const before = output.data.slice();
    for (let i = 0; i < 30; i++) await run.step();
    assert.deepEqual(
      first.map(({ data }) => data),
      kept,
    );
    assert.deepEqual(output.data, before);
    run.dispose();
  });

  it('reports each epoch: the mean over its samples as trained, and the validation split', async () => {
    const run = await Run.create(classifier(), await backendOf('webasm'));
    for (const epoch of [0, 1]) {
      let [loss, right, samples] = [0, 0, 0];
      while (run.history().length === epoch) {
        await run.step();
        const state = run.state();
        if (state.position?.phase === 'loss') {
          loss += state.loss! * state.N;
          right += state.accuracy! * state.N;
          samples += state.N;
        }
      }
      const report = run.history()[epoch]!;
      assert.equal(samples, 5);
      assert.equal(report.epoch, epoch);
      assertAgrees([report.loss, report.accuracy!], [loss / 5, right / 5], 'epoch');
      const evaluation = await run.evaluate();
      assert.equal(report.validationLoss, evaluation.validationLoss);
      assert.equal(report.validationAccuracy, evaluation.validationAccuracy);
      assert.ok([0, 1 / 3, 2 / 3, 1].includes(evaluation.validationAccuracy!));
      assert.deepEqual(run.state().lastEpoch, report);
    }
    run.dispose();
  });

  it('evaluates in pieces, between which the event loop may turn', async () => {
    // The last piece is smaller than the others, and only it has a loss: 88 samples of 600, each off by 1.
    const inputs = Array.from({ length: 600 }, (_, i) => [i / 600]);
    const targets = inputs.map(([x = 0], i) => [i < 512 ? x : x - 1]);
    const run = await Run.create(
      programOf({ inputs, targets, layers: [{ units: 1, weights: [[1]] }] }),
      await backendOf('webasm'),
    );
    let breaths = 0;
    const evaluation = await run.evaluate(() => {
      breaths++;
      return Promise.resolve();
    });
    assert.ok(breaths >= 2);
    assertAgrees([evaluation.loss], [88 / 600], 'loss');
    assert.deepEqual(
      { ...evaluation, loss: 0 },
      {
        loss: 0,
        accuracy: null,
        validationLoss: null,
        validationAccuracy: null,
      },
    );
    run.dispose();
  });

  it('ends after the last epoch, keeps its numbers, and refuses to go on', async () => {
    const run = await Run.create(classifier(), await backendOf('cpu'));
    while (run.nextOperation() !== null) await run.step();
    const { ended, steps, position } = run.state();
    assert.deepEqual([ended, steps], [true, 6]);
    assert.deepEqual(position, { phase: 'update', layer: 1, operation: 'update', epoch: 1, batch: 2 });
    assert.ok(run.quantity(0, 'gradientPrev'));
    assert.equal(run.history().length, 2);
    await assert.rejects(run.step(), /ended/);
    run.dispose();
  });

  it('refuses a second step while one runs, and is not confused by it', async () => {
    const run = await Run.create(classifier(), await backendOf('webasm'));
    const first = run.step();
    await assert.rejects(run.step(), /middle of an operation/);
    await first;
    assert.equal(run.state().moment, 1);
    run.dispose();
  });

  it('gives the same numbers for the same seed, and others for another', async () => {
    const weights = async (seed: number): Promise<number[]> => {
      const run = await Run.create(classifier(seed), await backendOf('webasm'));
      while (run.nextOperation() !== null) await run.step();
      const numbers = [0, 1].flatMap((layer) => Array.from(run.quantity(layer, 'weights')!.data));
      run.dispose();
      return numbers;
    };
    assert.deepEqual(await weights(4), await weights(4));
    assert.notDeepEqual(await weights(4), await weights(5));
  });

  it('counts a single output as right on its side of 0.5, and a NaN as wrong', async () => {
    const run = await Run.create(
      programOf({
        inputs: [[0.9], [0.2], [0.6], [Number.NaN]],
        targets: [[1], [0], [0], [0]],
        layers: [{ units: 1, weights: [[1]] }],
        classification: true,
      }),
      await backendOf('webasm'),
    );
    for (let i = 0; i < 3; i++) await run.step();
    assert.equal(run.state().accuracy, 0.5);
    run.dispose();
  });

  it('refuses data that does not fit the last layer', async () => {
    const program = programOf({ inputs: [[1]], targets: [[1, 2]], layers: [{ units: 3 }] });
    await assert.rejects(
      async () => Run.create(program, await backendOf('webasm')),
      /last layer has 3 units, but each sample has 2 targets/,
    );
  });
});
