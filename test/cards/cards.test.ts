/** The mathematics on a graphics card: that of Chromium, which without a real one is played by the processor. */
import assert from 'node:assert/strict';
import { ACTIVATIONS, LOSSES, type ActivationName, type LossName } from '../../src/definition/names';
import type { QuantityName } from '../../src/protocol/vocabulary';
import { assertAgrees } from '../unit/engine/compare';
import type { NetworkSketch } from '../unit/engine/networks';
import { optimizerOf } from '../unit/engine/programs';
import { flatten, referenceCases, type TraceStep } from '../unit/engine/reference';
import { openPage, type OpenPage } from './openPage';
import type { Mistake, Traced } from './page';

const layer = (units: number, activation: ActivationName = 'tanh', useBias = true) => ({
  units,
  activation,
  alpha: 0.1,
  useBias,
});
const sketch = (given: Partial<NetworkSketch>): NetworkSketch => ({
  seed: 5,
  inputs: 8,
  layers: [layer(12), layer(4, 'sigmoid', false)],
  loss: 'meanSquaredError',
  optimizer: optimizerOf({ type: 'sgd', learningRate: 0.5 }),
  samples: 10,
  batchSize: 5,
  ...given,
});

/** Square weights and batches, so that a wrong transpose still has the right shape. In tiles on WebGL2. */
const SQUARE = sketch({
  inputs: 4,
  layers: [layer(4), layer(4), layer(4)],
  samples: 8,
  batchSize: 4,
});

/** A logarithm needs outputs between 0 and 1. */
const lastFor = (loss: LossName): ActivationName =>
  loss === 'categoricalCrossentropy' ? 'softmax' : loss === 'binaryCrossentropy' ? 'sigmoid' : 'linear';

const NETWORKS: Readonly<Record<string, NetworkSketch>> = {
  'rows of whole texels, and a batch that is no multiple of four': sketch({}),
  'inner sums of four and what is left over': sketch({
    samples: 9,
    batchSize: 9,
    inputs: 20,
    layers: [layer(16), layer(8)],
  }),
  'rows that are no whole texels': sketch({ inputs: 7, layers: [layer(5), layer(10), layer(3)] }),
  'rows that are filled up, since the products are large': sketch({
    inputs: 30,
    layers: [layer(34), layer(35, 'tanh', false), layer(3)],
    samples: 66,
    batchSize: 66,
  }),
  'both kinds in turn': sketch({ inputs: 8, layers: [layer(6), layer(8), layer(4), layer(1)] }),
  'a single sample': sketch({ samples: 2, batchSize: 1 }),
  ...Object.fromEntries(
    (Object.keys(ACTIVATIONS) as ActivationName[]).map((name) => [
      `the activation ${name}`,
      sketch({ layers: [layer(8, name), layer(3)] }),
    ]),
  ),
  ...Object.fromEntries(
    (Object.keys(LOSSES) as LossName[]).map((loss) => [
      `the loss ${loss}`,
      sketch({ loss, layers: [layer(6), layer(4, lastFor(loss))] }),
    ]),
  ),
  momentum: sketch({ optimizer: optimizerOf({ type: 'sgd', momentum: 0.9, nesterov: true }) }),
  adam: sketch({ optimizer: optimizerOf({ type: 'adam', learningRate: 0.03 }) }),
  rmsprop: sketch({ optimizer: optimizerOf({ type: 'rmsprop', learningRate: 0.01 }) }),
};

const MISTAKES: readonly Mistake[] = [
  'gradientWeights transposed',
  'gradientPrev without the transpose',
  'A transposed',
];

let opened: OpenPage;
before(async function () {
  this.timeout(120_000);
  opened = await openPage('./test/cards/page.ts');
});
after(() => opened.close());

for (const card of ['webgl2', 'webgpu'] as const) {
  describe(`on ${card}`, function () {
    // A processor that plays the card compiles slowly, the more so when it does other things beside.
    this.timeout(300_000);

    before(async function () {
      const refusal = await opened.page.evaluate((name) => globalThis.cards.refusal(name), card);
      // Every Chromium plays WebGL2; not every one plays WebGPU.
      if (refusal !== null && card === 'webgpu') this.skip();
      assert.equal(refusal, null);
    });

    const differences = (network: NetworkSketch, mistake: Mistake | null): Promise<string[]> =>
      opened.page.evaluate(([name, ...given]) => globalThis.cards.differences(name, ...given), [
        card,
        network,
        mistake,
      ] as const);

    for (const [name, network] of Object.entries(NETWORKS)) {
      it(`agrees with the oracle: ${name}`, async () => {
        assert.deepEqual(await differences(network, null), []);
      });
    }

    it('agrees with the oracle, whose mistakes are found', async () => {
      assert.deepEqual(await differences(SQUARE, null), []);
      for (const mistake of MISTAKES) assert.notDeepEqual(await differences(SQUARE, mistake), [], mistake);
    });

    for (const [n, m] of [
      [9, 8],
      [7, 5],
    ] as const) {
      it(`tells how a layer of ${n} × ${m} weights learns`, async () => {
        const given = [card, n, m] as const;
        const off = await opened.page.evaluate(
          ([to, ...sizes]) => globalThis.cards.learning(to, ...sizes),
          given,
        );
        assert.ok(off < 1e-5, `off by ${off}`);
      });
    }

    for (const { name, program, steps } of referenceCases()) {
      it(`agrees with the reference trace ${name}`, async () => {
        const traced = await opened.page.evaluate(
          ([to, given, count]) => globalThis.cards.trace(to, given, count),
          [card, program, steps.length] as const,
        );
        steps.forEach((step, at) => assertTraced(traced[at], step));
      });
    }

    for (const [name, network] of Object.entries({
      'in tiles': sketch({}),
      'one by one': sketch({ inputs: 7, layers: [layer(5), layer(3, 'relu')] }),
      'with adam': sketch({ optimizer: optimizerOf({ type: 'adam' }) }),
      'with inputs chosen on the card': sketch({ inputs: 516, samples: 75, batchSize: 32 }),
    })) {
      it(`runs freely to the bits of stepping, ${name}`, async () => {
        const { differ, passed } = await opened.page.evaluate(
          ([to, given]) => globalThis.cards.freely(to, given, 6),
          [card, network] as const,
        );
        assert.deepEqual(differ, []);
        assert.ok(passed > 3, `${passed} batch steps were run freely`);
      });
    }
  });
}

function assertTraced(traced: Traced | undefined, step: TraceStep): void {
  assert.ok(traced !== undefined, 'as many steps as the reference has');
  const where = `epoch ${step.epoch} batch ${step.batch}`;
  assert.deepEqual([traced.epoch, traced.batch], [step.epoch, step.batch]);
  assertAgrees([traced.loss], [step.loss], `${where} loss`);
  step.layers.forEach((expected, at) => {
    const [before = {}, after = {}] = [traced.before[at], traced.after[at]];
    for (const part of ['forward', 'backward', 'update'] as const) {
      for (const [name, values] of Object.entries(expected[part])) {
        const isParameter = name === 'weights' || name === 'bias';
        const actual = (part === 'forward' && isParameter ? before : after)[name as QuantityName];
        const what = `${where} ${expected.name} ${part}.${name}`;
        if (values === null) assert.equal(actual, undefined, what);
        else assertAgrees(actual ?? [], flatten(values), what);
      }
    }
  });
}
