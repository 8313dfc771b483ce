/**
 * Going back in a run of 10,000 batch steps on `iris`: how long a way takes, and what the tape takes of the memory.
 * `npm run bench:tape [-- MB]`; the numbers are of this machine.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadProgram } from '../src/data/program';
import { advance, type AdvanceControl } from '../src/engine/advance';
import { FreeRun } from '../src/engine/free/freeRun';
import { NODE_ENVIRONMENT } from '../src/engine/host/nodeEnvironment';
import { openRun } from '../src/engine/host/openRun';
import { Tape } from '../src/engine/tape';
import { NO_STOPS, type Goal, type StopPlan } from '../src/protocol/engine';
import { DEFAULT_TAPE_MB, MB } from '../src/protocol/tape';

const ROOT = join(__dirname, '..');
const STEPS = 10_000;
const WAYS = 200;

async function main(): Promise<void> {
  const memory = Number(process.argv[2] ?? DEFAULT_TAPE_MB);
  const text = await readFile(join(ROOT, 'examples', 'iris.mlp.json'), 'utf8');
  const { program } = await loadProgram({
    readText: () => Promise.resolve(text),
    readSibling: (path) => readFile(join(ROOT, 'examples', path), 'utf8'),
    readBuiltIn: (name) => readFile(join(ROOT, 'data', `${name}.csv`), 'utf8'),
  });
  if (program === null) throw new Error('examples/iris.mlp.json has faults.');
  const definition = { ...program.definition, epochs: STEPS };
  const run = await openRun({ ...program, definition }, 'webasm', NODE_ENVIRONMENT);
  const free = new FreeRun();
  const tape = new Tape(run, memory * MB, free);
  const control: AdvanceControl = {
    pauseRequested: () => false,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    tape,
    free,
  };
  const go = (goal: Goal, stops: StopPlan = NO_STOPS): Promise<unknown> => advance(run, goal, stops, control);

  const heap = (): number => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / MB;
  };
  const before = heap();
  const took = await timed(() => go({ to: 'steps', steps: STEPS }));
  const { bytes, checkpoints, longestGap } = tape.report();
  console.log(`${STEPS} batch steps forward: ${(took / 1000).toFixed(2)} s, ${run.now} operations`);
  console.log(
    `tape: ${(bytes / MB).toFixed(1)} of ${memory} MB by its own count, ${checkpoints} checkpoints,`,
  );
  console.log(
    `  at most ${longestGap} batch steps between two; the process grew by ${(heap() - before).toFixed(1)} MB`,
  );

  const newest = run.now;
  const anywhere = (): number => 1 + Math.floor(Math.random() * newest);
  await report('any moment', () => go({ to: 'moment', moment: anywhere() }));
  const somewhere = (): Promise<unknown> => go({ to: 'moment', moment: anywhere() });
  await report('stepBack', () => go({ to: 'previousOperation' }), somewhere);
  await report(
    'reverseContinue, to a backward step',
    () => go({ to: 'previousStop' }, AT_BACKWARD),
    somewhere,
  );
  await report(
    'reverseContinue, to the end of an epoch',
    () => go({ to: 'previousStop' }, AT_EPOCHS),
    somewhere,
  );
  await go({ to: 'moment', moment: newest });
  const whole = await timed(() => go({ to: 'previousStop' }, NOWHERE));
  console.log(`reverseContinue through all of it, with no stop on the way: ${(whole / 1000).toFixed(2)} s`);
  run.dispose();
}

const AT_BACKWARD: StopPlan = {
  ...NO_STOPS,
  at: [{ id: 'backward', phase: 'backward', layer: null, operation: 'gradientPrev' }],
};
const AT_EPOCHS: StopPlan = { ...NO_STOPS, epoch: true };
const NOWHERE: StopPlan = {
  ...NO_STOPS,
  at: [{ id: 'never', phase: 'loss', layer: null, operation: 'loss', condition: 'loss < 0' }],
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function report(
  what: string,
  way: () => Promise<unknown>,
  beforeEach: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < WAYS; i++) {
    await beforeEach();
    times.push(await timed(way));
  }
  times.sort((a, b) => a - b);
  const [median = NaN, most = NaN] = [times[WAYS >> 1], times.at(-1)];
  console.log(`${what}: median ${median.toFixed(2)} ms, max ${most.toFixed(2)} ms (${WAYS} ways)`);
}

void main();
