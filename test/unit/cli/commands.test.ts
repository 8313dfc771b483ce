import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../../../package.json';
import { backstep, finish, PROJECT, spawnCli } from './spawn';

const XOR = {
  data: { dataset: 'xor', batchSize: 2, shuffle: false },
  layers: [
    { name: 'hidden', units: 3, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossentropy',
  epochs: 2,
  seed: 1,
};

describe('backstep', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstep-cli-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function file(name: string, content: unknown): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  it('explains itself without arguments, and says its version', async () => {
    const help = await backstep([]);
    assert.equal(help.status, 0);
    for (const word of ['trace', 'train', 'dap', 'Examples:', 'backpropagation', 'docs/other-editors.md'])
      assert.ok(help.stdout.includes(word), word);
    assert.deepEqual(await backstep(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
  });

  for (const args of [
    ['nonsense'],
    ['trace'],
    ['trace', 'x.mlp.json', 'y.mlp.json'],
    ['trace', 'x.mlp.json', '--steps', '0'],
    ['trace', 'x.mlp.json', '--steps', '-1'],
    ['trace', 'x.mlp.json', '--steps', '1.5'],
    ['trace', 'x.mlp.json', '--steps', 'many'],
    ['trace', 'x.mlp.json', '--steps'],
    ['trace', 'x.mlp.json', '--backend', 'webgpu'],
    ['train', 'x.mlp.json', '--backend', 'abacus'],
    ['train', 'x.mlp.json', '--jsno'],
    ['--nonsense'],
  ])
    it(`refuses '${args.join(' ')}' as wrong usage`, async () => {
      const { status, stdout, stderr } = await backstep(args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /^error: /);
    });

  for (const command of ['trace', 'train'])
    it(`${command} says which file it cannot read`, async () => {
      const { status, stdout, stderr } = await backstep([command, join(folder, 'no.mlp.json')]);
      assert.deepEqual([status, stdout], [1, '']);
      assert.match(stderr, /^\/.*no\.mlp\.json: there is no such file\n$/);
    });

  it('lists every fault at its line and column', async () => {
    const path = await file('wrong.mlp.json', '{\n "layers": [ { "units": 0 } ],\n "loss": "mse"\n}\n');
    const { status, stdout, stderr } = await backstep(['trace', path]);
    assert.deepEqual([status, stdout], [1, '']);
    const lines = stderr.trimEnd().split('\n');
    assert.ok(lines.length >= 3, stderr);
    for (const line of lines) assert.match(line, /wrong\.mlp\.json:\d+:\d+: \S/);
    assert.ok(lines.some((line) => line.includes('wrong.mlp.json:2:25: ')));
    assert.ok(lines.some((line) => line.includes('wrong.mlp.json:3:10: ')));
  });

  it('check-gradients agrees with the examples, layer by layer', async () => {
    const iris = join(PROJECT, 'examples', 'iris.mlp.json');
    const { status, stdout, stderr } = await backstep(['check-gradients', iris]);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(
      stdout,
      /^hidden\.gradientWeights +4 × 8 +all 32 checked +largest relative error \S+ at \S+ +agrees$/m,
    );
    assert.match(stdout, /^The gradients agree with finite differences/m);
    const { status: ofLayer, stdout: json } = await backstep([
      'check-gradients',
      iris,
      '--layer',
      'output',
      '--step',
      '3',
      '--json',
    ]);
    const report = JSON.parse(json) as {
      batch: number;
      agrees: boolean;
      matrices: { layer: string; quantity: string; shape: number[]; agree: number; largestError: number }[];
    };
    assert.deepEqual([ofLayer, report.batch, report.agrees], [0, 2, true]);
    assert.deepEqual(
      report.matrices.map(({ layer, quantity, shape, agree }) => [layer, quantity, shape, agree]),
      [
        ['output', 'gradientWeights', [8, 3], 24],
        ['output', 'gradientBias', [3], 3],
      ],
    );
    assert.ok(report.matrices.every(({ largestError }) => largestError > 0 && largestError < 1e-3));
  });

  it('check-gradients exits with 1 when numbers cannot be compared, and says which', async () => {
    const path = await file(
      'diverges.mlp.json',
      `{ "data": { "inputs": [[1e20], [2e20]], "targets": [[1], [0]] },
         "layers": [ { "units": 1, "weights": [[1e20]] } ] }`,
    );
    const { status, stdout } = await backstep(['check-gradients', path]);
    assert.equal(status, 1);
    assert.match(stdout, /not finite/);
    assert.match(stdout, /do not agree with finite differences/);
  });

  it('check-gradients knows layers by name and number, and refuses others as wrong usage', async () => {
    const path = join(PROJECT, 'examples', 'xor.mlp.json');
    assert.match(
      (await backstep(['check-gradients', path, '--layer', '1'])).stdout,
      /^output\.gradientWeights/,
    );
    const { status, stdout, stderr } = await backstep(['check-gradients', path, '--layer', 'outptu']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /there is no layer 'outptu'; the layers are 'hidden', 'output'/);
  });

  it('trace writes softmax derivatives as matrices, and null for what a layer has not', async () => {
    const path = await file('softmax.mlp.json', {
      data: {
        inputs: [
          [1, 2],
          [0, 1],
          [1, 1],
        ],
        targets: [
          [1, 0],
          [0, 1],
          [0, 1],
        ],
      },
      layers: [{ units: 2, activation: 'softmax', useBias: false }],
    });
    const { stdout } = await backstep(['trace', path]);
    const [step] = (JSON.parse(stdout) as { steps: [{ layers: [Record<string, Record<string, unknown>>] }] })
      .steps;
    const [layer] = step.layers;
    const derivative = layer['backward']!['activationDerivative'] as number[][][];
    assert.deepEqual([derivative.length, derivative[0]?.length, derivative[0]?.[0]?.length], [3, 2, 2]);
    const nothing = [layer['forward']!['bias'], layer['backward']!['gradientBias'], layer['update']!['bias']];
    assert.deepEqual(nothing, [null, null, null]);
  });

  it('trace stops at the end of the training, and says so', async () => {
    const path = await file('short.mlp.json', XOR);
    const { status, stdout, stderr } = await backstep(['trace', path, '--steps', '9']);
    assert.equal(status, 0);
    const { steps } = JSON.parse(stdout) as { steps: { epoch: number; batch: number }[] };
    assert.deepEqual(
      steps.map(({ epoch, batch }) => [epoch, batch]),
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
    );
    assert.match(stderr, /training ends after 4 batch steps; 9 were asked for/);
  });

  it('trace writes numbers that are not finite as strings', async () => {
    const path = await file('blown.mlp.json', {
      data: { inputs: [[1e38]], targets: [[0]] },
      layers: [{ units: 1, weights: [[1e38]] }],
    });
    const { status, stdout } = await backstep(['trace', path]);
    assert.equal(status, 0);
    assert.match(stdout, /"preActivation":\[\["Infinity"\]\]/);
    assert.match(stdout, /"loss":"Infinity"/);
  });

  it('trace writes megabytes to a slow reader, whole', async () => {
    const wide = { ...XOR, data: { dataset: 'digits' }, loss: 'categoricalCrossentropy' };
    const layers = [
      { units: 64, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ];
    const child = spawnCli(['trace', await file('large.mlp.json', { ...wide, layers, epochs: 1 })]);
    // Until somebody listens nothing is read, and the pipe is full after some kilobytes.
    await sleep(1500);
    const { status, stdout, stderr } = await finish(child);
    assert.equal(status, 0, stderr);
    assert.ok(stdout.length > 5_000_000, `${stdout.length} characters`);
    assert.equal((JSON.parse(stdout) as { steps: unknown[] }).steps.length, 1);
  });

  it('train --json prints one object', async () => {
    const { status, stdout, stderr } = await backstep(['train', await file('xor.mlp.json', XOR), '--json']);
    assert.equal(status, 0, stderr);
    const result = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(result), [
      ...['loss', 'accuracy', 'validationLoss', 'validationAccuracy'],
      ...['epochs', 'steps', 'seconds', 'stepsPerSecond', 'backend'],
    ]);
    assert.deepEqual([result['epochs'], result['steps'], result['validationLoss']], [2, 4, null]);
    assert.equal(typeof result['loss'], 'number');
    assert.equal(typeof result['accuracy'], 'number');
  });

  it('train --steps ends after so many batch steps, in the middle of an epoch', async () => {
    const path = await file('xor.mlp.json', XOR);
    const { stdout } = await backstep(['train', path, '--steps', '3', '--json', '--backend', 'cpu']);
    const { steps, epochs, backend } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual([steps, epochs, backend], [3, 1, 'cpu']);
  });

  it('train tells each epoch and sums up', async () => {
    const data = { dataset: 'iris', validationSplit: 0.2, batchSize: 30 };
    const layers = [{ units: 3, activation: 'softmax' }];
    const { status, stdout } = await backstep([
      'train',
      await file('iris.mlp.json', { data, layers, loss: 'categoricalCrossentropy', epochs: 2 }),
    ]);
    assert.equal(status, 0);
    const number = String.raw`[\d.]+`;
    for (const epoch of [1, 2])
      assert.match(
        stdout,
        new RegExp(
          `^epoch ${epoch}/2: loss ${number}, accuracy ${number}%, ` +
            `validation loss ${number}, validation accuracy ${number}%$`,
          'm',
        ),
      );
    assert.match(stdout, /^training loss \(after training\) +[\d.]+$/m);
    assert.match(stdout, /^trained +8 batch steps, 2 of 2 epochs finished$/m);
    assert.match(stdout, /batch steps per second$/m);
    assert.match(stdout, /^backend +(webasm|cpu) \(.+\)$/m);
  });

  it('train writes a loss that is not finite as a string', async () => {
    const path = await file('blown.mlp.json', {
      data: { inputs: [[1e38]], targets: [[0]] },
      layers: [{ units: 1, weights: [[1e38]] }],
      epochs: 2,
    });
    const { stdout } = await backstep(['train', path, '--json']);
    assert.match(stdout, /"loss":"(NaN|Infinity)"/);
  });

  it('train ends with its summary and 130 when Ctrl+C is pressed', async () => {
    const child = spawnCli(['train', await file('long.mlp.json', { ...XOR, epochs: 10_000_000 })]);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { status, stdout } = await finish(child);
    assert.equal(status, 130);
    assert.match(stdout, /^stopped before the end$/m);
    assert.match(stdout, /^training loss \(after training\) +\S+$/m);
  });

  it('dap ends with its input, and refuses what is no protocol', async () => {
    assert.deepEqual(await backstep(['dap']), { status: 0, stdout: '', stderr: '' });
    const { status, stdout, stderr } = await backstep(['dap'], 'hello\n');
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /not the Debug Adapter Protocol: a line that is no header field: "hello"/);
  });
});
