/** What the tape says that it takes of the memory is what it takes. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Definition, OptimizerDefinition } from '../../../src/definition/definition';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import { backendOf } from './backend';
import { programOf } from './programs';

const SGD: OptimizerDefinition = { type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false };
const ADAM: OptimizerDefinition = {
  type: 'adam',
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
const STEPS = 3000;
/** Batch steps of an epoch: each epoch leaves a report, which is none of the tape's. */
const BATCHES = 64;
/** The share that may be missing in its count: engines and their versions differ. */
const MISSING = 0.15;

/** Bytes of all objects and arrays that are still held. */
function held(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function trained(units: readonly number[], optimizer: Definition['optimizer']): Promise<Tape> {
  const inputs = Array.from({ length: BATCHES }, (_, sample) => [Math.sin(sample), Math.cos(sample)]);
  const layers = units.map((count, index) => ({
    name: `layer${index}`,
    units: count,
    activation: 'tanh' as const,
  }));
  const targets = inputs.map(() => Array.from({ length: units.at(-1) ?? 0 }, () => 0.5));
  const program = programOf({ inputs, targets, batchSize: 1, layers, optimizer, epochs: STEPS });
  const tape = new Tape(await Run.create(program, await backendOf('webasm')), 1 << 28);
  // What is compiled at the beginning and stays is none of the tape's.
  await run(tape, 500);
  return tape;
}

async function run(tape: Tape, steps: number): Promise<void> {
  const end = tape.run.steps + steps;
  while (tape.run.steps < end) await tape.step();
}

describe('the memory that the tape counts', function () {
  this.timeout(60_000);

  for (const [title, units, optimizer] of [
    ['a single unit', [1], SGD],
    ['a few small layers', [8, 8, 1], SGD],
    ['small layers with the memory of adam', [8, 8, 1], ADAM],
  ] as const) {
    it(`is what it takes: ${title}`, async () => {
      const tape = await trained(units, optimizer);
      const [before, counted] = [held(), tape.report().bytes];
      await run(tape, STEPS);
      const takes = held() - before;
      const counts = tape.report().bytes - counted;
      assert.ok(takes <= counts * (1 + MISSING), `takes ${takes} bytes, counts ${counts}`);
      assert.ok(tape.lossOfSteps.length > STEPS);
    });
  }
});
