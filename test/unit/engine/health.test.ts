/** The health checks: each fires where it must, and only there. */
import assert from 'node:assert/strict';
import { advance, type AdvanceControl } from '../../../src/engine/advance';
import { saturated } from '../../../src/engine/health';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import { NO_STOPS, type Arrival, type Goal } from '../../../src/protocol/engine';
import {
  HEALTH_CHECK_NAMES,
  type HealthCheck,
  type HealthCheckName,
  type HealthFinding,
} from '../../../src/protocol/health';
import { backendOf } from './backend';
import { programOf, type LayerSketch, type ProgramSketch } from './programs';

const CALM: AdvanceControl = { pauseRequested: () => false, breathe: () => Promise.resolve() };
const ONE_STEP: Goal = { to: 'steps', steps: 1 };

/** Two samples of one number; the layers say the rest. */
async function runOf(layers: readonly LayerSketch[], more: Partial<ProgramSketch> = {}): Promise<Run> {
  const program = programOf({ inputs: [[1], [0.5]], targets: [[1], [0]], layers, ...more });
  return Run.create(program, await backendOf('webasm'));
}

async function firstStep(run: Run, kind: HealthCheckName, threshold: number): Promise<Arrival> {
  return advance(run, ONE_STEP, { ...NO_STOPS, checks: [{ kind, threshold }] }, CALM);
}

async function found(run: Run, kind: HealthCheckName, threshold: number): Promise<HealthFinding> {
  const { reason, finding, nonFinite } = await firstStep(run, kind, threshold);
  assert.equal(reason, 'health');
  assert.equal(nonFinite, null);
  assert.ok(finding);
  assert.deepEqual([finding.kind, finding.threshold], [kind, threshold]);
  assert.match(finding.advice, /^\S.*\.$/);
  return finding;
}

async function assertQuiet(run: Run, kind: HealthCheckName, threshold: number): Promise<void> {
  const { reason, finding } = await firstStep(run, kind, threshold);
  assert.deepEqual([reason, finding], ['goal', undefined]);
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-6 * Math.abs(expected), `${actual} is not ${expected}`);
}

const sgd = (learningRate: number): Partial<ProgramSketch> => ({
  optimizer: { type: 'sgd', learningRate, momentum: 0, nesterov: false },
});

/** One linear unit, w = 2 and b = 0: outputs 2 and 1, δ = 2 (a − y) = 2 and 2, ∂L/∂w = (1·2 + 0.5·2) / 2 = 1.5. */
const LINE: readonly LayerSketch[] = [{ units: 1, weights: [[2]], biases: [0] }];

describe('the health check', () => {
  it('vanishing compares the mean |gradientWeights|', async () => {
    const finding = await found(await runOf(LINE), 'vanishing', 1.51);
    assert.deepEqual([finding.layer, finding.quantity, finding.element], [0, 'gradientWeights', null]);
    near(finding.measured, 1.5);
    assert.deepEqual(finding.inputs, [
      { layer: 0, quantity: 'input', shape: [2, 1], largest: 1, nonFinite: null },
      { layer: 0, quantity: 'gradientOutput', shape: [2, 1], largest: 2, nonFinite: null },
    ]);
    await assertQuiet(await runOf(LINE), 'vanishing', 1.49);
  });

  it('vanishing does not let signs cancel', async () => {
    const opposed: LayerSketch[] = [{ units: 2, weights: [[1, -1]], biases: [0, 0] }];
    const targets = {
      targets: [
        [0, 0],
        [0, 0],
      ],
    };
    await assertQuiet(await runOf(opposed, targets), 'vanishing', 0.1);
  });

  it('vanishing stops in the first layers of a deep sigmoid stack, not in the last', async () => {
    const deep = Array.from({ length: 8 }, (): LayerSketch => ({
      units: 1,
      activation: 'sigmoid',
      weights: [[1]],
      biases: [0],
    }));
    const finding = await found(await runOf(deep), 'vanishing', 1e-4);
    assert.ok((finding.layer ?? 6) < 6, `layer ${finding.layer}`);
    assert.ok(finding.measured > 0 && finding.measured < 1e-4);
    await assertQuiet(await runOf(deep.slice(0, 2)), 'vanishing', 1e-4);
  });

  it('exploding gives the largest |gradientWeights| and the first that is too large', async () => {
    const wide: LayerSketch[] = [{ units: 3, weights: [[0, 10, -40]], biases: [0, 0, 0] }];
    const targets = {
      targets: [
        [0, 0, 0],
        [0, 0, 0],
      ],
    };
    const finding = await found(await runOf(wide, targets), 'exploding', 4);
    // δ = 2 a / 3 and ∂L/∂w = w (1 + 0.25) / 3.
    near(finding.measured, 50 / 3);
    assert.deepEqual([finding.quantity, finding.element?.index], ['gradientWeights', [0, 1]]);
    near(finding.element?.value ?? NaN, 12.5 / 3);
    await assertQuiet(await runOf(wide, targets), 'exploding', 17);
  });

  it('deadRelu counts the units that give 0 for every sample of the batch', async () => {
    const layers = (...biases: number[]): LayerSketch[] => [
      { units: 4, activation: 'relu', weights: [[-1, 1, 1, 1]], biases },
      { units: 1 },
    ];
    // The first two units give 0 for one sample only.
    const finding = await found(await runOf(layers(0.75, -0.75, -9, -9)), 'deadRelu', 0.5);
    assert.deepEqual([finding.layer, finding.quantity, finding.measured], [0, 'output', 0.5]);
    assert.deepEqual(finding.element, { index: [0, 2], value: 0 });
    await assertQuiet(await runOf(layers(0.75, -0.75, -9, -9)), 'deadRelu', 0.51);
    await assertQuiet(await runOf(layers(2, 0, 0, 0)), 'deadRelu', 0.01);
  });

  it('deadRelu looks at relu only', async () => {
    const zeros: LayerSketch[] = [{ units: 1, weights: [[0]], biases: [0] }];
    await assertQuiet(await runOf(zeros), 'deadRelu', 0.01);
  });

  for (const [activation, bias] of [
    ['sigmoid', 5.5],
    ['tanh', -3],
  ] as const) {
    it(`saturated counts the outputs of ${activation} in its flat ends`, async () => {
      const layers: LayerSketch[] = [{ units: 2, activation, weights: [[0, 0]], biases: [0.1, bias] }];
      const targets = {
        targets: [
          [0, 0],
          [0, 0],
        ],
      };
      const finding = await found(await runOf(layers, targets), 'saturated', 0.5);
      assert.deepEqual([finding.quantity, finding.measured], ['output', 0.5]);
      assert.deepEqual(finding.element?.index, [0, 1]);
      await assertQuiet(await runOf(layers, targets), 'saturated', 0.51);
    });
  }

  it('saturated finds a share that reaches the threshold, wherever the flat outputs lie, and none below', () => {
    for (const activation of ['sigmoid', 'tanh'] as const)
      for (let flat = 0; flat <= 10; flat++)
        for (const start of [0, 3, 10 - flat]) {
          const outputs = Array.from({ length: 10 }, (_, at) => ((at - start + 10) % 10 < flat ? 1 : 0.5));
          const tensor = { shape: [5, 2], data: Float32Array.from(outputs) };
          const ofLayer = { layer: 0, name: 'output', tensor } as const;
          for (const threshold of [0.1, 0.3, 1 / 3, 0.7, 0.9, 1]) {
            const finding = saturated(ofLayer, threshold, { activation, isPaired: false });
            const isFound = flat > 0 && flat / 10 >= threshold;
            assert.equal(finding?.measured ?? null, isFound ? flat / 10 : null, `${flat} ${threshold}`);
            if (finding === null) continue;
            const first = outputs.indexOf(1);
            assert.deepEqual(finding.element?.index, [Math.floor(first / 2), first % 2]);
          }
        }
  });

  it('saturated leaves steep outputs and other activations alone', async () => {
    const tanh: LayerSketch[] = [{ units: 1, activation: 'tanh', weights: [[0]], biases: [2.5] }];
    await assertQuiet(await runOf(tanh), 'saturated', 0.01);
    await assertQuiet(await runOf([{ units: 1, weights: [[0]], biases: [100] }]), 'saturated', 0.01);
  });

  it('saturated leaves out an output layer whose δ does not pass through its slope', async () => {
    const sure: LayerSketch = { units: 1, activation: 'sigmoid', weights: [[50]], biases: [0] };
    const paired = { loss: 'binaryCrossentropy' } as const;
    await assertQuiet(await runOf([sure], paired), 'saturated', 0.01);
    assert.equal((await found(await runOf([sure]), 'saturated', 0.8)).layer, 0);
    assert.equal(
      (await found(await runOf([sure, { ...sure, weights: [[0]] }], paired), 'saturated', 0.8)).layer,
      0,
    );
  });

  it('unchanged compares the update ratio ‖ΔW‖ / ‖W‖', async () => {
    // ΔW = 0.01 · 1.5, W = 2.
    const finding = await found(await runOf(LINE, sgd(0.01)), 'unchanged', 0.0076);
    assert.deepEqual([finding.quantity, finding.element], ['weights', null]);
    assert.ok(Math.abs(finding.measured - 0.0075) < 1e-6);
    // The weights that the update has read, not those that it has made.
    assert.deepEqual(
      finding.inputs.map(({ quantity, largest }) => [quantity, largest]),
      [
        ['gradientWeights', 1.5],
        ['gradientBias', 2],
        ['weights', 2],
        ['bias', 0],
      ],
    );
    await assertQuiet(await runOf(LINE, sgd(0.01)), 'unchanged', 0.0074);
    assert.equal((await found(await runOf(LINE, sgd(1e-12)), 'unchanged', 1e-6)).measured, 0);
  });

  it('unchanged does not mistake weights that leave 0 for such that stay', async () => {
    const zeros: LayerSketch[] = [{ units: 1, weights: [[0]], biases: [0] }];
    await assertQuiet(await runOf(zeros), 'unchanged', 1e-6);
    const still = await found(await runOf(zeros, { targets: [[0], [0]] }), 'unchanged', 1e-6);
    assert.equal(still.measured, 0);
  });
});

describe('a run with health checks', () => {
  const checks: readonly HealthCheck[] = [
    { kind: 'exploding', threshold: 1 },
    { kind: 'unchanged', threshold: 1 },
  ];

  it('stops just after the operation at which something is seen, whatever its goal', async () => {
    const run = await runOf(LINE);
    const first = await advance(run, { to: 'end' }, { ...NO_STOPS, checks }, CALM);
    assert.deepEqual(
      [first.finding?.kind, first.state.position?.operation],
      ['exploding', 'gradientWeights'],
    );
    const second = await advance(run, { to: 'phase' }, { ...NO_STOPS, checks }, CALM);
    assert.equal(second.reason, 'goal');
    const third = await advance(run, { to: 'end' }, { ...NO_STOPS, checks }, CALM);
    assert.deepEqual([third.finding?.kind, third.state.position?.operation], ['unchanged', 'update']);
  });

  it('tells the finding at a stop point too, and nothing when the checks are off', async () => {
    const at = [{ id: 'here', phase: 'backward', layer: null, operation: 'gradientWeights' } as const];
    const arrival = await advance(await runOf(LINE), ONE_STEP, { ...NO_STOPS, at, checks }, CALM);
    assert.deepEqual([arrival.reason, arrival.hits, arrival.finding?.kind], ['stop', ['here'], 'exploding']);
    const off = await advance(await runOf(LINE), ONE_STEP, { ...NO_STOPS, checks: [] }, CALM);
    assert.deepEqual([off.reason, off.finding], ['goal', undefined]);
  });

  it('finds the same on the way back', async () => {
    const run = await runOf(LINE);
    const control = { ...CALM, tape: new Tape(run, 1 << 28) };
    const plan = { ...NO_STOPS, checks };
    const there = await advance(run, { to: 'end' }, plan, control);
    await advance(run, { to: 'steps', steps: 1 }, NO_STOPS, control);
    const past = await advance(
      run,
      { to: 'previousStop' },
      { ...NO_STOPS, checks: checks.slice(0, 1) },
      control,
    );
    assert.equal(past.reason, 'health');
    assert.deepEqual(past.finding, there.finding);
    assert.equal(past.state.moment, there.state.moment);
  });

  it('leaves NaN to nonFinite', async () => {
    const run = await runOf([{ units: 1, weights: [[NaN]], biases: [0] }]);
    const all = HEALTH_CHECK_NAMES.map((kind) => ({ kind, threshold: 0.5 }));
    const arrival = await advance(run, ONE_STEP, { ...NO_STOPS, checks: all }, CALM);
    assert.deepEqual([arrival.reason, arrival.finding], ['goal', undefined]);
  });
});
