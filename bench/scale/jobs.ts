/** What one process measures. */
import { NO_STOPS, type EngineClient, type StopPlan } from '../../src/protocol/engine';
import { MB } from '../../src/protocol/tape';
import { operationsOfBatchStep, QUANTITY_NAMES } from '../../src/protocol/vocabulary';
import type { OptimizerDefinition } from '../../src/definition/definition';
import { startEngineHere } from './engineHere';
import { measureMemory, peakOfThisProcess } from './memory';
import { LARGE, programOf, SMALL, type Size } from './networks';
import type { LargeRun, LongRun, Point, Sample } from './results';

const REPEATS = 5;
const BACKEND = 'webasm';
/** Batches of an epoch of the long run. */
const BATCHES = 64;
/** Batch steps that the large network is trained before it is stepped. */
const TRAINED = 5;
/** Rows and columns of what a panel reads at once. */
const TILE = 128;

/** Everything is stepped that a condition looks at; this one never holds. */
const LOOKS: StopPlan = {
  ...NO_STOPS,
  at: [{ id: 'never', phase: 'loss', layer: null, operation: 'loss', condition: 'loss < 0' }],
};

/** @param stretch ms that a measurement takes at least */
export async function point(at: number, size: Size, stretch: number): Promise<Point> {
  const before = await measureMemory();
  const client = await startEngineHere({ program: programOf(size), backend: BACKEND, tapeMemory: 1 });
  const free = await freePace(client, stretch);
  const operation: number[] = [];
  const end = performance.now() + stretch;
  while (operation.length < REPEATS || performance.now() < end)
    operation.push((await timed(() => oneByOne(client))) / operationsOf(client));
  const memory = await measureMemory();
  const { bytes } = await client.tapeReport();
  client.dispose();
  return { at, ...size, free, operation, before, memory, tape: bytes / MB };
}

/** ms of a batch step, in stretches that are long enough to be timed. */
async function freePace(client: EngineClient, stretch: number): Promise<number[]> {
  const wanted = stretch / REPEATS;
  const run = (steps: number): Promise<number> =>
    timed(() => client.advance({ to: 'steps', steps }, NO_STOPS));
  let steps = 1;
  // Twice: the first time may have been spent on compiling.
  for (let long = 0; long < 2;) {
    const took = await run(steps);
    if (took >= wanted) long++;
    else [long, steps] = [0, Math.ceil(steps * Math.min(4, 1.2 * (wanted / took)))];
  }
  const paces: number[] = [];
  for (let i = 0; i < REPEATS; i++) paces.push((await run(steps)) / steps);
  return paces;
}

/**
 * @param stepped every operation is looked at on the way, so that each batch step leaves a checkpoint
 * @param marks batch steps after which the memory is measured, ascending
 */
export async function long(
  name: string,
  tapeMemory: number,
  stepped: boolean,
  marks: readonly number[],
): Promise<LongRun> {
  const program = programOf(SMALL, BATCHES);
  const client = await startEngineHere({ program, backend: BACKEND, tapeMemory });
  const samples: Sample[] = [];
  let done = 0;
  for (const steps of marks) {
    await client.advance({ to: 'steps', steps: steps - done }, stepped ? LOOKS : NO_STOPS);
    done = steps;
    const { bytes, checkpoints } = await client.tapeReport();
    samples.push({ steps, memory: await measureMemory(), tape: bytes / MB, checkpoints });
  }
  client.dispose();
  return { name, bound: tapeMemory, samples };
}

/** Trained, stepped through a whole batch step and back, and every number of it read, with the tape as a person has it. */
export async function large(optimizer: OptimizerDefinition): Promise<LargeRun> {
  const client = await startEngineHere({ program: programOf(LARGE, 4, optimizer), backend: BACKEND });
  const trained = await timed(() => client.advance({ to: 'steps', steps: TRAINED }, NO_STOPS));
  const operations = operationsOf(client);
  const stepped = await timed(() => oneByOne(client));
  await client.advance({ to: 'previousOperation' }, NO_STOPS);
  await client.advance({ to: 'operation' }, NO_STOPS);
  let numbers = 0;
  for (const layer of client.description.layers.keys()) numbers += await readAll(client, layer);
  const peak = peakOfThisProcess();
  const memory = await measureMemory();
  const { bytes, checkpoints } = await client.tapeReport();
  client.dispose();
  return {
    optimizer: optimizer.type,
    batchStep: trained / TRAINED,
    operation: stepped / operations,
    memory,
    tape: bytes / MB,
    checkpoints,
    numbers,
    peak,
  };
}

/** Reads every quantity of a layer tile by tile, now and one batch step before. Gives how many numbers there were. */
async function readAll(client: EngineClient, layer: number): Promise<number> {
  const summaries = await client.summaries(layer);
  let numbers = 0;
  for (const quantity of QUANTITY_NAMES) {
    const shape = summaries[quantity]?.shape;
    if (shape === undefined) continue;
    await client.overview(layer, quantity, 0, 8);
    const [rows = 1, columns = 1] = shape.length === 1 ? [1, shape[0]] : shape;
    for (let row = 0; row < rows; row += TILE)
      for (let column = 0; column < columns; column += TILE)
        for (const stepsBack of [0, 1] as const) {
          const tile = { row, rows: TILE, column, columns: TILE };
          const slice = await client.read(layer, quantity, tile, stepsBack);
          numbers += slice?.data.length ?? 0;
        }
  }
  return numbers;
}

async function oneByOne(client: EngineClient): Promise<void> {
  const count = operationsOf(client);
  for (let i = 0; i < count; i++) await client.advance({ to: 'operation' }, NO_STOPS);
}

function operationsOf({ description }: EngineClient): number {
  return operationsOfBatchStep(description.layers.length).length;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
