import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fixture, newSession, PATIENCE, stoppedSession, type Debugged } from './host';

const THREE = fixture('three.mlp.json');

describe('the algorithm as a source', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged | undefined;
  afterEach(() => debugged?.session.dispose());

  const contentOf = async ({ client }: Debugged, name: string): Promise<string> => {
    const { sources } = await client.request('loadedSources');
    const source = sources.find((one) => one.name === name);
    assert.ok(source, `${name} among ${sources.map((one) => one.name).join(', ')}`);
    const { content } = await client.request('source', {
      source,
      sourceReference: source.sourceReference ?? 0,
    });
    return content;
  };

  it('is listed for every layer in both notations, beside the file', async () => {
    debugged = await stoppedSession({ program: THREE });
    const { sources } = await debugged.client.request('loadedSources');
    assert.deepEqual(
      sources.map(({ name }) => name),
      ['three.mlp.json', 'first', 'second', 'third'].flatMap((name) =>
        name.endsWith('.json') ? [name] : [`${name}.numpy.py`, `${name}.mathematics.txt`],
      ),
    );
    const references = sources.slice(1).map(({ sourceReference }) => sourceReference);
    assert.equal(new Set(references).size, 6);
    assert.ok(!references.includes(0));
  });

  it('can be read, as can the file', async () => {
    debugged = await stoppedSession({ program: THREE });
    const numpy = await contentOf(debugged, 'first.numpy.py');
    assert.match(numpy, /^# Layer 'first'/);
    assert.match(numpy, /activationDerivative = 1 - output \*\* 2/);
    assert.doesNotMatch(numpy, /lossAndGradient/);
    assert.match(await contentOf(debugged, 'third.numpy.py'), /def lossAndGradient/);
    assert.match(await contentOf(debugged, 'first.mathematics.txt'), /a′ = 1 − A⁽ˡ⁾²/);
    assert.equal(await contentOf(debugged, 'three.mlp.json'), readFileSync(THREE, 'utf8'));
  });

  it('is told of when a run begins, and again when it restarts', async () => {
    const host = newSession();
    debugged = host;
    const { client } = host;
    const text = readFileSync(THREE, 'utf8');
    const told = (from: number): string[] =>
      client.messages
        .slice(from)
        .filter((one): one is Dap.LoadedSourceEvent => (one as Dap.Event).event === 'loadedSource')
        .map(({ body }) => `${body.reason} ${body.source.name ?? ''}`);
    assert.deepEqual(await client.request('loadedSources'), { sources: [] });
    await client.launch({ program: THREE });
    await client.event('stopped');
    assert.equal(told(0).length, 7);
    assert.ok(told(0).every((line) => line.startsWith('new ')));
    host.host.texts.set(THREE, text.replace('"second"', '"middle"'));
    const before = client.messages.length;
    await client.request('restart');
    await client.event('stopped');
    assert.deepEqual(told(before).slice(0, 3), [
      'removed second.numpy.py',
      'removed second.mathematics.txt',
      'changed three.mlp.json',
    ]);
    assert.ok(told(before).includes('new middle.numpy.py'));
  });

  it('is refused by a number that means nothing, and the session lives on', async () => {
    debugged = await stoppedSession({ program: THREE });
    const { client } = debugged;
    for (const args of [
      {},
      { sourceReference: 99 },
      { sourceReference: -1 },
      { source: { path: '/etc/passwd' } },
    ]) {
      assert.match(await client.refused('source', args), /There is no source/);
    }
    assert.match(await client.top(), /^backward third/);
  });

  it('follows the run: the line at hand, and the values that are there', async () => {
    debugged = await stoppedSession({ program: THREE, stopOnEntry: true });
    const { client, session } = debugged;
    const look = async (): Promise<[string, string[]]> => {
      const { value } = await session.run.algorithm('numpy');
      const lines = value.listing.lines.map(({ text }) => text.trim());
      const { first, last } = value.current!;
      const values = lines.flatMap((line, i) =>
        value.values[i] === null ? [] : [`${line.split(' = ')[0]!}: ${value.values[i]!}`],
      );
      return [lines.slice(first, last + 1).join('; '), values];
    };
    const [forward, afterForward] = await look();
    assert.equal(forward, 'preActivation = input @ weights + bias');
    assert.equal(afterForward.length, 1);
    assert.match(afterForward[0]!, /^preActivation: 2 × 4, norm [\d.]+$/);
    // No toggle stops at the third operation of a backward step: there by single steps.
    while (!(await client.top()).startsWith('backward first: gradientWeights')) await client.go('stepIn');
    const [backward, values] = await look();
    assert.match(backward, /^gradientWeights = input\.T @ gradientOutput \/ N; gradientBias = /);
    assert.deepEqual(
      values.map((value) => value.split(':')[0]),
      [
        'preActivation',
        'output',
        'activationDerivative',
        'gradientOutput',
        'gradientWeights',
        'gradientBias',
      ],
    );
    // Four numbers are few enough to be written out, and they are those of the Variables view.
    const bias = (await client.scope('Backward')).get('gradientBias')!.value;
    assert.equal(values.at(-1), `gradientBias: ${bias.replace(/ {2}\[(.*)\]$/, '  [$1]')}`);
  });

  it('gives the update ratio only once there is an update', async () => {
    debugged = await stoppedSession({ program: THREE });
    const { client, session } = debugged;
    const ratio = async (): Promise<number | null> => (await session.run.updateRatio(0)).value;
    while (!(await client.top()).startsWith('backward first')) await client.go('continue');
    assert.equal(await ratio(), null);
    const [before, gradient] = [
      Number(await client.evaluate('norm(weights)')),
      Number(await client.evaluate('norm(learningRate * gradientWeights)')),
    ];
    await client.go('stepIn');
    assert.equal(await client.top(), 'update first: update');
    const measured = (await ratio())!;
    assert.ok(Math.abs(measured - gradient / before) < 1e-5 * measured, `${measured}`);
    await client.go('stepOut');
    await client.go('stepIn');
    assert.equal(await ratio(), null);
  });
});
