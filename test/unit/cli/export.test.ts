import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertAgrees } from '../engine/compare';
import { flatten, type TraceStep } from '../engine/reference';
import { pythonWith, trace } from '../export/python';
import { backstep } from './spawn';

const IRIS = 'examples/iris.mlp.json';

describe('backstep export', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'backstep-'));
  after(() => rmSync(folder, { recursive: true }));

  it('writes a script that prints what backstep trace prints', async function () {
    const python = pythonWith('numpy');
    if (python === null) this.skip();
    const out = join(folder, 'iris.py');
    const exported = await backstep(['export', IRIS, '--to', 'numpy', '--steps', '9', '--output', out]);
    assert.deepEqual(exported, { status: 0, stdout: '', stderr: '' });
    const traced = await backstep(['trace', IRIS, '--steps', '9']);
    const { steps: expected } = JSON.parse(traced.stdout) as { steps: TraceStep[] };
    const { steps } = trace(python, readFileSync(out, 'utf8'));
    assert.equal(steps.length, 9);
    for (const [index, { epoch, batch, loss, layers }] of expected.entries()) {
      const step = steps[index]!;
      assert.deepEqual([step.epoch, step.batch], [epoch, batch]);
      assertAgrees([step.loss], [loss], `batch step ${index} loss`);
      for (const [layer, values] of layers.entries())
        for (const part of ['forward', 'backward', 'update'] as const)
          for (const [name, numbers] of Object.entries(values[part]))
            assertAgrees(
              flatten(step.layers[layer]![part][name]!),
              flatten(numbers!),
              `${index} ${part}.${name}`,
            );
    }
  });

  it('prints a script, or a framework trace of the K-th batch step, to standard output', async () => {
    const script = await backstep(['export', IRIS, '--to', 'pytorch']);
    assert.equal(script.status, 0);
    assert.match(
      script.stdout,
      /^#!\/usr\/bin\/env python3\n"""One batch step of iris\.mlp\.json in PyTorch/,
    );
    const framework = await backstep(['export', 'examples/textbook.mlp.json', '--to', 'backprop-trace']);
    const { loss } = JSON.parse(framework.stdout) as { loss: { total: number } };
    assertAgrees([loss.total], [0.298371109], 'loss');
  });

  it('exports a run that a training has left, where it stands', async function () {
    const python = pythonWith('numpy');
    if (python === null) this.skip();
    const recording = join(folder, 'iris.backstep');
    const trained = await backstep(['train', IRIS, '--steps', '7', '--json', '--record', recording]);
    assert.deepEqual([trained.status, trained.stderr], [0, '']);
    const script = await backstep(['export', recording, '--to', 'numpy']);
    assert.equal(script.status, 0, script.stderr);
    assert.match(script.stdout, /Epoch 0, batch 6\. The run stood just after update output: update\./);
    const traced = await backstep(['trace', IRIS, '--steps', '7']);
    const { steps: expected } = JSON.parse(traced.stdout) as { steps: TraceStep[] };
    const { steps } = trace(python, script.stdout);
    for (const [layer, { forward, update }] of expected.at(-1)!.layers.entries()) {
      const printed = steps[0]!.layers[layer]!;
      assertAgrees(flatten(printed.forward['weights']!), flatten(forward['weights']!), 'weights');
      assertAgrees(flatten(printed.update['weights']!), flatten(update['weights']!), 'updated weights');
    }
    const withSteps = await backstep(['export', recording, '--to', 'numpy', '--steps', '2']);
    assert.equal(withSteps.status, 2);
    assert.match(withSteps.stderr, /exported where it stands; leave --steps out/);
  });

  it('says when training ends before', async () => {
    const file = 'test/reference/textbook-2-2-2.mlp.json';
    const { status, stderr } = await backstep(['export', file, '--to', 'numpy', '--steps', '9']);
    assert.equal(status, 0);
    assert.match(stderr, /training ends after \d batch steps?; 9 were asked for/);
  });

  it('refuses with the reason, and with the status of what is wrong', async () => {
    const cases: readonly (readonly [status: number, reason: RegExp, ...args: string[]])[] = [
      [1, /iris\.mlp\.json: The format of backprop-trace knows only sigmoid/, IRIS, '--to', 'backprop-trace'],
      [1, /nothing\.mlp\.json: there is no such file/, 'nothing.mlp.json', '--to', 'numpy'],
      [1, /no such file/, 'nothing.backstep', '--to', 'numpy'],
      [1, /no such file or directory/, IRIS, '--to', 'numpy', '--output', join(folder, 'no', 'x.py')],
      [2, /'--to <FORMAT>' not specified/, IRIS],
      [2, /Allowed choices are pytorch, numpy, backprop-trace/, IRIS, '--to', 'keras'],
      [2, /whole number from 1/, IRIS, '--to', 'numpy', '--steps', '0'],
    ];
    for (const [status, reason, ...args] of cases) {
      const finished = await backstep(['export', ...args]);
      assert.equal(finished.status, status, args.join(' '));
      assert.equal(finished.stdout, '');
      assert.match(finished.stderr, reason);
    }
  });
});
