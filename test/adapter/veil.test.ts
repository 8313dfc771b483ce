/** What a learner is about to predict is told nowhere, until the host says so. */
import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { fixture, PATIENCE, stoppedSession, type Debugged } from './host';

const THREE = fixture('three.mlp.json');
const HIDDEN = 'hidden until you answer';

describe('numbers that are to be predicted', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(async () => {
    debugged = await stoppedSession({ program: THREE });
    client = debugged.client;
  });
  afterEach(() => debugged.session.dispose());

  const hide = (...hidden: { layer: string | null; quantity: string; index?: (number | null)[] }[]) =>
    client.request('backstep/veil', { hidden: hidden.map((one) => ({ index: [], ...one })) });
  const valuesIn = async (scope: string): Promise<Map<string, string>> => {
    const [frame] = await client.stack();
    const { scopes } = await client.request('scopes', { frameId: frame!.id });
    const { variablesReference } = scopes.find(({ name }) => name === scope)!;
    const { variables } = await client.request('variables', { variablesReference });
    return new Map(variables.map(({ name, value }) => [name, value]));
  };
  const refused = (expression: string): Promise<void> =>
    assert.rejects(client.evaluate(expression, 'watch'), new RegExp(HIDDEN));

  it('are hidden in the Variables, in watches, hovers and on the clipboard', async () => {
    const before = await client.evaluate('gradientWeights[0][0]', 'watch');
    assert.ok(Number.isFinite(Number(before)));
    await hide({ layer: 'third', quantity: 'gradientWeights', index: [0, 0] });
    await client.event('invalidated');
    const backward = await valuesIn('Backward');
    assert.equal(backward.get('gradientWeights'), HIDDEN);
    assert.match(backward.get('gradientOutput') ?? '', /\d × \d/);
    for (const context of ['watch', 'hover', 'clipboard', 'repl'])
      await assert.rejects(client.evaluate('gradientWeights', context), new RegExp(HIDDEN));
    await refused('gradientWeights[0][0]');
    await refused('layers.third.gradientWeights[0]');
    await refused('layers[-1].gradientWeights');
    await refused('norm(gradientWeights) * 2');
    await refused('1 + layers["third"].gradientWeights[0, 0]');
    // Of another layer, and what it is made of, there is nothing to hide.
    assert.match(await client.evaluate('gradientOutput', 'watch'), /\d/);
    await hide();
    assert.equal(await client.evaluate('gradientWeights[0][0]', 'watch'), before);
  });

  it('are hidden wherever the same numbers stand, and cannot be changed', async () => {
    await hide({ layer: 'third', quantity: 'input' });
    await refused('input');
    await refused('layers.second.output');
    assert.match(await client.evaluate('layers.second.input', 'watch'), /\d/);
    await assert.rejects(
      client.request('setExpression', { expression: 'layers.second.output[0][0]', value: '1' }),
      new RegExp(HIDDEN),
    );
    await assert.rejects(
      client.request('setExpression', { expression: 'weights[0][0]', value: 'input[0, 0]' }),
      new RegExp(HIDDEN),
    );
  });

  it('hide the loss when it is the loss', async () => {
    await hide({ layer: null, quantity: 'loss' });
    assert.equal((await valuesIn('Training')).get('loss'), HIDDEN);
    await refused('loss');
    await refused('loss * 2');
    assert.equal(debugged.session.run.hides(0, 'loss'), true);
    assert.equal(debugged.session.run.hides(2, 'output'), false);
  });

  it('cannot be unfolded though they were before', async () => {
    const [frame] = await client.stack();
    const { scopes } = await client.request('scopes', { frameId: frame!.id });
    const backward = scopes.find(({ name }) => name === 'Backward')!;
    const { variables } = await client.request('variables', {
      variablesReference: backward.variablesReference,
    });
    const { variablesReference } = variables.find(({ name }) => name === 'gradientWeights')!;
    await hide({ layer: 'third', quantity: 'gradientWeights' });
    assert.deepEqual(await client.request('variables', { variablesReference }), { variables: [] });
  });

  it('stay hidden while the run moves, and are there again after a restart', async () => {
    await hide({ layer: 'third', quantity: 'gradientWeights' });
    await client.go('stepIn');
    await refused('layers.third.gradientWeights');
    await client.request('restart');
    await client.event('stopped');
    assert.match(await client.evaluate('layers.third.gradientWeights', 'watch'), /\d/);
  });

  it('are named: anything else is refused, and hides nothing', async () => {
    await assert.rejects(hide({ layer: 'third', quantity: 'colour' }), /no quantity/);
    await assert.rejects(client.request('backstep/veil', {}), /has to be a list/);
    await hide({ layer: 'no such layer', quantity: 'gradientWeights' });
    assert.match(await client.evaluate('gradientWeights', 'watch'), /\d/);
  });
});
