/** The NumPy of the listings computes what the engine computes: for every activation, loss and optimizer. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { layerShapes } from '../../../src/data/layerShapes';
import type { Program } from '../../../src/data/program';
import { listingOf, textOf } from '../../../src/debug/listing/listing';
import { ACTIVATIONS, LOSSES, type ActivationName, type LossName } from '../../../src/definition/names';
import type { OptimizerDefinition } from '../../../src/definition/definition';
import { Run } from '../../../src/engine/run';
import type { Tensor } from '../../../src/protocol/tensor';
import { operationsOfBatchStep, QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { backendOf } from '../engine/backend';
import { programOf, type ProgramSketch } from '../engine/programs';
import { runModule, type NdArray, type Value } from './miniNumpy';

const INPUTS = [
  [0.5, -1.2],
  [1.5, 0.3],
  [-0.7, 0.9],
];
const TARGETS = [
  [1, 0],
  [0, 1],
  [0.25, 0.5],
];

const OPTIMIZERS: Readonly<Record<string, OptimizerDefinition>> = {
  sgd: { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
  momentum: { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false },
  nesterov: { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
  adam: { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  rmsprop: { type: 'rmsprop', learningRate: 0.01, rho: 0.99, epsilon: 1e-8 },
};

/** What the functions of a listing gave, or what the engine has, by name. */
type Named = ReadonlyMap<string, Value>;
/** One call of a function of a listing: what it is given, and what the engine says it must give. */
interface Call {
  readonly name: string;
  readonly given: Named;
  readonly expected: Named;
}

function arrayOf({ shape, data }: Tensor): NdArray {
  return { shape, data: [...data] };
}

/** All quantities of a layer that are there now, under their names. */
function quantities(run: Run, layer: number): Map<string, Value> {
  const found = QUANTITY_NAMES.map((name) => [name, run.quantity(layer, name)] as const);
  return new Map(found.flatMap(([name, tensor]) => (tensor === null ? [] : [[name, arrayOf(tensor)]])));
}

/** The calls of two batch steps of one layer, with the engine's numbers. */
async function callsOf(program: Program, layer: number): Promise<Call[]> {
  const run = await Run.create(program, await backendOf('cpu'));
  const operations = operationsOfBatchStep(program.definition.layers.length);
  const isLast = layer === program.definition.layers.length - 1;
  const calls: Call[] = [];
  for (let step = 0; step < 2; step++) {
    const { weights, bias } = Object.fromEntries(quantities(run, layer));
    for (const { phase } of operations) {
      if (phase !== 'update') await run.step();
    }
    const known = quantities(run, layer);
    const { training } = program.dataset;
    const before = new Map<string, Value>([
      ...known,
      ['weights', weights!],
      ['target', arrayOf(training.targets)],
    ]);
    if (bias !== undefined) before.set('bias', bias);
    const after = new Map<string, Value>([...known, ['loss', run.state().loss!]]);
    calls.push({ name: 'forward', given: before, expected: after });
    if (isLast) calls.push({ name: 'lossAndGradient', given: before, expected: after });
    calls.push({ name: 'backward', given: before, expected: after });
    for (const { phase } of operations) if (phase === 'update') await run.step();
    calls.push({ name: 'update', given: before, expected: quantities(run, layer) });
  }
  return calls;
}

const MEMORY = ['velocity', 'mean', 'squares'].flatMap((name) => [`${name}Weights`, `${name}Bias`]);

/** What an optimizer remembers before the first update. */
function zeros({ given }: Call): Map<string, Value> {
  const like = (name: string): Value => {
    const { shape, data } = (given.get(name.endsWith('Bias') ? 'bias' : 'weights') ??
      given.get('weights')) as NdArray;
    return { shape, data: data.map(() => 0) };
  };
  return new Map([...MEMORY.map((name) => [name, like(name)] as const), ['updates', 0]]);
}

function agree(actual: Value, expected: Value, what: string): void {
  const [a, e] = [actual, expected].map((value) =>
    typeof value === 'number' ? [value] : (value as NdArray).data,
  );
  if (typeof expected !== 'number')
    assert.deepEqual((actual as NdArray).shape, (expected as NdArray).shape, what);
  e!.forEach((value, i) => {
    const tolerance = Math.max(2e-6, 1e-4 * Math.abs(value));
    assert.ok(Math.abs(a![i]! - value) <= tolerance, `${what}[${i}]: ${a![i]}, the engine has ${value}`);
  });
}

function textFor(program: Program, layer: number): string {
  const { definition } = program;
  return textOf(listingOf({ layer, layers: layerShapes(program), definition }, 'numpy'));
}

/** Runs the listing of a layer for two batch steps and compares every result with the engine's. */
async function runs(program: Program, layer: number, text = textFor(program, layer)): Promise<void> {
  const call = runModule(text);
  const calls = await callsOf(program, layer);
  let memory = zeros(calls[0]!);
  for (const { name, given, expected } of calls) {
    const results = call(name, new Map([...given, ...memory]));
    assert.ok(results.size > 0, name);
    for (const [result, value] of results) {
      const engines = expected.get(result);
      if (engines !== undefined) agree(value, engines, `${name}: ${result}`);
      else assert.ok(memory.has(result), `${name} gives ${result}, which the engine does not know`);
    }
    memory = new Map([...memory].map(([key, value]) => [key, results.get(key) ?? value]));
  }
}

function sketch(more: Partial<ProgramSketch>): Program {
  return programOf({ inputs: INPUTS, targets: TARGETS, layers: [], seed: 3, ...more });
}

type Activation = ActivationName | { readonly type: ActivationName; readonly alpha: number };

function twoLayers(
  hidden: Activation,
  output: Activation,
  more: Partial<ProgramSketch> = {},
  useBias = true,
): Program {
  const layers = [
    { name: 'hidden', units: 3, activation: hidden, useBias },
    { name: 'output', units: 2, activation: output, useBias },
  ];
  return sketch({ layers, ...more });
}

/** Every case: its title, its program, its layer. */
function cases(): (readonly [string, Program, number])[] {
  const activations = Object.keys(ACTIVATIONS) as ActivationName[];
  const losses = Object.keys(LOSSES) as LossName[];
  return [
    ...activations.map((name) => [`${name}, with a bias`, twoLayers(name, 'linear'), 0] as const),
    ...activations.map((name) => [`${name}, without`, twoLayers(name, 'linear', {}, false), 0] as const),
    ...(['leakyRelu', 'elu'] as const).flatMap((type) =>
      [0.3, -0.2].map(
        (alpha) => [`${type} with alpha ${alpha}`, twoLayers({ type, alpha }, 'linear'), 0] as const,
      ),
    ),
    ...losses.flatMap((loss) =>
      (['sigmoid', 'softmax'] as const).map(
        (name) => [`${loss} after ${name}`, twoLayers('tanh', name, { loss }), 1] as const,
      ),
    ),
    ...(['huber', 'meanAbsoluteError'] as const).map(
      (loss) =>
        [
          `${loss} of large errors`,
          twoLayers('tanh', 'linear', { loss, targets: TARGETS.map((row) => row.map((y) => 9 * y)) }),
          1,
        ] as const,
    ),
    ...Object.entries(OPTIMIZERS).map(
      ([name, optimizer]) => [name, twoLayers('tanh', 'linear', { optimizer }), 0] as const,
    ),
  ];
}

describe('the listing as NumPy', () => {
  for (const [title, program, layer] of cases()) {
    it(`computes the engine's numbers: ${title}`, () => runs(program, layer));
  }

  it('would be found wrong if a line were', async () => {
    const program = twoLayers('tanh', 'softmax', {
      loss: 'categoricalCrossentropy',
      optimizer: OPTIMIZERS['adam']!,
    });
    const text = textFor(program, 1);
    const wrong: (readonly [string, string])[] = [
      ['input @ weights + bias', 'input @ weights - bias'],
      ['input.T @ gradientOutput / N', 'input.T @ gradientOutput'],
      ['.mean(axis=0)', '.sum(axis=0)'],
      ['gradientOutput @ weights.T', 'gradientOutput @ weights.T / N'],
      ['keepdims=True) - target', 'keepdims=True) + target'],
      ['-target * np.exp(-logOutput)', '-target * np.exp(logOutput)'],
      ['losses = -(target', 'losses = (target'],
      ['(1 - beta1) * gradientWeights', '(1 - beta2) * gradientWeights'],
      ['weights = weights - stepSize', 'weights = weights + stepSize'],
      ['updates = updates + 1', 'updates = updates + 2'],
    ];
    for (const [right, mistake] of wrong) {
      assert.ok(text.includes(right), right);
      // Biases start at 0: only the second batch step tells a wrong sign.
      await assert.rejects(runs(program, 1, text.replace(right, mistake)), `${mistake} passes`);
    }
  });

  it('runs in Python itself, where there is NumPy', async function () {
    const python = ['-c', 'import numpy'];
    if (spawnSync('python3', python).status !== 0) this.skip();
    this.timeout(60_000);
    const jobs = await Promise.all(
      cases().map(async ([title, program, layer]) => {
        const calls = (await callsOf(program, layer)).slice(0, layer === 1 ? 4 : 3);
        const text = textFor(program, layer);
        const named = (values: Named): object => Object.fromEntries(values);
        const memory = named(zeros(calls[0]!));
        return {
          title,
          text,
          calls: calls.map(({ name, given, expected }) => ({
            name,
            given: { ...memory, ...named(given) },
            expected: named(expected),
          })),
        };
      }),
    );
    const { status, stderr, stdout } = spawnSync('python3', ['-c', IN_PYTHON], {
      input: JSON.stringify(jobs),
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.match(stdout, new RegExp(`^${jobs.length} listings`));
  });
});

const IN_PYTHON = `
import inspect, json, re, sys
import numpy as np

def value(v):
    return np.array(v['data'], dtype=float).reshape(v['shape']) if isinstance(v, dict) else v

jobs = json.load(sys.stdin)
for job in jobs:
    names = {}
    exec(job['text'], names)
    for call in job['calls']:
        function = names[call['name']]
        given = {name: value(call['given'][name]) for name in inspect.signature(function).parameters}
        results = function(**given)
        source = [line for line in job['text'].split('\\n') if line.startswith('    return ')]
        returned = source[list(k for k in names if k in ('forward', 'lossAndGradient', 'backward', 'update')).index(call['name'])]
        for name, result in zip(returned[11:].split(', '), results if isinstance(results, tuple) else (results,)):
            if name in call['expected']:
                np.testing.assert_allclose(result, value(call['expected'][name]), rtol=1e-4, atol=2e-6, err_msg=job['title'] + ' ' + name)
print(len(jobs), 'listings')
`;
