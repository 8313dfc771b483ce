import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { fixture, newSession, PATIENCE, stoppedSession, type Debugged } from './host';

const THREE = fixture('three.mlp.json');

describe('changing numbers by hand', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(async () => {
    debugged = await stoppedSession({ program: THREE });
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  const set = (expression: string, value: string) => client.request('setExpression', { expression, value });
  const refusal = (expression: string, value: string) =>
    client.refused('setExpression', { expression, value });
  const number = async (expression: string) => Number(await client.evaluate(expression));

  it('computes what follows from the new numbers', async () => {
    while ((await client.top()) !== 'backward second: gradientOutput') await client.go('stepIn');
    const input = JSON.parse(await client.evaluate('input', 'clipboard')) as number[][];
    await set('gradientOutput', 'gradientOutput * 0');
    await set('gradientOutput[1][2]', '0.5');
    await client.go('stepIn');
    const gradient = JSON.parse(await client.evaluate('gradientWeights', 'clipboard')) as number[][];
    // gradientWeights = inputᵀ · gradientOutput / N: one element of gradientOutput is left.
    gradient.forEach((row, k) =>
      row.forEach((value, j) => {
        const expected = j === 2 ? (input[1]![k]! * 0.5) / 2 : 0;
        assert.ok(Math.abs(value - expected) < 1e-7, `[${k}][${j}]: ${value} instead of ${expected}`);
      }),
    );
  });

  it('takes a value for an element in the Variables view, answers with it and says what was done', async () => {
    const weights = (await client.scope('Parameters')).get('weights')!;
    assert.equal(weights.presentationHint?.attributes, undefined);
    const [row] = await client.children(weights.variablesReference);
    const [element] = await client.children(row!.variablesReference);
    const body = await client.request('setVariable', {
      variablesReference: row!.variablesReference,
      name: '[0]',
      value: '-weights[0, 0] * 2',
    });
    assert.ok(Math.abs(Number(body.value) + 2 * Number(element!.value)) < 1e-6);
    assert.equal(await client.evaluate('weights[0][0]'), body.value);
    await client.event('invalidated');
    assert.ok(
      client.output('console').endsWith(`weights[0][0] of 'third': ${element!.value} → ${body.value}\n`),
    );
  });

  it('takes a row or a matrix of the right shape', async () => {
    await set('layers.first.weights', 'zeros(2, 4)');
    await set('layers.first.weights[1]', '[1, 2, 3, 4]');
    await set('layers.first.weights[:, 1:3]', 'ones(2, 2)');
    assert.deepEqual(JSON.parse(await client.evaluate('layers.first.weights', 'clipboard')), [
      [0, 1, 1, 0],
      [1, 1, 1, 4],
    ]);
    assert.match(client.output('console'), /^weights\[1\] of 'first': 4 {2}\[0, 0, 0, 0\] → 4 {2}\[1, 2/m);
    assert.match(client.output('console'), /^weights\[0:2, 1:3\] of 'first': /m);
  });

  it('says in words what was edited and what is stale, in the Variables view and of the loss', async () => {
    const plain = await client.scope('Forward');
    assert.doesNotMatch([...plain.values()].map(({ value }) => value).join(), /stale|edited/);
    await set('preActivation', 'preActivation + 1');
    const forward = await client.scope('Forward');
    assert.match(forward.get('preActivation')!.value, /\(edited\)$/);
    assert.match(forward.get('output')!.value, /\(stale: computed before the edit\)$/);
    assert.doesNotMatch(forward.get('input')!.value, /stale|edited/);
    assert.match(
      (await client.scope('Backward')).get('gradientWeights')!.value,
      /\(stale: computed before the edit\)$/,
    );
    const loss = (await client.scope('Training')).get('loss')!;
    assert.match(loss.value, /\(stale: computed before the edit\)$/);
    assert.deepEqual(loss.presentationHint?.attributes, ['readOnly']);
  });

  it('is undone by stepping back to before it', async () => {
    await client.go('stepIn');
    const before = await client.evaluate('weights', 'clipboard');
    await client.go('stepIn');
    const gradient = await client.evaluate('gradientOutput', 'clipboard');
    await client.go('stepBack');
    await client.go('stepIn');
    await set('weights[0][0]', '7');
    await client.go('stepBack');
    assert.equal(await client.evaluate('weights', 'clipboard'), before);
    await client.go('stepIn');
    assert.equal(await client.evaluate('weights', 'clipboard'), before);
    assert.equal(await client.evaluate('gradientOutput', 'clipboard'), gradient);
    const weights = (await client.scope('Parameters')).get('weights')!;
    assert.doesNotMatch(weights.value, /edited/);
  });

  it('tells the follower another state of the same moment', async () => {
    const { run } = debugged.session;
    const before = run.view();
    let calls = 0;
    run.onDidChange(() => calls++);
    await set('output[0][0]', '0.5');
    const after = run.view();
    assert.ok(before.kind === 'stopped' && after.kind === 'stopped');
    assert.equal(calls, 1);
    assert.notEqual(after.state, before.state);
    assert.equal(after.state.moment, before.state.moment);
    assert.equal(after.state.lossIsStale, true);
    assert.equal((await run.summaries(2)).value.output?.mark, 'edited');
  });

  it('refuses in words what does not fit or cannot be changed', async () => {
    assert.match(await refusal('loss', '0'), /'loss' belongs to the training and cannot be changed/);
    assert.match(await refusal('weights * 2', '0'), /'weights \* 2' is computed and cannot be changed/);
    assert.match(await refusal('layers.first', '0'), /cannot be changed/);
    assert.match(await refusal('layers.second.gradientWeights', '0'), /absent here/);
    assert.match(await refusal('weights', '0'), /takes a matrix of the shape 3 × 1, not a single number/);
    assert.match(await refusal('weights', 'zeros(2, 2)'), /shape 3 × 1, not one of the shape 2 × 2/);
    assert.match(await refusal('weights[0][0]', 'weights'), /takes one number, not one of the shape/);
    assert.match(await refusal('weights[0][0]', '1 > 0'), /takes one number, not true or false/);
    assert.match(await refusal('weights[9][0]', '0'), /out of range/);
    assert.match(await refusal('weights[0][0]', '1 + wieghts'), /weights/);
    await refusal('weights[0][0]', '');
    const training = (await client.stack())[0]!;
    const { scopes } = await client.request('scopes', { frameId: training.id });
    const { variablesReference } = scopes.find(({ name }) => name === 'Training')!;
    assert.match(
      await client.refused('setVariable', { variablesReference, name: 'epoch', value: '0' }),
      /'epoch' belongs to the training/,
    );
    assert.equal(client.came('invalidated'), 0);
    assert.ok(Number.isFinite(await number('weights[0][0]')));
  });

  it('is refused while the run is under way, and in turn after it stands again', async () => {
    const going = client.request('next', { threadId: 1 });
    assert.match(await refusal('weights[0][0]', '0'), /going on; pause it first/);
    await going;
    await client.event('stopped');
  });

  it('sends no event that the client has not said it knows', async () => {
    const other = newSession();
    await other.client.request('initialize', { adapterID: 'backstep' });
    const launched = other.client.request('launch', { program: THREE });
    await other.client.request('configurationDone');
    await launched;
    await other.client.event('stopped');
    await other.client.request('setExpression', { expression: 'weights[0][0]', value: '0' });
    assert.equal(await other.client.evaluate('weights[0][0]'), '0');
    assert.equal(other.client.came('invalidated'), 0);
    other.session.dispose();
  });
});
