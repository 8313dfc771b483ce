/** `backstep trace`: every number of the first batch steps as one JSON document. */
import { openRun } from '../engine/host/openRun';
import { NODE_ENVIRONMENT } from '../engine/host/nodeEnvironment';
import type { Run } from '../engine/run';
import type { BackendName } from '../protocol/engine';
import type { QuantityName } from '../protocol/vocabulary';
import { jsonNumber, jsonObject, jsonTensor } from './json';
import { load } from './load';
import { CommandError, complain, print } from './output';

const FORWARD = ['input', 'weights', 'bias', 'preActivation', 'output'] as const;
const BACKWARD = [
  'gradient',
  'activationDerivative',
  'gradientOutput',
  'gradientWeights',
  'gradientBias',
  'gradientPrev',
] as const;
const UPDATE = ['weights', 'bias'] as const;

export interface TraceOptions {
  /** Batch steps from the start. */
  readonly steps: number;
  readonly backend: BackendName | 'auto';
}

/** Prints the trace step by step, so that a long one is held neither in memory nor in one string. */
export async function trace(file: string, { steps, backend }: TraceOptions): Promise<void> {
  const program = await load(file);
  const run = await openRun(program, backend, NODE_ENVIRONMENT);
  try {
    await print('{"steps":[');
    let done = 0;
    for (; done < steps && run.nextOperation(); done++)
      await print(`${done > 0 ? ',\n' : '\n'}${await traceStep(run)}`);
    await print(`\n],"backend":${JSON.stringify(run.state().backend.name)}}\n`);
    if (done < steps) complain(`${file}: training ends after ${done} batch steps; ${steps} were asked for`);
  } finally {
    run.dispose();
  }
}

/** Runs one whole batch step and writes down what it computed. */
async function traceStep(run: Run): Promise<string> {
  do await run.step();
  while (run.nextOperation()?.phase !== 'update');
  // The last moment before the update: everything of this batch step is there, and the weights are the old ones.
  const { position, loss } = run.state();
  if (!position) throw new CommandError('backstep: the run has no position after a step', 1);
  const before = run.description.layers.map((_, layer) => ({
    forward: quantities(run, layer, FORWARD),
    backward: quantities(run, layer, BACKWARD),
  }));
  do await run.step();
  while (run.nextOperation()?.phase === 'update');
  const layers = run.description.layers.map(({ name }, layer) =>
    jsonObject({
      name: JSON.stringify(name),
      ...before[layer],
      update: quantities(run, layer, UPDATE),
    }),
  );
  return jsonObject({
    epoch: jsonNumber(position.epoch),
    batch: jsonNumber(position.batch),
    loss: jsonNumber(loss),
    layers: `[${layers.join(',\n')}]`,
  });
}

function quantities(run: Run, layer: number, names: readonly QuantityName[]): string {
  return jsonObject(Object.fromEntries(names.map((name) => [name, jsonTensor(run.quantity(layer, name))])));
}
