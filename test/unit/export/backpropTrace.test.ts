import assert from 'node:assert/strict';
import type { Program } from '../../../src/data/program';
import type { OptimizerDefinition } from '../../../src/definition/definition';
import { Run } from '../../../src/engine/run';
import { wholeBatchStep } from '../../../src/engine/wholeStep';
import { exportStep } from '../../../src/export/formats';
import { Refusal } from '../../../src/export/refusal';
import { backendOf } from '../engine/backend';
import { noise } from '../engine/networks';
import { programOf } from '../engine/programs';
import { referenceCases } from '../engine/reference';

type Sketch = Parameters<typeof programOf>[0];

const PLAIN: OptimizerDefinition = { type: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false };
const MOMENTUM: OptimizerDefinition = { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false };
const NESTEROV: OptimizerDefinition = { ...MOMENTUM, nesterov: true };
const ADAM: OptimizerDefinition = {
  type: 'adam',
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};

/** A network with random weights and data within ±1. */
function network(
  sketch: Partial<Sketch>,
  sizes: readonly [number, number, number] = [3, 4, 2],
  samples = 1,
): Program {
  const next = noise(7);
  const matrix = (n: number, m: number): number[][] =>
    Array.from({ length: n }, () => Array.from({ length: m }, () => 2 * next() - 1));
  const [n, h, m] = sizes;
  return programOf({
    inputs: matrix(samples, n),
    targets: matrix(samples, m).map((row) => row.map(Math.abs)),
    layers: [
      { units: h, activation: 'sigmoid', weights: matrix(n, h), biases: matrix(1, h)[0]! },
      { units: m, activation: 'sigmoid', weights: matrix(h, m), biases: matrix(1, m)[0]! },
    ],
    loss: 'halfSquaredError',
    optimizer: PLAIN,
    ...sketch,
  });
}

const oneHot = (samples: number, m: number): number[][] =>
  Array.from({ length: samples }, (_, row) =>
    Array.from({ length: m }, (__, unit) => (unit === row % m ? 1 : 0)),
  );

const ACCEPTED: readonly (readonly [title: string, program: () => Program])[] = [
  ['the textbook example', () => referenceCases().find(({ name }) => name === 'textbook-2-2-2')!.program],
  ['sigmoid and squares, one sample', () => network({})],
  ['sigmoid and squares, five samples', () => network({}, [3, 4, 2], 5)],
  ['the mean of two squares', () => network({ loss: 'meanSquaredError' }, [2, 3, 2], 3)],
  [
    'relu and softmax with cross-entropy, six samples',
    () =>
      network(
        {
          layers: [
            { units: 5, activation: 'relu' },
            { units: 3, activation: 'softmax' },
          ],
          targets: oneHot(6, 3),
          loss: 'categoricalCrossentropy',
        },
        [4, 5, 3],
        6,
      ),
  ],
  [
    'linear layers without bias',
    () =>
      network({
        layers: [
          { units: 4, activation: 'linear', useBias: false },
          { units: 2, activation: 'linear', useBias: false },
        ],
      }),
  ],
  ['momentum', () => network({ optimizer: MOMENTUM })],
  ['Nesterov momentum', () => network({ optimizer: NESTEROV })],
  ['adam', () => network({ optimizer: ADAM })],
];

/** The trace of the k-th batch step. */
async function traceOf(program: Program, k: number): Promise<string> {
  const run = await Run.create(program, await backendOf('webasm'));
  // The textbook's training is shorter: then it is the last one.
  while (run.steps < k - 1 && run.nextOperation()) await run.step();
  // In the middle of it: a trace is always of the whole batch step.
  if (run.nextOperation()) await run.step();
  try {
    const origin = { file: 'net.mlp.json', version: '0.1.0' };
    return exportStep('backprop-trace', origin, program.definition, await wholeBatchStep(run, null)).content;
  } finally {
    run.dispose();
  }
}

/** The package is an ES module, which a file of this project can only import when it runs. */
async function problems(trace: string): Promise<unknown[]> {
  const { importPytorchSidecar, reconcileReceipt, validateFrameworkTraceSidecar } =
    await import('@mcptoolshop/backprop-trace');
  const validation = validateFrameworkTraceSidecar(JSON.parse(trace));
  if (!validation.ok) return [validation];
  const imported = importPytorchSidecar(trace);
  const verdict = reconcileReceipt(imported.receipt);
  return [
    ...imported.differentialDisagreements,
    ...(imported.differentialPassed ? [] : ['the differential failed']),
    ...(verdict.ok ? [] : [verdict]),
  ];
}

describe('the framework trace for backprop-trace', () => {
  for (const [title, program] of ACCEPTED) {
    it(`is accepted by the verifier: ${title}`, async () => {
      for (const k of [1, 3])
        assert.deepEqual(await problems(await traceOf(program(), k)), [], `batch step ${k}`);
    });
  }

  it('is rejected by the verifier when a number is wrong', async () => {
    const trace = JSON.parse(await traceOf(network({ optimizer: ADAM }), 2)) as {
      forward: { h1: { out: number } };
      updates: { gradient: number; weight_after: number }[];
    };
    const wrong = (change: (copy: typeof trace) => void): string => {
      const copy = structuredClone(trace);
      change(copy);
      return JSON.stringify(copy);
    };
    for (const change of [
      (copy: typeof trace) => (copy.forward.h1.out *= 1.01),
      (copy: typeof trace) => (copy.updates[0]!.gradient *= -1),
      (copy: typeof trace) => (copy.updates[3]!.weight_after += 1e-3),
    ])
      assert.notDeepEqual(await problems(wrong(change)), []);
  });

  const REFUSED: readonly (readonly [title: string, program: () => Program, reason: RegExp])[] = [
    [
      'two hidden layers',
      () => network({ layers: [{ units: 3 }, { units: 3 }, { units: 2 }] }),
      /exactly one hidden layer/,
    ],
    ['tanh', () => network({ layers: [{ units: 3, activation: 'tanh' }, { units: 2 }] }), /not tanh/],
    [
      'rmsprop',
      () => network({ optimizer: { type: 'rmsprop', learningRate: 0.1, rho: 0.9, epsilon: 1e-8 } }),
      /not rmsprop/,
    ],
    ['adam for a batch', () => network({ optimizer: ADAM }, [3, 4, 2], 5), /one sample only/],
    [
      'a mean of three squares',
      () => network({ loss: 'meanSquaredError' }, [2, 2, 3]),
      /not meanSquaredError/,
    ],
    [
      'one bias',
      () => network({ layers: [{ units: 3, useBias: false }, { units: 2 }] }),
      /both layers have a bias/,
    ],
    ['wide layers', () => network({ layers: [{ units: 65 }, { units: 2 }] }), /at most 64/],
    ['infinity', () => network({ inputs: [[Infinity, 1, 1]] }), /finite/],
  ];
  for (const [title, program, reason] of REFUSED) {
    it(`is refused with the reason: ${title}`, async () => {
      await assert.rejects(
        traceOf(program(), 1),
        (error) => error instanceof Refusal && reason.test(error.message),
      );
    });
  }
});
