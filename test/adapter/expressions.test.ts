import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { fixture, PATIENCE, stoppedSession, type Debugged } from './host';

describe('expressions', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  before(async () => {
    debugged = await stoppedSession({ program: fixture('three.mlp.json') });
    client = debugged.client;
    await client.go('continue');
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });
  after(() => debugged.session.dispose());

  const whole = async (expression: string): Promise<unknown> =>
    JSON.parse(await client.evaluate(expression, 'clipboard'));

  it('are computed over the numbers of the stop', async () => {
    const gradient = (await whole('gradientWeights')) as number[][];
    const again = (await whole('transpose(input) * gradientOutput / N')) as number[][];
    again.flat().forEach((value, i) => {
      const expected = gradient.flat()[i] ?? NaN;
      assert.ok(Math.abs(value - expected) <= 1e-6 + 1e-5 * Math.abs(expected), `${value}, not ${expected}`);
    });
    const norm = Math.hypot(...gradient.flat());
    assert.ok(Math.abs(Number(await client.evaluate('norm(gradientWeights)')) - norm) < 1e-6);
    assert.equal(await client.evaluate('1 + 2'), '3');
    assert.equal(await client.evaluate('loss > 0 and N == 2'), 'true');
    assert.equal(await client.evaluate('shape(layers.third.weights)[0]'), '3');
  });

  it('show their shape first and can be expanded, a page at a time', async () => {
    const { result, variablesReference, indexedVariables } = await client.request('evaluate', {
      expression: 'weights .* 2',
      context: 'repl',
    });
    assert.match(result, /^4 × 3 {2}\[\[/);
    assert.equal(indexedVariables, 4);
    const page = await client.children(variablesReference, { filter: 'indexed', start: 1, count: 2 });
    assert.deepEqual(
      page.map(({ name, indexedVariables: columns }) => [name, columns]),
      [
        ['[1]', 3],
        ['[2]', 3],
      ],
    );
    assert.deepEqual(await client.children(variablesReference, { filter: 'named' }), []);
    const [row] = page;
    assert.equal(row?.evaluateName, '(weights .* 2)[1]');
    assert.deepEqual(
      await Promise.all(page.map((variable) => client.numbers(variable))),
      ((await whole('weights .* 2')) as number[][]).slice(1, 3),
    );
    assert.equal(await client.evaluate(row.evaluateName), row.value);
  });

  it('of three axes can be expanded too', async () => {
    const { result, variablesReference } = await client.request('evaluate', {
      expression: 'activationDerivative + activationDerivative',
      context: 'watch',
    });
    assert.match(result, /^2 × 3 × 3 {2}\[\[\[.*, …\]$/);
    const matrices = await client.children(variablesReference);
    assert.deepEqual(
      matrices.map(({ value }) => value.slice(0, 5)),
      ['3 × 3', '3 × 3'],
    );
  });

  it("do not give the run's own numbers away", async () => {
    const before = await client.evaluate('input');
    await client.evaluate('input + 0');
    await client.evaluate('+input');
    assert.equal(await client.evaluate('input'), before);
  });

  describe('are completed', () => {
    const labels = async (text: string, column = text.length + 1): Promise<string[]> =>
      (await client.request('completions', { text, column })).targets.map(({ label }) => label);

    it('with names, functions and layers', async () => {
      assert.deepEqual((await labels('gradientW'))[0], 'gradientWeights');
      assert.ok((await labels('2 * nor')).some((label) => label.startsWith('norm(')));
      assert.deepEqual(await labels('layers.'), ['first', 'second', 'third']);
      assert.ok((await labels('layers.third.')).includes('gradientBias'));
      assert.deepEqual(await labels('layers.first', 8), ['first', 'second', 'third']);
    });

    it('at the place that is being written', async () => {
      const text = 'loss + gradientP';
      const { targets } = await client.request('completions', { text, column: text.length + 1 });
      const [target] = targets;
      assert.deepEqual([target?.label, target?.start, target?.length], ['gradientPrev', 8, 9]);
      assert.equal(target?.type, 'variable');
    });

    it('only when it is said where', async () => {
      assert.match(await client.refused('completions', { text: 'x' }), /'column'/);
    });
  });

  it('are refused when they are too much, and the session lives on', async () => {
    const huge = 'outer(ones(10000), ones(10000))';
    assert.match(await client.refused('evaluate', { expression: huge, context: 'repl' }), /Too large/);
    assert.equal(await client.evaluate('N'), '2');
  });
});
