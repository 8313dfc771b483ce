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

  it('goes to any moment that was reached, and tells the client that it is on its way', async () => {
    const beginning = await client.top();
    const goTo = async (moment: number) => {
      const before = client.came('continued');
      await client.request('backstep/goTo', { moment });
      const { body } = await client.event('stopped');
      assert.equal(client.came('continued'), before + 1);
      return body;
    };
    for (let i = 0; i < 4; i++) await client.go('continue');
    const view = debugged.session.run.view();
    assert.ok(view.kind === 'stopped');
    const { moment: newest } = view.state;
    const [top, weights] = [await client.top(), await client.evaluate('weights')];
    const stop = await goTo(1);
    assert.equal(stop.reason, 'goto');
    assert.match(stop.description ?? '', /before the newest$/);
    assert.equal(await client.top(), 'forward first: preActivation');
    assert.notEqual(await client.top(), beginning);
    assert.doesNotMatch((await goTo(newest)).description ?? '', /newest/);
    assert.deepEqual([await client.top(), await client.evaluate('weights')], [top, weights]);
  });

  it('refuses to go to what is no moment of the run, and while the run is under way', async () => {
    for (const moment of [0, -1, 1.5, 1e9, '1', null, undefined])
      assert.match(await client.refused('backstep/goTo', { moment }), /whole number from 1 to \d+/);
    assert.match(await client.refused('backstep/goTo'), /whole number/);
    assert.equal(client.came('continued'), 0);
    const first = client.request('backstep/goTo', { moment: 1 });
    assert.match(await client.refused('backstep/goTo', { moment: 2 }), /going on; pause it first/);
    await first;
    await client.event('stopped');
    assert.equal(await client.top(), 'forward first: preActivation');
  });

  it('tells the losses of all batch steps, those ahead of a run in its past included', async () => {
    const follower = debugged.session.run;
    for (let i = 0; i < 10; i++) await client.go('continue');
    const { value: curve } = await follower.losses(100);
    assert.ok(curve.count >= 3);
    assert.deepEqual([...curve.steps], [...Array(curve.count).keys()]);
    await client.request('backstep/goTo', { moment: 1 });
    await client.event('stopped');
    const { moment, value } = await follower.losses(100);
    assert.equal(moment, 1);
    assert.deepEqual(value, curve);
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
