/** Forwards and backwards at random: wherever a walk comes, every number is that of a straight run, bit for bit. */
import assert from 'node:assert/strict';
import { advance } from '../../../src/engine/advance';
import { FreeRun } from '../../../src/engine/free/freeRun';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import type { Program } from '../../../src/data/program';
import { NO_STOPS, type Goal, type StopPlan } from '../../../src/protocol/engine';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';
import { backendOf } from './backend';
import { networkProgram, noise } from './networks';
import { picture } from './picture';
import { optimizerOf } from './programs';

const WALKS = 12;
const MOVES = 100;

function pick<T>(from: readonly T[], next: () => number): T {
  return from[Math.floor(next() * from.length)]!;
}

/** A network of its own for each seed; shuffled, with a last batch that may be smaller. */
function randomProgram(seed: number): Program {
  const next = noise(seed);
  const count = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const samples = count(3, 9);
  const program = networkProgram({
    seed,
    inputs: count(1, 4),
    layers: Array.from({ length: count(1, 3) }, () => ({
      units: count(1, 5),
      activation: pick(['linear', 'sigmoid', 'tanh', 'relu', 'gelu', 'softmax'] as const, next),
      alpha: 0,
      useBias: next() < 0.7,
    })),
    loss: pick(['meanSquaredError', 'huber'] as const, next),
    optimizer: optimizerOf(
      pick([{ type: 'sgd', momentum: 0.9 }, { type: 'adam' }, { type: 'rmsprop' }] as const, next),
    ),
    samples,
    batchSize: count(1, samples),
  });
  const { definition } = program;
  return { ...program, definition: { ...definition, data: { ...definition.data, shuffle: true } } };
}

/** What a straight run shows at each moment. */
async function straightRun(program: Program): Promise<string[]> {
  const run = await Run.create(program, await backendOf('webasm'));
  const seen = [picture(run)];
  while (run.nextOperation() !== null) {
    await run.step();
    seen.push(picture(run));
  }
  return seen;
}

function randomMove(next: () => number, layers: number, moments: number): readonly [Goal, StopPlan] {
  const key = pick(operationsOfBatchStep(layers), next);
  const stops: StopPlan = { ...NO_STOPS, at: [{ ...key, id: 'random' }], epoch: next() < 0.3 };
  const somewhere = 1 + Math.floor(next() * (moments - 1));
  const goals: readonly Goal[] = [
    { to: 'operation' },
    { to: 'layer' },
    { to: 'phase' },
    { to: 'end' },
    { to: 'steps', steps: 1 + Math.floor(next() * 3) },
    { to: 'epoch' },
    { to: 'place', at: key },
    { to: 'previousOperation' },
    { to: 'previousOperation' },
    { to: 'previousStop' },
    { to: 'previousStop' },
    // Where restart-frame and the time line go.
    { to: 'moment', moment: somewhere },
  ];
  return [pick(goals, next), stops];
}

describe(`a walk of ${WALKS * MOVES} moves over random networks`, function () {
  this.timeout(120_000);

  for (let seed = 1; seed <= WALKS; seed++) {
    // Every other tape may keep next to nothing.
    const bound = seed % 2 === 0 ? 3000 : 1 << 28;
    // And every third walk runs freely where it may: in plans, or kernel by kernel.
    const free = seed % 3 === 0 ? new FreeRun(seed % 2 === 0 ? 2 : Infinity) : null;
    const way = free === null ? '' : ', freely';
    it(`shows the numbers of a straight run wherever it stands (seed ${seed}, ${bound} bytes${way})`, async () => {
      const program = randomProgram(seed);
      const straight = await straightRun(program);
      const run = await Run.create(program, await backendOf('webasm'));
      const next = noise(seed + 1000);
      const layers = program.definition.layers.length;
      let pausesIn = Infinity;
      const control = {
        tape: new Tape(run, bound, free),
        ...(free === null ? {} : { free }),
        breathe: () => Promise.resolve(),
        pauseRequested: () => pausesIn-- <= 0,
      };
      const places = new Set<number>();
      for (let move = 0; move < MOVES; move++) {
        const [goal, stops] = randomMove(next, layers, straight.length);
        // Now and then a person is impatient.
        pausesIn = next() < 0.1 ? Math.floor(next() * 10) : Infinity;
        const { state } = await advance(run, goal, stops, control);
        assert.equal(picture(run), straight[state.moment], `move ${move}, ${goal.to}, at ${state.moment}`);
        places.add(state.moment);
      }
      assert.ok(places.size > 10, `${places.size} places`);
      assert.equal(free?.failure ?? null, null);
    });
  }
});
