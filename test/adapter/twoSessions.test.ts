/** Two sessions of one host at once: each with its own run, stops, breakpoints and end. */
import assert from 'node:assert/strict';
import { fixture, lineOf, PATIENCE, stoppedSession, testHost } from './host';

const THREE = fixture('three.mlp.json');
const IRIS = fixture('iris.mlp.json');

describe('two sessions at once', function () {
  this.timeout(PATIENCE);

  it('stand, move, stop and end each by itself', async () => {
    const host = testHost();
    const [three, iris] = await Promise.all([
      stoppedSession({ program: THREE }, host),
      stoppedSession({ program: IRIS }, host),
    ]);
    const names = [three, iris].map(({ session }) => {
      const view = session.run.view();
      return view.kind === 'none' ? '' : view.run;
    });
    assert.notEqual(names[0], names[1], 'no two runs have one id');

    await three.client.request('setBreakpoints', {
      source: { path: THREE },
      breakpoints: [{ line: lineOf(THREE, 'FIRST') }],
    });
    await three.client.request('setExceptionBreakpoints', { filters: [] });
    await three.client.go('continue');
    assert.equal(await three.client.top(), 'backward first: gradientPrev');
    assert.equal(await iris.client.top(), 'backward output: gradientPrev', 'the other has not moved');
    await iris.client.go('continue');
    assert.equal(await iris.client.top(), 'backward hidden: gradientPrev', 'its toggles are its own');

    const weights = await iris.client.evaluate('weights', 'clipboard');
    await three.client.go('stepBack');
    await three.client.request('setExpression', { expression: 'layers.first.weights[0][0]', value: '9' });
    assert.equal(await iris.client.evaluate('weights', 'clipboard'), weights);

    await three.client.request('setBreakpoints', { source: { path: THREE }, breakpoints: [] });
    await three.client.request('continue', { threadId: 1 });
    await three.client.event('terminated');
    await three.client.request('disconnect');
    assert.equal(iris.client.came('terminated'), 0);
    assert.equal(await iris.client.top(), 'backward hidden: gradientPrev', 'the other goes on standing');
    await iris.client.go('stepBack');
    assert.deepEqual(host.engines, { started: 2, disposed: 1 });
    iris.session.dispose();
    three.session.dispose();
  });

  it('pause each for itself', async () => {
    const host = testHost();
    const text = '{"data":{"dataset":"xor"},"layers":[{"units":1,"activation":"sigmoid"}],"epochs":10000000}';
    host.texts.set('/a.mlp.json', text);
    host.texts.set('/b.mlp.json', text);
    const [a, b] = [
      await stoppedSession({ program: '/a.mlp.json' }, host),
      await stoppedSession({ program: '/b.mlp.json' }, host),
    ];
    for (const { client } of [a, b]) {
      await client.request('setExceptionBreakpoints', { filters: [] });
      await client.request('continue', { threadId: 1 });
    }
    await a.client.request('pause', { threadId: 1 });
    assert.equal((await a.client.event('stopped')).body.reason, 'pause');
    assert.equal(b.client.came('stopped'), 0);
    assert.match(await b.client.refused('stackTrace', { threadId: 1 }), /going on/);
    await b.client.request('pause', { threadId: 1 });
    await b.client.event('stopped');
    for (const { session } of [a, b]) session.dispose();
  });
});
