import assert from 'node:assert/strict';
import fc from 'fast-check';
import { batchesOfEpoch, batchOrder, batchSizeOf, samplesAt } from '../../../src/data/batches';
import { random } from '../../../src/data/random';
import type { Tensor } from '../../../src/protocol/tensor';
import { splitRows } from '../../../src/data/split';
import { loaded } from './memoryFiles';

const iris = (data: string) =>
  loaded(`{ "data": { "dataset": "iris"${data} }, "layers": [{ "units": 3 }], "seed": 42 }`);

describe('batches', () => {
  it('take every sample once in an epoch, inputs beside their targets; the last one is smaller', async () => {
    const { dataset, definition } = await iris(', "batchSize": 16');
    const batches = [...batchesOfEpoch(dataset, definition, 3)];
    assert.deepEqual(
      batches.map(({ inputs }) => inputs.shape[0]),
      [...Array.from({ length: 9 }, () => 16), 6],
    );
    const lines = (samples: typeof dataset.training) =>
      Array.from({ length: samples.inputs.shape[0] ?? 0 }, (_, row) =>
        [...samples.inputs.data.slice(row * 4, row * 4 + 4), ...samples.targets.data.slice(row * 3, row * 3 + 3)].join(),
      );
    assert.deepEqual(batches.flatMap(lines).sort(), lines(dataset.training).sort());
  });

  it('have the rows of long samples, too, in the order asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.array(fc.nat(6), { maxLength: 9 }), (width, rows) => {
        const matrix = (columns: number): Tensor => {
          return { shape: [7, columns], data: Float32Array.from({ length: 7 * columns }, (_, at) => at) };
        };
        const { inputs, targets } = samplesAt(
          { inputs: matrix(width), targets: matrix(2) },
          Uint32Array.from(rows),
        );
        const numbers = (columns: number): number[] =>
          rows.flatMap((row) => Array.from({ length: columns }, (_, column) => row * columns + column));
        assert.deepEqual([inputs.shape, targets.shape], [
          [rows.length, width],
          [rows.length, 2],
        ]);
        assert.deepEqual([[...inputs.data], [...targets.data]], [numbers(width), numbers(2)]);
      }),
    );
  });

  it('are all samples at once by default, and never more than there are', async () => {
    const { dataset, definition } = await iris('');
    assert.equal(batchSizeOf(dataset, definition), 150);
    const large = await iris(', "batchSize": 1000');
    assert.equal(batchSizeOf(large.dataset, large.definition), 150);
  });

  it('keep the order of the file without shuffling', async () => {
    const { dataset, definition } = await iris(', "shuffle": false, "batchSize": 150');
    assert.deepEqual([...batchesOfEpoch(dataset, definition, 5)], [dataset.training]);
  });

  it('come in an order that is a permutation, another one in each epoch, the same when replayed', async () => {
    const { definition } = await iris('');
    fc.assert(
      fc.property(fc.integer(), fc.nat(1000), fc.integer({ min: 0, max: 200 }), (seed, epoch, count) => {
        const order = batchOrder({ ...definition, seed }, count, epoch);
        assert.deepEqual([...order].sort((a, b) => a - b), Array.from({ length: count }, (_, index) => index));
        assert.deepEqual(batchOrder({ ...definition, seed }, count, epoch), order);
      }),
    );
    assert.notDeepEqual(batchOrder(definition, 100, 0), batchOrder(definition, 100, 1));
  });
});

describe('the split', () => {
  it('gives every row to one side, in the order of the file', () => {
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), share, fc.boolean(), fc.integer(), (rows, validationSplit, shuffle, seed) => {
        const { training, validation } = splitRows(rows, { shuffle, validationSplit }, seed);
        assert.equal(validation.length, Math.round(rows * validationSplit));
        assert.equal(new Set([...training, ...validation]).size, rows);
        for (const side of [training, validation]) assert.deepEqual(side.toSorted(), side);
      }),
    );
  });
});

describe('chance', () => {
  it('is the same for the same seed and stream, and another for any other', () => {
    const draw = (...stream: Parameters<typeof random>) => random(...stream).uniform();
    assert.equal(draw(1, 'weights', 2), draw(1, 'weights', 2));
    const draws = [draw(1, 'weights', 2), draw(1, 'weights', 3), draw(1, 'shuffle', 2), draw(2, 'weights', 2), draw(-1, 'weights', 2)];
    assert.equal(new Set(draws).size, draws.length);
    assert.equal(new Set(Array.from({ length: 2000 }, (_, epoch) => draw(0, 'shuffle', epoch))).size, 2000);
  });

  it('draws these very numbers, now and in every later version', () => {
    const stream = random(42, 'weights', 0);
    assert.deepEqual([stream.uniform(), stream.normal(), stream.integer(1000)], PINNED);
  });

  it('is uniform in [0, 1) and normal with mean 0 and deviation 1', () => {
    const { uniform, normal } = random(7, 'data');
    const count = 20000;
    const spread = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count)] as const;
    };
    const flat = Array.from({ length: count }, () => uniform());
    assert.ok(flat.every((value) => value >= 0 && value < 1));
    const [flatMean, flatDeviation] = spread(flat);
    assert.ok(Math.abs(flatMean - 0.5) < 0.01 && Math.abs(flatDeviation - Math.sqrt(1 / 12)) < 0.01);
    const bell = Array.from({ length: count }, () => normal());
    const [bellMean, bellDeviation] = spread(bell);
    assert.ok(Math.abs(bellMean) < 0.03 && Math.abs(bellDeviation - 1) < 0.02);
    const within = bell.filter((value) => Math.abs(value) < 1).length / count;
    assert.ok(Math.abs(within - 0.6827) < 0.01);
  });
});

const PINNED = [0.5726424049036746, -0.37932767098093756, 40];
