import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cosine, logarithm, sine } from '../../../src/data/exactMath';
import { standardized, standardOf } from '../../../src/data/standardize';
import { columnOf, matrixOf } from '../../../src/data/table';
import type { BuiltInDataset } from '../../../src/definition/names';
import { loaded } from './memoryFiles';

const file = (dataset: BuiltInDataset, units: number, data = '', seed = 0): string =>
  `{ "data": { "dataset": "${dataset}"${data} }, "layers": [{ "units": ${units} }], "seed": ${seed} }`;

const WIDTHS: Readonly<Record<BuiltInDataset, readonly [rows: number, inputs: number, targets: number]>> = {
  xor: [4, 2, 1],
  circles: [300, 2, 1],
  moons: [300, 2, 1],
  spirals: [400, 2, 1],
  blobs: [300, 2, 3],
  sine: [201, 1, 1],
  iris: [150, 4, 3],
  digits: [1797, 64, 10],
};

describe('the built-in datasets', () => {
  for (const [name, [rows, inputs, targets]] of Object.entries(WIDTHS) as [BuiltInDataset, [number, number, number]][]) {
    it(`${name}: ${rows} rows, the same for the same seed`, async () => {
      const { dataset } = await loaded(file(name, targets));
      assert.deepEqual(dataset.training.inputs.shape, [rows, inputs]);
      assert.deepEqual(dataset.training.targets.shape, [rows, targets]);
      assert.equal(dataset.validation, null);
      assert.equal(dataset.inputNames.length, inputs);
      assert.equal(dataset.targetNames.length, targets);
      assert.equal(dataset.classification, name !== 'sine');
      assert.ok(dataset.training.inputs.data.every(Number.isFinite));
      const again = await loaded(file(name, targets));
      assert.deepEqual(again.dataset, dataset);
    });
  }

  it('that are drawn differ by the seed', async () => {
    const { dataset: a } = await loaded(file('moons', 1, '', 1));
    const { dataset: b } = await loaded(file('moons', 1, '', 2));
    assert.notDeepEqual(a.training.inputs.data, b.training.inputs.data);
  });

  it('iris is the flowers in the order of Fisher, digits are scaled to 0 … 1', async () => {
    const { dataset: iris } = await loaded(file('iris', 3));
    assert.deepEqual([...iris.training.inputs.data.slice(0, 4)], [5.1, 3.5, 1.4, 0.2].map(Math.fround));
    assert.deepEqual(iris.targetNames, ['setosa', 'versicolor', 'virginica']);
    const { dataset: digits } = await loaded(file('digits', 10));
    assert.equal(Math.max(...digits.training.inputs.data), 1);
    assert.equal(Math.min(...digits.training.inputs.data), 0);
    assert.deepEqual(digits.targetNames, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('are standardised by the training split alone; a column that never changes becomes 0', async () => {
    const { dataset } = await loaded(file('digits', 10, ', "standardize": true, "validationSplit": 0.25'));
    const { shape, data } = dataset.training.inputs;
    assert.deepEqual(shape, [1348, 64]);
    assert.deepEqual(dataset.validation?.inputs.shape, [449, 64]);
    const column = (index: number) => Array.from({ length: 1348 }, (_, row) => data[row * 64 + index]!);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    assert.ok(column(0).every((value) => value === 0));
    assert.ok(Math.abs(mean(column(20))) < 1e-6);
    assert.ok(Math.abs(mean(column(20).map((value) => value * value)) - 1) < 1e-5);
    assert.ok(dataset.validation.inputs.data.every(Number.isFinite));
  });

  it('are split by the seed when shuffled, at the end when not', async () => {
    const { dataset: last } = await loaded(file('sine', 1, ', "shuffle": false, "validationSplit": 0.1'));
    const { training, validation } = last;
    assert.ok(Math.max(...training.inputs.data) < Math.min(...validation!.inputs.data));
    const { dataset: drawn } = await loaded(file('sine', 1, ', "validationSplit": 0.1'));
    const all = [...drawn.training.inputs.data, ...drawn.validation!.inputs.data].sort((a, b) => a - b);
    assert.deepEqual(all, [...training.inputs.data, ...validation!.inputs.data]);
    assert.notDeepEqual(drawn.validation!.inputs.data, validation!.inputs.data);
  });
});

describe('standardising', () => {
  it('gives every column mean 0 and deviation 1 or 0', () => {
    const numbers = fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 1000);
    const rows = fc.array(fc.tuple(numbers, fc.constantFrom(0.1, 7)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rows, (values) => {
        const matrix = matrixOf(values);
        const result = standardized(matrix, standardOf(matrix));
        for (const index of [0, 1]) {
          const column = [...columnOf(result, index)];
          const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
          const square = column.reduce((sum, value) => sum + value * value, 0) / column.length;
          assert.ok(Math.abs(mean) < 1e-6, String(mean));
          const same = new Set(columnOf(matrix, index)).size === 1;
          assert.ok(same ? square === 0 : Math.abs(square - 1) < 1e-6, String(square));
        }
      }),
    );
  });
});

describe('exact mathematics', () => {
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)), `${a} ${b}`);
  it('agrees with Math', () => {
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (x) => {
        near(sine(x), Math.sin(x));
        near(cosine(x), Math.cos(x));
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        near(logarithm(x), Math.log(x));
      }),
    );
  });
});
