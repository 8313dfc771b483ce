import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { TestClient } from './client';
import { fixture, PATIENCE, stoppedSession, type Debugged } from './host';

const THREE = fixture('three.mlp.json');
const TEXT = readFileSync(THREE, 'utf8');

describe('editing the definition file while the run lasts', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  let text: string;
  beforeEach(async () => {
    text = TEXT;
    debugged = await stoppedSession({ program: THREE });
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  /** Saves the file with this replaced. */
  const edit = (from: string, to: string): void => {
    assert.ok(text.includes(from), from);
    text = text.replace(from, to);
    debugged.host.texts.set(THREE, text);
  };
  const configure = async (from: string, to: string) => {
    edit(from, to);
    return client.request('backstep/configure');
  };
  const all = async (expression: string) =>
    (JSON.parse(await client.evaluate(expression, 'clipboard')) as number[][]).flat();
  /** Runs to just after this operation. */
  const to = async (frame: string) => {
    do await client.go('stepIn');
    while ((await client.top()) !== frame);
  };

  it('applies the learning rate to the next update, and says so', async () => {
    const { applied, needsRestart } = await configure('"learningRate": 0.5', '"learningRate": 0.25');
    assert.deepEqual(applied, [
      { name: 'learningRate', words: 'learningRate 0.5 → 0.25 from the next update' },
    ]);
    assert.deepEqual(needsRestart, []);
    await client.event('invalidated');
    assert.match(
      client.output('console'),
      /three\.mlp\.json: learningRate 0\.5 → 0\.25 from the next update\n$/,
    );
    const before = await all('layers.third.weights');
    await to('update third: update');
    const gradient = await all('layers.third.gradientWeights');
    const after = await all('layers.third.weights');
    after.forEach((weight, i) => assert.ok(Math.abs(weight - (before[i]! - 0.25 * gradient[i]!)) < 1e-6));
  });

  it('changes the optimizer, the batch size from the next epoch, and the number of epochs', async () => {
    edit('{ "type": "sgd", "learningRate": 0.5 }', '{ "type": "adam", "learningRate": 0.01 }');
    edit('"batchSize": 2,', '"batchSize": 4,');
    const { applied } = await configure('"epochs": 3', '"epochs": 2');
    assert.deepEqual(
      applied.map(({ words }) => words),
      [
        'batchSize 2 → 4 from the next epoch',
        'optimizer sgd → adam from the next update',
        'learningRate 0.5 → 0.01 from the next update',
        'epochs 3 → 2 from now on',
      ],
    );
    const frames = await client.stack();
    assert.deepEqual(
      frames.slice(1).map(({ name }) => name),
      ['batch step 0 of 3 (2 samples)', 'epoch 0 of 2'],
    );
    await client.request('setExceptionBreakpoints', { filters: ['epoch'] });
    await client.go('continue');
    await client.go('stepIn');
    assert.equal((await client.stack())[1]?.name, 'batch step 0 of 2 (4 samples)');
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.request('continue');
    await client.event('terminated');
    assert.match(client.output('console'), /Training is done after 2 epochs \(5 batch steps\)/);
  });

  it('computes another loss, and all gradients of a batch step with one', async () => {
    // The backward pass has begun: this batch step is finished with the loss that it began with.
    const loss = await client.evaluate('loss');
    const { applied } = await configure('"binaryCrossentropy"', '"meanSquaredError"');
    assert.equal(applied[0]?.words, 'loss binaryCrossentropy → meanSquaredError from the next loss');
    const shown = (await client.scope('Training')).get('loss');
    assert.equal(shown?.value, loss);
    assert.match(shown.type ?? '', /the mean binaryCrossentropy/);
    await client.go('stepBack');
    await client.go('stepBack');
    await client.go('stepBack');
    await client.go('stepBack');
    assert.equal(await client.top(), 'loss: loss');
    // Before the edit it is undone; made at the loss it counts from the next one too.
    await client.request('backstep/configure');
    await to('backward third: gradientOutput');
    const [delta, target] = [await all('gradientOutput'), [1, 0]];
    (await all('layers.third.output')).forEach((a, i) =>
      // sigmoid with binaryCrossentropy: δ = a − y, as before the edit.
      assert.ok(Math.abs(delta[i]! - (a - target[i]!)) < 1e-6),
    );
    await to('loss: loss');
    const outputs = await all('layers.third.output');
    const [first, second] = outputs.map((a, i) => (a - [1, 1][i]!) ** 2) as [number, number];
    assert.ok(Math.abs(Number(await client.evaluate('loss')) - (first + second) / 2) < 1e-6);
    assert.match((await client.scope('Training')).get('loss')?.type ?? '', /the mean meanSquaredError/);
  });

  it('gives the mean of an epoch over the losses of one function only', async () => {
    await client.request('setExceptionBreakpoints', { filters: ['loss', 'epoch'] });
    await client.go('continue');
    await configure('"binaryCrossentropy"', '"halfSquaredError"');
    const losses: number[] = [];
    while ((await client.top()) === 'loss: loss') {
      losses.push(Number(await client.evaluate('loss')));
      await client.go('continue');
    }
    // Batches of 2, 2 and 1 samples; the second was computed before the change.
    const mean = losses[1]!;
    const last = (await client.scope('Training')).get('lastEpoch')?.value ?? '';
    const reported = Number(/loss ([0-9.e-]+)/.exec(last)?.[1]);
    assert.ok(Math.abs(reported - mean) < 1e-3, `${last}, not ${mean}`);
  });

  it('leaves to a restart what it cannot apply, and applies the rest', async () => {
    edit('"units": 3', '"units": 5');
    edit('"seed": 1', '"seed": 2');
    edit('"shuffle": false', '"shuffle": true');
    edit('"binaryCrossentropy"', '"meanSquaredError"');
    const { applied, needsRestart } = await configure('"learningRate": 0.5', '"learningRate": 0.3');
    assert.deepEqual(
      applied.map(({ name }) => name),
      ['learningRate'],
    );
    assert.deepEqual(
      needsRestart.map(({ words }) => words),
      [
        'data.shuffle false → true needs a restart',
        'layers.second.units 3 → 5 needs a restart',
        // With other layers or data another loss may make no sense.
        'loss binaryCrossentropy → meanSquaredError needs a restart',
        'seed 1 → 2 needs a restart',
      ],
    );
    assert.match(client.output('console'), /layers\.second\.units 3 → 5 needs a restart; /);
    assert.equal((await all('layers.second.weights')).length, 4 * 3);
    await client.request('restart');
    await client.event('stopped');
    assert.equal((await all('layers.second.weights')).length, 4 * 5);
    assert.equal(await client.evaluate('learningRate'), '0.3');
  });

  it('restarts with the same weights when the seed is the same', async () => {
    const first = await all('layers.first.weights');
    await configure('"learningRate": 0.5', '"learningRate": 0.3');
    await to('update third: update');
    assert.notDeepEqual(await all('layers.first.weights'), first);
    await client.request('setExpression', { expression: 'layers.first.weights[0][0]', value: '9' });
    await client.request('restart');
    await client.event('stopped');
    assert.deepEqual(await all('layers.first.weights'), first);
  });

  it('takes a comment or a space in silence, and goes by the new lines', async () => {
    const lines = client.output('console');
    const [before] = await client.stack();
    await configure('  "layers": [', '  // A note.\n\n  "layers": [');
    assert.equal(client.output('console'), lines);
    assert.deepEqual((await client.event('invalidated')).body.areas, ['stacks', 'variables']);
    assert.equal((await client.stack())[0]?.line, before!.line + 2);
    assert.equal(debugged.session.run.range(2)?.start.line, before!.line + 1);
  });

  it('moves breakpoints with their layers', async () => {
    const line = TEXT.split('\n').findIndex((one) => one.includes('// SECOND')) + 1;
    await client.request('setBreakpoints', { source: { path: THREE }, breakpoints: [{ line }] });
    await client.request('setExceptionBreakpoints', { filters: [] });
    await configure('  "layers": [', '  // A note.\n  "layers": [');
    const { body } = await client.event('breakpoint');
    assert.deepEqual([body.breakpoint.verified, body.breakpoint.line], [true, line + 1]);
    await client.go('continue');
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });

  it('follows its layers by their names through a file with others', async () => {
    edit('{ "name": "second"', '{ "name": "extra", "units": 2 },\n    { "name": "second"');
    const { needsRestart } = await configure('"name": "first"', '"name": "other"');
    assert.deepEqual(
      needsRestart.map(({ words }) => words),
      [
        'layers.first: removing it needs a restart',
        'layers.other: adding it needs a restart',
        'layers.extra: adding it needs a restart',
      ],
    );
    const lineOf = (name: string) => text.split('\n').findIndex((line) => line.includes(`"${name}"`)) + 1;
    await to('backward second: gradientPrev');
    assert.equal((await client.stack())[0]?.line, lineOf('second'));
    await to('backward first: gradientPrev');
    // A layer that the file no longer has points at the beginning of the file.
    assert.equal((await client.stack())[0]?.line, 1);
    const breakpoints = [{ line: lineOf('third') }];
    const answer = await client.request('setBreakpoints', { source: { path: THREE }, breakpoints });
    assert.equal(answer.breakpoints[0]?.verified, true);
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.go('continue');
    assert.equal(await client.top(), 'backward third: gradientPrev');
  });

  it('refuses a file that is wrong with all its faults, and changes nothing', async () => {
    edit('"learningRate": 0.5', '"learningRate": "fast"');
    edit('"seed": 1', '"seed": 0.5');
    const message = await client.refused('backstep/configure');
    assert.match(message, /three\.mlp\.json:\d+:\d+: optimizer: learningRate must be a number above 0/);
    assert.match(message, /three\.mlp\.json:\d+:\d+: seed must be a whole number/);
    assert.equal(await client.evaluate('learningRate'), '0.5');
    assert.equal(await client.top(), 'backward third: gradientPrev');
  });

  it('is undone by going back before it, which is said; the file can be applied again', async () => {
    await client.go('stepIn');
    await configure('"learningRate": 0.5', '"learningRate": 0.25');
    await client.go('stepBack');
    assert.equal(await client.evaluate('learningRate'), '0.5');
    assert.match(
      client.output('console'),
      /The run stands before the change of its settings: it has learningRate 0\.5 \(the file says 0\.25\) again\.\n$/,
    );
    assert.equal((await client.scope('Training')).get('learningRate')?.value, '0.5  (the file says 0.25)');
    const { applied } = await client.request('backstep/configure');
    assert.equal(applied.length, 1);
    assert.equal((await client.scope('Training')).get('learningRate')?.value, '0.25');
  });

  it('reaches a run that is under way', async () => {
    edit('"epochs": 3', '"epochs": 1000000');
    await client.request('backstep/configure');
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.request('continue');
    const { applied } = await configure('"learningRate": 0.5', '"learningRate": 0.125');
    assert.equal(applied.length, 1);
    await client.request('pause');
    await client.event('stopped');
    assert.equal(await client.evaluate('learningRate'), '0.125');
  });

  it('reaches a run that is on its way back when it arrives', async () => {
    await client.go('continue');
    await client.request('reverseContinue');
    const { applied } = await configure('"learningRate": 0.5', '"learningRate": 0.125');
    assert.equal(applied.length, 1);
    await client.event('stopped');
    assert.equal(await client.evaluate('learningRate'), '0.125');
    assert.equal(await client.top(), 'backward third: gradientPrev');
  });

  it('takes the learning rate by hand too, from the Variables view or as an expression', async () => {
    const [frame] = await client.stack();
    const { scopes } = await client.request('scopes', { frameId: frame!.id });
    const variablesReference = scopes.find(({ name }) => name === 'Training')!.variablesReference;
    const set = (value: string) =>
      client.request('setVariable', { variablesReference, name: 'learningRate', value });
    assert.equal((await set('learningRate / 2')).value, '0.25');
    await client.event('invalidated');
    assert.match(
      client.output('console'),
      /learningRate: 0\.5 → 0\.25 from the next update \(the file says 0\.5\)\n$/,
    );
    await client.request('setExpression', { expression: 'learningRate', value: '0.0625' });
    assert.equal(await client.evaluate('learningRate'), '0.0625');
    for (const value of ['0', '-1', 'weights', '1 / 0', '1e-60']) {
      const refusal = await client.refused('setExpression', { expression: 'learningRate', value });
      assert.match(refusal, /learningRate takes a number above 0|divi|zero/);
    }
    await client.go('stepIn');
    // What the file says holds when it is saved again.
    const { applied } = await client.request('backstep/configure');
    assert.equal(applied[0]?.words, 'learningRate 0.0625 → 0.5 from the next update');
  });

  it('changes the data of the batch at hand, marked as any edit', async () => {
    await client.request('setExpression', { expression: 'layers.first.input[0][1]', value: '-3' });
    assert.equal(await client.evaluate('layers.first.input[0][1]'), '-3');
    const names = await client.children(
      (await client.request('evaluate', { expression: 'layers.first' })).variablesReference,
    );
    const shown = (name: string) => names.find((one) => one.name === name)?.value ?? '';
    assert.match(shown('input'), /\(edited\)$/);
    assert.match(shown('preActivation'), /\(stale/);
    // The weights' gradient is still to come: it is computed from the new number.
    await to('backward first: gradientWeights');
    const delta = await all('gradientOutput');
    const gradient = await all('gradientWeights');
    for (let j = 0; j < 4; j++) {
      const expected = (-3 * delta[j]! + -0.2 * delta[4 + j]!) / 2;
      assert.ok(Math.abs(gradient[4 + j]! - expected) < 1e-6);
    }
  });

  it('is refused before a launch and after the end', async () => {
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.request('continue');
    await client.event('terminated');
    assert.match(await client.refused('backstep/configure'), /The training is over/);
  });
});
