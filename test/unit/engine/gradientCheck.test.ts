/** The check against the oracle, on every activation and loss; on networks with an edge; and on wrong kernels. */
import assert from 'node:assert/strict';
import { ACTIVATIONS, LOSSES, type ActivationName, type LossName } from '../../../src/definition/names';
import type { Backend } from '../../../src/engine/backends';
import type { Compute, GivenArgument } from '../../../src/engine/compute';
import { Batch64 } from '../../../src/engine/gradientCheck/batch64';
import { checkElement, checkGradient } from '../../../src/engine/gradientCheck/gradientCheck';
import { Pace } from '../../../src/engine/gradientCheck/pace';
import { Run } from '../../../src/engine/run';
import {
  allOf,
  elementsIn,
  TOLERANCE,
  type CheckedQuantity,
  type GradientCheck,
  type Stretch,
} from '../../../src/protocol/gradientCheck';
import { backendOf } from './backend';
import { networkProgram, type NetworkSketch } from './networks';
import { oracleStep, type Matrix } from './oracle';
import { programOf } from './programs';

type Checked = Extract<GradientCheck, { kind: 'checked' }>;

const ACTIVATION_NAMES = Object.keys(ACTIVATIONS) as ActivationName[];
const LOSS_NAMES = Object.keys(LOSSES) as LossName[];
const QUANTITIES: readonly CheckedQuantity[] = ['gradientWeights', 'gradientBias'];
const never = (): Promise<void> => Promise.resolve();

const SKETCH: NetworkSketch = {
  seed: 11,
  inputs: 3,
  layers: [
    { units: 4, activation: 'tanh', alpha: 0, useBias: true },
    { units: 4, activation: 'softmax', alpha: 0, useBias: false },
    { units: 3, activation: 'sigmoid', alpha: 0, useBias: true },
  ],
  loss: 'meanSquaredError',
  optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
  samples: 10,
  batchSize: 5,
};

/** With the activation in the middle and, where the loss allows it, at the end. */
function sketchOf(activation: ActivationName, loss: LossName): NetworkSketch {
  const bounded = loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy';
  const fits = !bounded || activation === 'sigmoid' || activation === 'softmax';
  const alpha = activation === 'elu' ? 0.7 : 0.1;
  const layer = { units: 4, activation, alpha, useBias: true };
  return {
    ...SKETCH,
    loss,
    layers: [layer, { ...layer, units: 3, activation: fits ? activation : 'sigmoid' }],
  };
}

/** A run at the end of a backward pass: everything is there, and nothing is updated yet. */
async function afterBackward(sketch: NetworkSketch, backend?: Backend): Promise<Run> {
  const run = await Run.create(networkProgram(sketch), backend ?? (await backendOf('webasm')));
  await toUpdate(run);
  return run;
}

async function toUpdate(run: Run): Promise<void> {
  do await run.step();
  while (run.nextOperation()?.phase !== 'update');
}

async function whole(run: Run, layer: number, quantity: CheckedQuantity): Promise<Checked> {
  const { shape } = run.quantity(layer, quantity)!;
  const [rows, columns] = [shape.length < 2 ? 1 : shape[0]!, shape.at(-1)!].map(allOf) as [Stretch, Stretch];
  const check = await checkGradient(run.hold(), { layer, quantity, rows, columns }, never);
  assert.ok(check.kind === 'checked');
  return check;
}

async function verdicts(run: Run): Promise<string[]> {
  const found: string[] = [];
  for (const [layer, { hasBias }] of run.description.layers.entries())
    for (const quantity of hasBias ? QUANTITIES : (['gradientWeights'] as const))
      found.push(...(await whole(run, layer, quantity)).verdicts);
  return found;
}

const rows = ({ shape, data }: { shape: readonly number[]; data: Float32Array }): Matrix =>
  Array.from({ length: shape[0]! }, (_, i) => Array.from(data.subarray(i * shape[1]!, (i + 1) * shape[1]!)));

describe('the gradient check', () => {
  for (const loss of LOSS_NAMES)
    for (const activation of ACTIVATION_NAMES)
      it(`goes forward as the oracle does, and finds its slopes: ${activation}, ${loss}`, async () => {
        const sketch = sketchOf(activation, loss);
        const run = await afterBackward(sketch);
        const { record, network } = run.hold();
        const { layers } = network.definition;
        const expected = oracleStep(
          layers.map(({ activation: own }, l) => ({
            activation: own,
            weights: rows(run.quantity(l, 'weights')!),
            bias: Array.from(run.quantity(l, 'bias')!.data),
          })),
          loss,
          rows(record!.samples.inputs),
          rows(record!.samples.targets),
        );
        const batch = await Batch64.of(record!, network.definition, 1, new Pace(never));
        const mean = batch.losses.reduce((a, b) => a + b) / batch.losses.length;
        assert.ok(Math.abs(mean - expected.loss) <= 1e-12 * (1 + expected.loss), `${mean}, ${expected.loss}`);
        for (const [layer, step] of expected.layers.entries()) {
          const weights = await whole(run, layer, 'gradientWeights');
          const bias = await whole(run, layer, 'gradientBias');
          assert.ok([...weights.verdicts, ...bias.verdicts].every((verdict) => verdict === 'agrees'));
          const slopes = [...step.gradientWeights.flat(), ...step.gradientBias!];
          [...weights.numeric, ...bias.numeric].forEach((slope, i) =>
            assert.ok(
              Math.abs(slope - slopes[i]!) < 1e-8 + 1e-6 * Math.abs(slopes[i]!),
              `${slope}, ${slopes[i]}`,
            ),
          );
        }
        run.dispose();
      });

  it('goes through the weights before the update, also after it', async () => {
    const run = await afterBackward(SKETCH);
    const before = await whole(run, 0, 'gradientWeights');
    while (run.nextOperation()?.phase === 'update') await run.step();
    assert.deepEqual((await whole(run, 0, 'gradientWeights')).numeric, before.numeric);
    run.dispose();
  });

  it('gives the elements that were asked for, and refuses others', async () => {
    const run = await afterBackward(SKETCH);
    const all = await whole(run, 0, 'gradientWeights');
    const ask = (rows: Stretch, columns: Stretch): Promise<GradientCheck> =>
      checkGradient(run.hold(), { layer: 0, quantity: 'gradientWeights', rows, columns }, never);
    const [rows, columns] = [
      { first: 0, every: 2, count: 2 },
      { first: 1, every: 1, count: 2 },
    ];
    const some = (await ask(rows, columns)) as Checked;
    const wanted = [1, 2, 9, 10];
    assert.deepEqual(
      [...some.numeric],
      wanted.map((i) => all.numeric[i]),
    );
    const elements = elementsIn({ layer: 0, quantity: 'gradientWeights', rows, columns }, some);
    assert.deepEqual(
      elements.map(({ row, column }) => row * 4 + column),
      wanted,
    );
    await assert.rejects(
      ask({ ...rows, count: 3 }, columns),
      /gradientWeights\[4\]\[1\] is out of range: the shape is 3 × 4/,
    );
    run.dispose();
  });

  it('is absent where the gradient is', async () => {
    const run = await Run.create(networkProgram(SKETCH), await backendOf('cpu'));
    const one = { rows: allOf(1), columns: allOf(1) };
    const early = await checkGradient(run.hold(), { layer: 0, quantity: 'gradientWeights', ...one }, never);
    assert.deepEqual(early, {
      kind: 'absent',
      reason: 'gradientWeights is not computed yet in this batch step.',
    });
    await toUpdate(run);
    const without = await checkElement(run.hold(), 1, 'gradientBias', { row: 0, column: 0 }, never);
    assert.deepEqual(without, { kind: 'absent', reason: 'This layer has no bias.' });
    run.dispose();
  });

  it('tells an edge of the loss from a mistake: relu exactly at 0', async () => {
    const program = programOf({
      inputs: [[0], [1]],
      targets: [[1], [0]],
      layers: [
        { units: 1, activation: 'relu', weights: [[1]], biases: [0] },
        { units: 1, weights: [[2]], biases: [0] },
      ],
    });
    const run = await Run.create(program, await backendOf('cpu'));
    await toUpdate(run);
    const check = await checkElement(run.hold(), 0, 'gradientBias', { row: 0, column: 0 }, never);
    assert.ok(check.kind === 'checked');
    // To the right both samples have a slope: 2(0 − 1) · 2 and 2(2 − 0) · 2; to the left the second alone.
    assert.ok(Math.abs(check.right - (-4 + 8) / 2) < 1e-4, String(check.right));
    assert.ok(Math.abs(check.left - 8 / 2) < 1e-4, String(check.left));
    assert.deepEqual([check.analytic, check.verdict], [4, 'kink']);
    // Of the two slopes neither is this one, so the edge is no excuse for it.
    run.edit({ layer: 0, quantity: 'gradientBias', index: [0], values: [-1] });
    const wrong = await checkElement(run.hold(), 0, 'gradientBias', { row: 0, column: 0 }, never);
    assert.equal(wrong.kind === 'checked' && wrong.verdict, 'differs');
    run.dispose();
  });

  it('finds a number that was changed by hand, and says so', async () => {
    const run = await afterBackward(SKETCH);
    const value = run.quantity(0, 'gradientWeights')!.data[6]!;
    run.edit({ layer: 0, quantity: 'gradientWeights', index: [1, 2], values: [value * 1.01] });
    const { verdicts: found, disturbances } = await whole(run, 0, 'gradientWeights');
    assert.deepEqual(
      found.flatMap((verdict, i) => (verdict === 'agrees' ? [] : [[i, verdict]])),
      [[6, 'differs']],
    );
    assert.deepEqual(disturbances, [{ layer: 0, quantity: 'gradientWeights', mark: 'edited' }]);
    assert.deepEqual((await whole(run, 2, 'gradientWeights')).disturbances, []);
    run.dispose();
  });

  it('says when the gradient came from numbers that have changed since', async () => {
    const run = await afterBackward(SKETCH);
    run.edit({ layer: 1, quantity: 'weights', index: [0, 0], values: [3] });
    const { verdicts: found, disturbances } = await whole(run, 0, 'gradientWeights');
    assert.ok(found.includes('differs'));
    assert.ok(disturbances.some(({ quantity, mark }) => quantity === 'gradientWeights' && mark === 'stale'));
    assert.ok(disturbances.every(({ quantity }) => quantity !== 'weights'));
    run.dispose();
  });

  it('does not call infinite numbers equal', async () => {
    const run = await afterBackward(SKETCH);
    run.edit({ layer: 0, quantity: 'gradientWeights', index: [0, 0], values: [Infinity] });
    const { verdicts: found, errors } = await whole(run, 0, 'gradientWeights');
    assert.deepEqual([found[0], found[1]], ['notFinite', 'agrees']);
    assert.ok(Number.isNaN(errors[0]));
    run.dispose();
  });

  it('draws the V: large steps cut the series short, small ones drown in rounding', async () => {
    const run = await afterBackward(SKETCH);
    const check = await checkElement(run.hold(), 0, 'gradientWeights', { row: 1, column: 1 }, never);
    assert.ok(check.kind === 'checked');
    const errorAt = (step: number): number => check.errors[check.steps.findIndex((h) => h <= step * 1.01)]!;
    assert.ok(errorAt(1) > 100 * check.error, `${errorAt(1)} ${check.error}`);
    assert.ok(errorAt(1e-15) > 100 * check.error, `${errorAt(1e-15)} ${check.error}`);
    assert.ok(check.error < TOLERANCE / 10);
    assert.equal(check.parameter, run.quantity(0, 'weights')!.data[5]);
    assert.equal(
      check.numeric.toPrecision(8),
      ((check.lossAbove - check.lossBelow) / (2 * check.step)).toPrecision(8),
    );
    run.dispose();
  });

  it('lets the event loop turn', async () => {
    const wide = { ...SKETCH, layers: [{ ...SKETCH.layers[0]!, units: 400 }, ...SKETCH.layers.slice(1)] };
    const run = await afterBackward(wide);
    let turns = 0;
    await checkGradient(
      run.hold(),
      { layer: 0, quantity: 'gradientWeights', rows: allOf(1), columns: allOf(200) },
      () => Promise.resolve(turns++).then(() => undefined),
    );
    assert.ok(turns > 2, String(turns));
    run.dispose();
  });
});

/** What a kernel gives, made wrong. */
type Wrong = (
  result: Float32Array,
  args: readonly GivenArgument[],
  constants: Record<string, number>,
) => Float32Array;

/** A backend whose kernels of this name are wrong; they are found by name, as a student would break one. */
async function brokenBackend(name: string, wrong: Wrong): Promise<Backend> {
  const backend = await backendOf('cpu');
  const after = async (
    kernel: string,
    constants: object,
    args: readonly unknown[],
    result: Promise<Float32Array>,
  ): Promise<Float32Array> =>
    kernel === name
      ? wrong(await result, args as GivenArgument[], constants as Record<string, number>)
      : result;
  const call: Compute['call'] = (kernel, shape, constants, ...args) =>
    after(kernel.name, constants, args, backend.call(kernel, shape, constants, ...args));
  const product: Compute['product'] = (kernels, shape, constants, ...args) =>
    after(kernels.ofOne.name, constants, args, backend.product(kernels, shape, constants, ...args));
  return { report: backend.report, call, product, dispose: () => backend.dispose() } as Backend;
}

const transposed = (data: Float32Array, n: number): Float32Array =>
  data.map((_, k) => data[(k % n) * n + Math.floor(k / n)]!);

/** Square, so that a transposed matrix has the right shape. */
const SQUARE: NetworkSketch = {
  ...SKETCH,
  layers: [
    { units: 3, activation: 'tanh', alpha: 0, useBias: true },
    { units: 3, activation: 'gelu', alpha: 0, useBias: true },
    { units: 3, activation: 'softmax', alpha: 0, useBias: true },
  ],
};

const MISTAKES: readonly [what: string, kernel: string, wrong: Wrong][] = [
  ['gradientWeights not divided by N', 'gradientWeights', (g, _, { N }) => g.map((x) => x * N!)],
  ['gradientWeights transposed', 'gradientWeights', (g) => transposed(g, 3)],
  ['gradientBias not divided by N', 'gradientBias', (g, _, { N }) => g.map((x) => x * N!)],
  [
    'gradientPrev without the transpose',
    'gradientPrev',
    (g, [delta, weights]) => {
      const [d, w] = [delta as Float32Array, weights as Float32Array];
      return g.map((_, k) => {
        const [b, i] = [Math.floor(k / 3), k % 3];
        return d[b * 3]! * w[i]! + d[b * 3 + 1]! * w[3 + i]! + d[b * 3 + 2]! * w[6 + i]!;
      });
    },
  ],
  [
    'the derivative of tanh taken at z and not at the output',
    'tanhDerivative',
    (_, [, z]) => (z as Float32Array).map((x) => 1 - x ** 2),
  ],
  ['the derivative left out', 'tanhDerivative', (d) => d.fill(1)],
  ['the gradient of the loss without its 2', 'meanSquaredErrorGradient', (g) => g.map((x) => x / 2)],
  ['a sign turned', 'gradientWeights', (g) => g.map((x) => -x)],
  ['an error of one percent', 'gradientWeights', (g) => g.map((x) => x * 1.01)],
];

describe('the gradient check on wrong kernels', () => {
  it('finds nothing where nothing is wrong', async () => {
    const run = await afterBackward(SQUARE, await brokenBackend('none', (result) => result));
    assert.deepEqual([...new Set(await verdicts(run))], ['agrees']);
    run.dispose();
  });

  for (const [what, kernel, wrong] of MISTAKES)
    it(`finds ${what}`, async () => {
      let called = 0;
      const broken = await brokenBackend(kernel, (...given) => {
        called++;
        return wrong(...given);
      });
      const run = await afterBackward(SQUARE, broken);
      assert.ok(called > 0, `${kernel} was not used`);
      assert.ok((await verdicts(run)).includes('differs'));
      run.dispose();
    });
});
