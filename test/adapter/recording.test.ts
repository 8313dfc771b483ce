import assert from 'node:assert/strict';
import { toJson } from '../../src/export/recording/plainJson';
import { checksum } from '../../src/export/recording/checksum';
import { RECORDED_SOURCE } from '../../src/debug/stack';
import type { RunState } from '../../src/protocol/engine';
import { fixture, newSession, PATIENCE, reference, stoppedSession, testHost, type Debugged } from './host';
import { allNumbers } from './takingAlong';

const THREE = fixture('three.mlp.json');
const AT = '/elsewhere/three.backstep';

describe('a recorded run', function () {
  this.timeout(3 * PATIENCE);
  const open: Debugged[] = [];
  afterEach(() => open.splice(0).forEach(({ session }) => session.dispose()));

  const start = async (program = THREE): Promise<Debugged> => {
    const debugged = await stoppedSession({ program });
    open.push(debugged);
    return debugged;
  };
  const record = async ({ client }: Debugged): Promise<string> =>
    (await client.request('backstep/record')).content;
  /** On a machine that has nothing but the recording. */
  const openRecording = async (content: string, args: object = {}): Promise<Debugged> => {
    const debugged = await stoppedSession({ recording: AT, ...args }, elsewhere(content));
    open.push(debugged);
    return debugged;
  };
  const stateOf = ({ session }: Debugged): RunState => {
    const view = session.run.view();
    if (view.kind === 'none') throw new Error('there is no run');
    return view.state;
  };
  const assertSamePlace = async (a: Debugged, b: Debugged): Promise<void> => {
    assert.deepEqual(stateOf(b), stateOf(a));
    assert.deepEqual(await allNumbers(b.session), await allNumbers(a.session));
    assert.deepEqual((await b.session.run.losses(100)).value, (await a.session.run.losses(100)).value);
  };

  it('opens at the same position with the same numbers, in the middle of a batch step', async () => {
    const original = await start();
    await original.client.request('backstep/runTo', { target: { to: 'steps', steps: 5 } });
    await original.client.event('stopped');
    while ((await original.client.top()) !== 'backward second: gradientOutput')
      await original.client.go('stepIn');
    const opened = await openRecording(await record(original));
    assert.equal(await opened.client.top(), 'backward second: gradientOutput');
    await assertSamePlace(original, opened);
    assert.match(opened.client.output('console'), /A recorded run of three\.backstep, made on webasm/);
  });

  it('goes on, and back to the beginning, with the same numbers', async () => {
    const original = await start();
    await original.client.request('backstep/runTo', { target: { to: 'steps', steps: 4 } });
    await original.client.event('stopped');
    await original.client.go('stepIn');
    const opened = await openRecording(await record(original));
    for (const command of ['stepIn', 'next', 'continue', 'stepBack', 'reverseContinue'] as const) {
      for (const { client } of [original, opened]) await client.go(command);
      await assertSamePlace(original, opened);
    }
    for (const moment of [1, 40, 17]) {
      for (const { client } of [original, opened]) {
        await client.request('backstep/goTo', { moment });
        await client.event('stopped');
      }
      await assertSamePlace(original, opened);
    }
    const [first, second] = await Promise.all(
      [original, opened].map(async ({ client }) => {
        await client.request('setExceptionBreakpoints', { filters: [] });
        await client.request('continue', { threadId: 1 });
        await client.event('terminated');
        return client.output('console').match(/Training is done.*/)?.[0];
      }),
    );
    assert.ok(first);
    assert.equal(second, first);
  });

  it('keeps what was changed by hand, the settings, and the marks of what is stale', async () => {
    const original = await start(reference('adam-partial-batch.mlp.json'));
    const { client } = original;
    await client.request('setExpression', { expression: 'weights[0][0]', value: '0.25' });
    await client.go('stepIn');
    await client.request('setExpression', { expression: 'layers.layer3.gradientOutput[0][0]', value: '0' });
    const opened = await openRecording(await record(original));
    await assertSamePlace(original, opened);
    for (const command of ['next', 'continue', 'continue', 'stepBack'] as const) {
      for (const debugged of [original, opened]) await debugged.client.go(command);
      await assertSamePlace(original, opened);
    }
  });

  it('stands in its past where it was saved in its past', async () => {
    const original = await start();
    await original.client.request('backstep/runTo', { target: { to: 'epoch' } });
    await original.client.event('stopped');
    await original.client.go('stepIn');
    await original.client.request('backstep/goTo', { moment: 9 });
    await original.client.event('stopped');
    const opened = await openRecording(await record(original));
    await assertSamePlace(original, opened);
    assert.ok(stateOf(opened).newest > stateOf(opened).moment);
  });

  it('can be saved again, from where it has gone', async () => {
    const original = await start();
    const opened = await openRecording(await record(original));
    for (const { client } of [original, opened]) await client.go('continue');
    const again = await openRecording(await record(opened));
    await assertSamePlace(original, again);
  });

  it('begins at its position again when it is restarted', async () => {
    const original = await start();
    const opened = await openRecording(await record(original));
    await opened.client.go('continue');
    await opened.client.request('restart', {});
    await opened.client.event('stopped');
    await assertSamePlace(original, opened);
  });

  it('gives a client without the definition file its text, and places its frames in it', async () => {
    const original = await start();
    const opened = await openRecording(await record(original));
    const [frame] = await opened.client.stack();
    assert.equal(frame?.source?.sourceReference, RECORDED_SOURCE);
    assert.equal(frame.line, (await original.client.stack())[0]?.line);
    const { content } = await opened.client.request('source', { sourceReference: RECORDED_SOURCE });
    assert.match(content, /Three layers, five samples/);
  });

  it('shows the definition file where the client says it does', async () => {
    const original = await start();
    const program = 'backstep-recorded://file/elsewhere/three.mlp.json';
    const opened = await openRecording(await record(original), { program });
    const [frame] = await opened.client.stack();
    assert.deepEqual(frame?.source, { name: 'three.mlp.json', path: program });
    const { breakpoints } = await opened.client.request('setBreakpoints', {
      source: { path: program },
      breakpoints: [{ line: frame.line }],
    });
    assert.equal(breakpoints[0]?.verified, true);
  });

  describe('that is damaged', () => {
    const refusal = async (content: string): Promise<string> => {
      const debugged = newSession(elsewhere(content));
      open.push(debugged);
      const response = await debugged.client.launch({ recording: AT });
      assert.equal(response.success, false);
      return response.message ?? '';
    };

    it('says so: cut off, changed, of another kind, of a newer Backstep', async () => {
      const content = await record(await start());
      const damaged = /three\.backstep: This recorded run is damaged: it was cut off or changed/;
      assert.match(await refusal(content.slice(0, -500)), damaged);
      const at = Math.floor(content.length / 2);
      assert.match(await refusal(`${content.slice(0, at)}?${content.slice(at + 1)}`), damaged);
      assert.match(await refusal('{ "data": {} }'), /This is no recorded run of Backstep/);
      assert.match(await refusal(''), /This is no recorded run of Backstep/);
      const newer = content.replace('"version":1,"backstep":"0.1.0"', '"version":2,"backstep":"9.0.0"');
      assert.match(
        await refusal(newer),
        /written by a newer Backstep \(9\.0\.0, format 2; this one reads up to 1\)/,
      );
    });

    it('says so when the run in it does not fit to its own network', async () => {
      const [first = '', second = ''] = (await record(await start())).split('\n');
      const body = JSON.parse(second) as { value: { record: { checkpoints: unknown[] } } };
      body.value.record.checkpoints = [];
      const changed = JSON.stringify(body);
      const header = { ...(JSON.parse(first) as object), checksum: checksum(changed) };
      const message = await refusal(`${JSON.stringify(header)}\n${changed}\n`);
      assert.match(message, /The training cannot start: This recorded run is damaged: it has no beginning/);
    });

    it('is no launch when the recording is named wrongly', async () => {
      const debugged = newSession();
      open.push(debugged);
      const response = await debugged.client.launch({ recording: 7 });
      assert.match(response.message ?? '', /'recording' of a launch is the path of a recorded run/);
    });
  });

  it('is not saved while the run goes on, or after its end', async () => {
    const { client } = await start();
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.request('continue', { threadId: 1 });
    await client.event('terminated');
    assert.match(await client.refused('backstep/record'), /The training is over/);
  });

  function elsewhere(content: string): ReturnType<typeof testHost> {
    const host = testHost();
    host.texts.set(AT, content);
    return host;
  }
});

describe('plain values as JSON', () => {
  it('come back bit for bit, and say which text is none', async () => {
    const { fromJson } = await import('../../src/export/recording/plainJson');
    const numbers = Float32Array.of(0.1, -0, NaN, Infinity, -Infinity, 1e-45);
    const value = {
      a: numbers,
      b: { again: numbers, none: null, list: [NaN, -0, Infinity, 1 / 3, 'text', true] },
      c: Float64Array.of(Math.PI),
      d: Int32Array.of(-1),
      e: new Float32Array(0),
    };
    const back = fromJson(toJson(value)) as typeof value;
    assert.deepEqual(back, value);
    assert.ok(Object.is(back.b.list[1], -0));
    assert.ok(Object.is(back.a[1], -0));
    assert.equal(back.a, back.b.again, 'one array stays one');
    assert.throws(() => fromJson('{}'));
  });
});
