import assert from 'node:assert/strict';
import { fixture, PATIENCE, stoppedSession, type Debugged } from './host';
import type { TestClient } from './client';

const THREE = fixture('three.mlp.json');

describe('going back', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(async () => {
    debugged = await stoppedSession({ program: THREE });
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  it('undoes one operation, and says that this is the past', async () => {
    const delta = await client.evaluate('gradientPrev[0][0]');
    const stop = await client.go('stepBack');
    assert.equal(stop.reason, 'step');
    assert.match(stop.description ?? '', /gradientWeights of 'third', 1 operation before the newest$/);
    assert.equal(await client.top(), 'backward third: gradientWeights');
    assert.match(
      await client.refused('evaluate', { expression: 'gradientPrev', context: 'watch' }),
      /absent/,
    );
    await client.go('stepIn');
    assert.equal(await client.evaluate('gradientPrev[0][0]'), delta);
  });

  it('goes back to where continue would have stopped, to the very first operation', async () => {
    const seen = [await client.top()];
    for (let i = 0; i < 5; i++) {
      await client.go('continue');
      seen.push(await client.top());
    }
    seen.pop();
    while (seen.length > 0) {
      await client.go('reverseContinue');
      assert.equal(await client.top(), seen.pop());
    }
    const beginning = await client.go('reverseContinue');
    assert.equal(beginning.reason, 'entry');
    assert.match(beginning.description ?? '', /^Paused at the beginning/);
    assert.equal(await client.top(), 'forward first: preActivation');
  });

  it('repeats the numbers of another epoch when it comes that way again', async () => {
    for (let i = 0; i < 11; i++) await client.go('continue');
    const frames = (await client.stack()).map(({ name }) => name);
    const weights = await client.evaluate('layers.first.gradientWeights');
    for (let i = 0; i < 9; i++) await client.go('reverseContinue');
    assert.notEqual(await client.evaluate('layers.first.gradientWeights').catch(() => 'absent'), weights);
    for (let i = 0; i < 9; i++) await client.go('continue');
    assert.deepEqual(
      (await client.stack()).map(({ name }) => name),
      frames,
    );
    assert.equal(await client.evaluate('layers.first.gradientWeights'), weights);
  });

  it('runs a frame again from its beginning', async () => {
    await client.go('continue');
    const [operation, batchStep] = await client.stack();
    assert.equal(operation!.name, 'backward second: gradientPrev');
    const again = client.event('stopped');
    await client.request('restartFrame', { frameId: operation!.id });
    assert.equal((await again).body.reason, 'restart');
    assert.equal(await client.top(), 'backward third: gradientPrev');
    await client.refused('restartFrame', { frameId: batchStep!.id });
    const [, currentBatchStep] = await client.stack();
    const beginning = client.event('stopped');
    await client.request('restartFrame', { frameId: currentBatchStep!.id });
    await beginning;
    assert.equal(await client.top(), 'forward first: preActivation');
  });
});
