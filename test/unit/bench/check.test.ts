/** The benchmark ranks nobody who computes something else. */
import assert from 'node:assert/strict';
import { compare } from '../../../bench/check';
import type { Contestant, LayerParameters, Task } from '../../../bench/contestants/contestant';
import { measureSpeed } from '../../../bench/referee';
import { spreadOf } from '../../../bench/statistics';
import { ratios } from '../../../bench/tables';

const layer = (weight: number, bias = 0.1): LayerParameters[] => [
  { weights: Float32Array.of(weight), bias: Float32Array.of(bias) },
];
const TASK: Task = {
  sizes: [1, 1],
  batchSize: 1,
  learningRate: 0.1,
  samples: 1,
  inputs: Float32Array.of(1),
  targets: Float32Array.of(1),
  initial: layer(0),
};

/** Adds a constant to its weight in each epoch. */
function fake(step: number, broken = false): Contestant {
  let weight = 0;
  return {
    prepare: () => Promise.resolve(void (weight = 0)),
    train(epochs) {
      if (broken) return Promise.reject(new Error('out of order'));
      weight += epochs * step;
      return Promise.resolve(epochs * step);
    },
    trainUntil: () => Promise.reject(new Error('not here')),
    parameters: () => Promise.resolve(layer(weight)),
    describe: () => Promise.resolve(''),
  };
}

describe("the benchmark's check", () => {
  it('accepts what rounding leaves and refuses a wrong factor', () => {
    assert.equal(compare(layer(0.50001), layer(0.5), layer(0)).fault, null);
    assert.match(compare(layer(0.51), layer(0.5), layer(0)).fault ?? '', /differ from ours/);
    assert.match(compare(layer(0.5, 0.2), layer(0.5), layer(0)).fault ?? '', /differ from ours/);
  });

  it('refuses NaN, a missing layer and another shape', () => {
    assert.notEqual(compare(layer(NaN), layer(0.5), layer(0)).fault, null);
    assert.notEqual(compare(layer(0.5), [], layer(0)).fault, null);
    const wide = [{ weights: Float32Array.of(0.5, 0.5), bias: Float32Array.of(0.1) }];
    assert.notEqual(compare(wide, layer(0.5), layer(0)).fault, null);
  });

  it('says nothing for weights that hardly moved', () => {
    assert.match(compare(layer(0.001), layer(0.001), layer(0)).fault ?? '', /says nothing/);
  });

  it('measures everyone in turn, and marks the one that differs and the one that fails', async () => {
    const entrants = [
      { name: 'ours', contestant: fake(0.5), perSample: false },
      { name: 'same', contestant: fake(0.5), perSample: false },
      { name: 'other', contestant: fake(0.6), perSample: false },
      { name: 'broken', contestant: fake(0.5, true), perSample: false },
    ];
    const options = { repeats: 3, stretch: 1, checkEpochs: 1, say: () => undefined };
    const rows = await measureSpeed(entrants, TASK, options);
    assert.deepEqual(
      rows.map(({ check, failure }) => [(check?.fault ?? null) === null, failure]),
      [
        [true, null],
        [true, null],
        [false, null],
        [true, 'out of order'],
      ],
    );
    assert.deepEqual(
      rows.map(({ measurements }) => measurements.length),
      [3, 3, 3, 0],
    );
  });
});

describe("the benchmark's numbers", () => {
  it('are medians with their spread, and ratios within a repeat', () => {
    assert.deepEqual(spreadOf([3, 1, 2, 10]), { median: 2.5, least: 1, most: 10 });
    assert.deepEqual(ratios([2, 9], [1, 3]), [2, 3]);
  });
});
