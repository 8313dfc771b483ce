/** The health checks as toggles: what they stop, what they say, and which thresholds they take. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { newSession, PATIENCE, type Debugged } from './host';

const FILE = '/ill.mlp.json';

function program(layers: readonly object[], more: object = {}): string {
  return JSON.stringify({
    data: { inputs: [[1], [0.5], [-1]], targets: [[1], [0], [1]], shuffle: false },
    layers,
    epochs: 3,
    seed: 1,
    ...more,
  });
}

const relus = (bias: number): string =>
  program([
    { name: 'hidden', units: 2, activation: 'relu', weights: [[1, -1]], biases: [bias, bias] },
    { name: 'out', units: 1, weights: [[1], [1]] },
  ]);
const sigmoids = (weight: number): string =>
  program([
    { name: 'hidden', units: 1, activation: 'sigmoid', weights: [[weight]] },
    { name: 'out', units: 1, weights: [[1]] },
  ]);
const deep = (depth: number): string =>
  program(
    Array.from({ length: depth }, (_, i) => ({
      name: `l${i}`,
      units: 1,
      activation: 'sigmoid',
      weights: [[0.5]],
    })),
  );
const line = (learningRate: number, weight = 2): string =>
  program([{ name: 'line', units: 1, weights: [[weight]] }], { optimizer: { type: 'sgd', learningRate } });

/** Without a slope to learn, and long enough for two windows of losses. */
const trained = (learningRate: number): string =>
  program([{ name: 'line', units: 1, weights: [[2]] }], {
    data: { inputs: [[1], [0.5], [-1]], targets: [[1], [0.5], [-1]] },
    optimizer: { type: 'sgd', learningRate: Math.max(learningRate, 1e-12) },
    epochs: 120,
  });

describe('health checks', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  beforeEach(() => {
    debugged = newSession();
  });
  afterEach(() => debugged.session.dispose());

  /** Runs the file with these toggles, and those of the run at large off, to its first stop or its end. */
  async function launch(text: string, ...filterOptions: Dap.ExceptionFilterOptions[]): Promise<string> {
    const { client, host } = debugged;
    host.texts.set(FILE, text);
    const response = await client.launch({ program: FILE }, () =>
      client.request('setExceptionBreakpoints', { filters: [], filterOptions }),
    );
    assert.ok(response.success, response.message);
    return Promise.race([
      client.event('stopped').then(({ body }) => `${body.reason}: ${body.text ?? ''}`),
      client.event('terminated').then(() => 'done'),
    ]);
  }

  const CASES = [
    {
      filterId: 'vanishing',
      ill: deep(12),
      well: deep(2),
      text: /^exception: vanishing gradient in 'l\d': the mean of \|gradientWeights\| is .*, below 0\.00001$/,
      top: /^backward l\d: gradientWeights$/,
      info: /^vanishing in gradientWeights\n.*Preset: 0\.00001; actual: 0\.00000\d+\. Computed from input 3 × 1 \(largest \|x\| [\d.]+\) and gradientOutput 3 × 1 \(largest \|x\| [\d.e-]+\)\. Compare gradientOutput/,
    },
    {
      filterId: 'exploding',
      ill: line(0.1, 1000),
      well: line(0.1),
      text: /^exception: exploding gradient in 'line': the largest \|gradientWeights\| is \d+.*, above 100$/,
      top: /^backward line: gradientWeights$/,
      info: /^exploding in gradientWeights\n.*The first: gradientWeights\[0, 0\] = \d+.*Preset: 100; actual: \d+.*Lower/,
    },
    {
      filterId: 'deadRelu',
      ill: relus(-9),
      well: relus(0),
      text: /^exception: dead ReLU in 'hidden': the share of relu units .* is 1, at least 0\.5$/,
      top: /^forward hidden: output$/,
      info: /^deadRelu in output\n.*The first: output\[0, 0\] = 0\. Preset: 0\.5; actual: 1\. Computed from preActivation 3 × 2 \(largest \|x\| 10\)\. Such a unit/,
    },
    {
      filterId: 'saturated',
      ill: sigmoids(50),
      well: sigmoids(1),
      text: /^exception: saturated activation in 'hidden': the share of sigmoid .* is 1, at least 0\.8$/,
      top: /^forward hidden: output$/,
      info: /^saturated in output\n.*The first: output\[0, 0\] = 1\. Preset: 0\.8; actual: 1\. /,
    },
    {
      filterId: 'unchanged',
      ill: line(1e-12),
      well: line(0.1),
      text: /^exception: unchanged weights in 'line': the update ratio ‖ΔW‖ \/ ‖W‖ is 0, below 0\.000001$/,
      top: /^update line: update$/,
      info: /^unchanged in weights\n.*Preset: 0\.000001; actual: 0\. Computed from gradientWeights .*, weights 1 × 1 \(largest \|x\| 2\) and bias 1 \(largest \|x\| 0\)\. Raise the learning rate/,
    },
    {
      filterId: 'lossNotDecreasing',
      ill: trained(0),
      well: trained(0.01),
      text: /^exception: loss not decreasing: the share by which the mean loss has fallen.* is 0, below 0\.01$/,
      top: /^loss: loss$/,
      info: /^lossNotDecreasing in loss\n.*Preset: 0\.01; actual: 0\. The mean loss was ([\d.]+) in the batch steps 0 to 49 and is \1 in the batch steps 50 to 99\. Where the loss creeps/,
    },
  ] as const;

  for (const { filterId, ill, well, text, top, info } of CASES) {
    it(`${filterId} stops an ill network, and says where, by how much and what helps`, async () => {
      const { client } = debugged;
      assert.match(await launch(ill, { filterId }), text);
      assert.match(await client.top(), top);
      const said = await client.request('exceptionInfo', { threadId: 1 });
      assert.match(`${said.exceptionId}\n${said.description ?? ''}`, info);
      assert.equal(said.details?.typeName, filterId);
      assert.ok(await client.evaluate(said.details.evaluateName ?? ''));
    });

    it(`${filterId} lets a healthy network train, and an ill one while it is off`, async () => {
      assert.equal(await launch(well, { filterId }), 'done');
      debugged.session.dispose();
      debugged = newSession();
      assert.equal(await launch(ill), 'done');
    });
  }

  it('take a number as the threshold', async () => {
    assert.match(await launch(line(0.1), { filterId: 'exploding', condition: ' 5e-1 ' }), /above 0\.5$/);
  });

  it('are off, with the reason, when the threshold is none', async () => {
    const { client } = debugged;
    const wrong = [
      { filterId: 'exploding', condition: 'loss > 1' },
      { filterId: 'vanishing', condition: '-1' },
      { filterId: 'unchanged', condition: '1e999' },
      { filterId: 'deadRelu', condition: '50' },
      { filterId: 'saturated', condition: '0' },
      { filterId: 'backward', condition: '1' },
    ];
    const { breakpoints } = await client.request('setExceptionBreakpoints', {
      filters: ['loss'],
      filterOptions: [...wrong, { filterId: 'saturated', condition: '' }],
    });
    assert.deepEqual(
      breakpoints.map(({ verified }) => verified),
      [true, ...wrong.map(() => false), true],
    );
    assert.equal(
      breakpoints[1]?.message,
      "The threshold of 'Exploding gradient' has to be a number above 0, such as 100; 'loss > 1' is none.",
    );
    assert.match(breakpoints[4]?.message ?? '', /a share above 0 and at most 1, such as 0\.5; '50' is none/);
    assert.match(breakpoints[6]?.message ?? '', /'backward' takes no condition/);
    assert.equal(await launch(line(0.1, 1000), { filterId: 'exploding', condition: 'much' }), 'done');
  });

  it('hold for steps and for the way back, and other stops have no exception', async () => {
    const { client } = debugged;
    await launch(line(0.1), { filterId: 'loss' });
    assert.match(await client.refused('exceptionInfo', { threadId: 1 }), /Nothing is wrong at this stop/);
    await client.request('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'exploding', condition: '0.001' }],
    });
    const there = await client.go('stepOut');
    assert.equal(there.reason, 'exception');
    assert.match(there.description ?? '', /^Paused on exploding gradient in 'line'/);
    await client.go('continue');
    const back = await client.go('reverseContinue');
    assert.deepEqual([back.reason, back.text], ['exception', there.text]);
    assert.match(back.description ?? '', /before the newest$/);
    assert.match((await client.request('exceptionInfo', { threadId: 1 })).exceptionId, /^exploding/);
  });
});
