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
}

const rows = (count: number, width: number): number[][] =>
  Array.from({ length: count }, () => new Array<number>(width).fill(0.5));

/** What lies ahead of a run of four batch steps an epoch, after so many of them. */
async function aheadOf({ inputs, units, batchSize, validation = 0 }: Size, steps: number): Promise<Ahead> {
  const samples = 4 * batchSize;
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

async function shapesOf(size: Size, steps: number, goal: 'end' | 'epoch' = 'end'): Promise<string[]> {
  const ahead = await aheadOf(size, steps);
  const errand = errandOf({ to: goal }, NO_STOPS, { steps }, []);
  assert.ok(errand !== null);
  const breathe = (): Promise<void> => Promise.resolve();
  const shapes = shapesAhead(ahead, { ...errand, limit: 1000, breathe }, null);
  return shapes.map(({ batches }) =>
    batches.map(({ N, endsEpoch }) => `${N}${endsEpoch ? '|' : ''}`).join(' '),
  );
}

describe('a passage on the processor', () => {
  const small: Size = { inputs: 4, units: 3, batchSize: 2 };

  it('holds eight batch steps, each a plan of its own, and ends where checkpoints are', async () => {
    assert.deepEqual(await shapesOf(small, 0), ['2', '2', '2', '2|', '2', '2', '2', '2|']);
    assert.deepEqual(await shapesOf(small, 5), ['2', '2', '2|']);
  });

  it('ends before an epoch does, when that is to be seen', async () => {
    assert.deepEqual(await shapesOf(small, 0, 'epoch'), ['2', '2', '2']);
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
    assert.deepEqual(await shapesOf(validated, 0), ['4', '4', '4', '4|', '4', '4', '4', '4|']);
    assert.deepEqual(await shapesOf({ ...validated, validation: 1700 }, 0), ['4', '4', '4']);
    assert.deepEqual(await shapesOf({ ...validated, validation: 1700 }, 3), []);
  });
});
