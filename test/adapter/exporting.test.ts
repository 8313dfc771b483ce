import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { QuantityName } from '../../src/protocol/vocabulary';
import { assertAgrees } from '../unit/engine/compare';
import { flatten } from '../unit/engine/reference';
import { pythonWith, trace } from '../unit/export/python';
import { fixture, PATIENCE, reference, stoppedSession, testHost, type Debugged } from './host';

const THREE = fixture('three.mlp.json');

describe('exporting the run at its position', function () {
  this.timeout(3 * PATIENCE);
  let debugged: Debugged;
  afterEach(() => debugged.session.dispose());

  const exported = async (format: 'numpy' | 'pytorch' | 'backprop-trace'): Promise<string> =>
    (await debugged.client.request('backstep/export', { format })).content;

  /** What the script prints is what the panel shows: every quantity that is there, of every layer. */
  const assertPrintsThis = async (script: string): Promise<void> => {
    const python = pythonWith('numpy');
    if (python === null) {
      console.log('      not run: no python3 here has numpy');
      return;
    }
    const view = debugged.session.run.view();
    assert.ok(view.kind !== 'none');
    const { position, loss } = view.state;
    const [step] = trace(python, script).steps;
    assert.deepEqual([step?.epoch, step?.batch], [position?.epoch, position?.batch]);
    if (loss !== null) assertAgrees([step!.loss], [loss], 'loss');
    const whole = { row: 0, rows: 1e6, column: 0, columns: 1e6 };
    let compared = 0;
    for (const [layer, { forward, backward, update, name }] of step!.layers.entries()) {
      const isUpdated = position?.phase === 'update' && layer <= (position.layer ?? -1);
      const printed = { ...forward, ...backward, ...(isUpdated ? update : {}) };
      for (const [quantity, values] of Object.entries(printed)) {
        const { value: slice } = await debugged.session.run.read(layer, quantity as QuantityName, whole);
        // Of a matrix for each sample only the first is read.
        if (slice === null || values === null || slice.shape.length === 3) continue;
        assertAgrees(flatten(values), slice.data, `${name} ${quantity}`);
        compared++;
      }
    }
    assert.ok(compared > 8);
  };

  it('prints what the panel shows, at many positions of a run', async () => {
    debugged = await stoppedSession({ program: THREE });
    for (const command of ['stepIn', 'next', 'continue', 'stepOut', 'stepOut', 'stepBack'] as const) {
      await debugged.client.go(command);
      await assertPrintsThis(await exported('numpy'));
    }
  });

  it('says where the run stood and what the file is called', async () => {
    debugged = await stoppedSession({ program: THREE });
    const { name, content } = await debugged.client.request('backstep/export', { format: 'pytorch' });
    assert.equal(name, 'three.pytorch.py');
    assert.match(content, /Epoch 0, batch 0\. The run stood just after backward third: gradientPrev\./);
    assert.match(content, /STOOD_AFTER = \("backward", "third", "gradientPrev"\)/);
  });

  it('takes a change by hand along from the next batch step on; within its own it is refused with the reason', async () => {
    debugged = await stoppedSession({ program: THREE });
    const { client } = debugged;
    await client.request('setExpression', { expression: 'gradient[0][0]', value: '3' });
    const why = await client.refused('backstep/export', { format: 'numpy' });
    assert.match(why, /^gradient of 'third' was changed by hand in this batch step/);
    await client.request('backstep/runTo', { target: { to: 'batchStep' } });
    await client.event('stopped');
    await client.refused('backstep/export', { format: 'numpy' });
    await client.go('continue');
    await assertPrintsThis(await exported('numpy'));
    await client.request('setExpression', { expression: 'layers.first.weights', value: 'zeros(2, 4)' });
    await client.refused('backstep/export', { format: 'numpy' });
    await client.request('backstep/runTo', { target: { to: 'batchStep' } });
    await client.event('stopped');
    await client.go('continue');
    await assertPrintsThis(await exported('numpy'));
  });

  it('goes by the settings that the batch step has, and refuses when it has had two', async () => {
    const host = testHost();
    const path = reference('adam-partial-batch.mlp.json');
    const text = await readFile(path, 'utf8');
    debugged = await stoppedSession({ program: path }, host);
    const { client } = debugged;
    const configure = async (change: (text: string) => string): Promise<void> => {
      host.texts.set(path, change(text));
      await client.request('backstep/configure', {});
    };
    const rate = (number: number) => (before: string) =>
      before.replace(/"learningRate": *[\d.]+/, `"learningRate": ${number}`);
    await client.request('backstep/runTo', { target: { to: 'batchStep' } });
    await client.event('stopped');
    await client.go('continue');
    await configure(rate(0.25));
    assert.match(await exported('numpy'), /^RATE, .* = 0\.25, /m);
    while (!(await client.top()).startsWith('update')) await client.go('stepIn');
    await assertPrintsThis(await exported('numpy'));
    await configure(rate(0.5));
    assert.match(
      await client.refused('backstep/export', { format: 'numpy' }),
      /settings were changed after the first update of this batch step/,
    );
    await client.go('continue');
    assert.match(await exported('numpy'), /^RATE, .* = 0\.5, /m);
    await assertPrintsThis(await exported('numpy'));
  });

  it('refuses with the reason what a format cannot say, and a format that there is not', async () => {
    debugged = await stoppedSession({ program: THREE });
    const { client } = debugged;
    const why = await client.refused('backstep/export', { format: 'backprop-trace' });
    assert.match(why, /knows only networks with exactly one hidden layer; this one has 2/);
    assert.match(
      await client.refused('backstep/export', { format: 'onnx' }),
      /one of pytorch, numpy, backprop-trace/,
    );
  });

  it('leaves the run where it is, also at the end of an epoch', async () => {
    debugged = await stoppedSession({ program: reference('textbook-2-2-2.mlp.json') });
    const { client, session } = debugged;
    const before = session.run.view();
    assert.ok((await exported('backprop-trace')).length > 100);
    await exported('pytorch');
    assert.deepEqual(session.run.view(), before);
    assert.equal(await client.top(), 'backward output: gradientPrev');
    await client.go('stepIn');
  });
});
