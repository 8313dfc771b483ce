/** How many batch steps of a network are passed at once on the processor, and which are run kernel by kernel. */
import assert from 'node:assert/strict';
import { errandOf, type Ahead } from '../../../src/engine/free/ahead';
import { shapesAhead } from '../../../src/engine/free/shapes';
import { Run } from '../../../src/engine/run';
import { NO_STOPS } from '../../../src/protocol/engine';
import { backendOf } from './backend';
import { programOf } from './programs';

interface Size {
  readonly inputs: number;
  readonly units: number;
  readonly batchSize: number;
  readonly validation?: number;
  /** Batch steps of an epoch, if not four. */
  readonly batches?: number;
}

const rows = (count: number, width: number): number[][] =>
  Array.from({ length: count }, () => new Array<number>(width).fill(0.5));

/** What lies ahead of a run after so many batch steps. */
async function aheadOf(
  { inputs, units, batchSize, validation = 0, batches = 4 }: Size,
  steps: number,
): Promise<Ahead> {
  const samples = batches * batchSize;
  const run = await Run.create(
    programOf({
      inputs: rows(samples, inputs),
      targets: rows(samples, units),
      ...(validation > 0
        ? { validation: { inputs: rows(validation, inputs), targets: rows(validation, units) } }
        : {}),
      batchSize,
      layers: [{ units, activation: 'linear' }],
      epochs: 1000,
    }),
    await backendOf('webasm'),
  );
  while (run.steps < steps) await run.step();
  const ahead = run.ahead();
  assert.ok(ahead !== null);
  return ahead;
}

interface Case {
  readonly goal?: 'end' | 'epoch';
  readonly limit?: number;
  /** Of a graphics card, in milliseconds for a batch step; null: of the processor. */
  readonly pace?: number | null;
}

async function shapesOf(
  size: Size,
  steps: number,
  { goal = 'end', limit = 1000, pace = null }: Case = {},
): Promise<string[]> {
  const before = await aheadOf(size, steps);
  const report = { name: 'webgl2', reason: 'It is played.' } as const;
  const ahead = pace === null ? before : { ...before, backend: { ...before.backend, report } };
  const errand = errandOf({ to: goal }, NO_STOPS, { steps }, []);
  assert.ok(errand !== null);
  const breathe = (): Promise<void> => Promise.resolve();
  const shapes = shapesAhead(ahead, { ...errand, limit, breathe }, pace);
  return shapes.map(({ batches }) =>
    batches.map(({ N, endsEpoch }) => `${N}${endsEpoch ? '|' : ''}`).join(' '),
  );
}

describe('a passage on the processor', () => {
  const small: Size = { inputs: 4, units: 3, batchSize: 2 };

  it('holds 32 batch steps, each a plan of its own, and ends where checkpoints are', async () => {
    const epoch = ['2', '2', '2', '2|'];
    assert.deepEqual(await shapesOf(small, 0), Array.from({ length: 8 }, () => epoch).flat());
    assert.deepEqual(await shapesOf(small, 29), ['2', '2', '2|']);
  });

  it('ends before an epoch does, when that is to be seen', async () => {
    assert.deepEqual(await shapesOf(small, 0, { goal: 'epoch' }), ['2', '2', '2']);
  });

  it('holds fewer where each takes long, so that a pause is heard', async () => {
    // Three products of so many multiply-adds: 3 · 100 · 250 · 100 are 7.5 million.
    assert.deepEqual(await shapesOf({ inputs: 250, units: 100, batchSize: 100 }, 0), ['100', '100']);
    assert.deepEqual(await shapesOf({ inputs: 250, units: 250, batchSize: 100 }, 0), ['100']);
  });

  it('is none where plans would take much memory', async () => {
    assert.equal((await shapesOf({ inputs: 1000, units: 500, batchSize: 1 }, 0)).length, 8);
    assert.deepEqual(await shapesOf({ inputs: 1000, units: 501, batchSize: 1 }, 0), []);
  });

  it('leaves to its kernels what is too heavy for one go: a batch step, or the validation behind it', async () => {
    assert.deepEqual(await shapesOf({ inputs: 500, units: 300, batchSize: 100 }, 0), []);
    const validated: Size = { inputs: 250, units: 100, batchSize: 4, validation: 1500 };
    // 4 · 300 thousand, and 37.5 million for the validation: with more than that, an epoch's end is no passage's.
    assert.deepEqual(await shapesOf(validated, 0), ['4', '4', '4']);
    assert.deepEqual(await shapesOf(validated, 3), ['4|']);
    // Light ones share a passage, as far as it has room for them.
    const light: Size = { ...validated, validation: 300 };
    const epoch = ['4', '4', '4', '4|'];
    assert.deepEqual(await shapesOf(light, 0), [...epoch, ...epoch, '4', '4', '4']);
    assert.deepEqual(await shapesOf({ ...validated, validation: 1700 }, 0), ['4', '4', '4']);
    assert.deepEqual(await shapesOf({ ...validated, validation: 1700 }, 3), []);
  });
});

describe('a passage on a graphics card', () => {
  /** How many batch steps the next plan has, and how many epochs end in it. */
  const planOf = async (size: Size, steps: number, given: Case): Promise<string> => {
    const shapes = await shapesOf(size, steps, given);
    assert.ok(shapes.length < 2);
    const [shape = ''] = shapes;
    return `${shape.split(' ').filter((batch) => batch !== '').length} ${'|'.repeat(shape.split('|').length - 1)}`;
  };
  const short: Size = { inputs: 4, units: 3, batchSize: 2 };
  const long: Size = { ...short, batches: 45 };

  it('takes as long as a pause may, in lengths of powers of two', async () => {
    assert.equal(await planOf(long, 1, { pace: 0.1 }), '1 ');
    assert.equal(await planOf(long, 2, { pace: 0.1 }), '2 ');
    assert.equal(await planOf(long, 8, { pace: 0.1 }), '8 ');
    assert.equal(await planOf(long, 32, { pace: 0.1 }), '8 ');
    assert.equal(await planOf(long, 44, { pace: 0.1 }), '1 |');
    assert.equal(await planOf(long, 8, { pace: 6 }), '4 ');
    assert.equal(await planOf(long, 8, { pace: 100 }), '1 ');
  });

  it('holds whole epochs where they are short, and goes no further than it is sent', async () => {
    assert.equal(await planOf(short, 4, { pace: 0.1 }), '32 ||||||||');
    assert.equal(await planOf(short, 4, { pace: 0.1, limit: 20 }), '16 ||||');
    assert.equal(await planOf(short, 4, { pace: 0.1, limit: 3 }), '2 ');
    assert.equal(await planOf(short, 6, { pace: 0.1 }), '2 |');
    assert.equal(await planOf(short, 4, { pace: 0.1, goal: 'epoch' }), '2 ');
    assert.equal(await planOf(short, 7, { pace: 0.1, goal: 'epoch' }), '0 ');
  });

  it('is shorter where the network has many weights', async () => {
    assert.equal(
      await planOf({ inputs: 1024, units: 1024, batchSize: 1, batches: 64 }, 0, { pace: 0.1 }),
      '16 ',
    );
  });
});
