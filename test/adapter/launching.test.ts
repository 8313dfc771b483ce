import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FILTERS } from '../../src/debug/capabilities';
import { fixture, lineOf, newSession, stoppedSession, testHost, type Debugged, PATIENCE } from './host';

const THREE = fixture('three.mlp.json');
const BAD = '/bad.mlp.json';

describe('launching', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  beforeEach(() => {
    debugged = newSession();
  });
  afterEach(() => debugged.session.dispose());

  it('says in its capabilities what it does', async () => {
    const { client } = debugged;
    const capabilities = await client.request('initialize', { adapterID: 'backstep' });
    assert.deepEqual(
      capabilities.exceptionBreakpointFilters?.map((filter) => [filter.filter, filter.default]),
      [
        ['backward', true],
        ['forward', false],
        ['loss', false],
        ['update', false],
        ['epoch', false],
        ['nonFinite', true],
        ['vanishing', false],
        ['exploding', false],
        ['deadRelu', false],
        ['saturated', false],
        ['unchanged', false],
        ['lossNotDecreasing', false],
      ],
    );
    assert.deepEqual(
      capabilities.exceptionBreakpointFilters.filter((one) => one.supportsCondition).map((one) => one.filter),
      ['vanishing', 'exploding', 'deadRelu', 'saturated', 'unchanged', 'lossNotDecreasing'],
    );
    assert.equal(capabilities.supportsExceptionFilterOptions, true);
    assert.equal(capabilities.supportsStepBack, true);
    assert.equal(capabilities.supportsConditionalBreakpoints, true);
    assert.equal(capabilities.supportsHitConditionalBreakpoints, true);
    assert.equal(capabilities.supportsLogPoints, true);
    assert.equal(capabilities.supportsBreakpointLocationsRequest, true);
    assert.equal(capabilities.supportsCompletionsRequest, true);
    assert.equal(capabilities.supportsSetVariable, true);
    assert.equal(capabilities.supportsSetExpression, true);
    assert.equal(capabilities.supportsFunctionBreakpoints, true);
    assert.equal(capabilities.supportsDataBreakpoints, true);
    assert.equal(capabilities.supportsInstructionBreakpoints, undefined);
    assert.equal(Object.keys(FILTERS).length, 12);
  });

  it('fails with every fault of the file, each at its line and column', async () => {
    const { client, host } = debugged;
    host.texts.set(
      BAD,
      '{\n  "data": { "dataset": "xor" },\n  "layers": [\n    { "units": 0 },\n' +
        '    { "units": 1, "activation": "tahn" }\n  ]\n}\n',
    );
    const response = await client.launch({ program: BAD });
    assert.equal(response.success, false);
    const lines = (response.message ?? '').split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^\/bad\.mlp\.json:4:16: .*units/);
    assert.match(lines[1] ?? '', /^\/bad\.mlp\.json:5:33: .*tanh/);
    const { error } = response.body as { error: { showUser: boolean; format: string } };
    assert.equal(error.showUser, true);
    assert.equal(error.format, response.message);
    // Having failed, it may be tried again.
    host.texts.set(BAD, readFileSync(THREE, 'utf8'));
    assert.ok((await client.send('launch', { program: BAD })).success);
  });

  it('fails for a file that is not there, an argument that is missing or wrong', async () => {
    const { client } = debugged;
    const response = await client.launch({ program: '/nowhere.mlp.json' });
    assert.equal(response.success, false);
    assert.match(response.message ?? '', /\/nowhere\.mlp\.json/);
    assert.match(await client.refused('launch', {}), /needs 'program'/);
    assert.match(await client.refused('launch', { program: THREE, backend: 'cuda' }), /"cuda".*webasm/);
    assert.match(await client.refused('launch', { program: THREE, noDebug: 1 }), /'noDebug'.*true or false/);
  });

  it('fails when no engine can be had', async () => {
    const { client, host } = debugged;
    host.startEngine = () => Promise.reject(new Error('no backend today'));
    const response = await client.launch({ program: THREE });
    assert.equal(response.message, 'The training cannot start: no backend today');
  });

  it('answers a launch that is cut short by disconnect', async () => {
    const { client } = debugged;
    await client.request('initialize', { adapterID: 'backstep' });
    const launched = client.send('launch', { program: THREE });
    await client.event('initialized');
    await client.request('disconnect');
    assert.equal((await launched).success, false);
  });

  it('answers what it does not know, and what makes no sense yet', async () => {
    const { client } = debugged;
    assert.match(await client.refused('readMemory', {}), /does not know the request 'readMemory'/);
    assert.match(await client.refused('toString'), /does not know/);
    for (const command of ['continue', 'next', 'pause', 'stackTrace', 'scopes', 'variables', 'evaluate']) {
      assert.match(await client.refused(command), /nothing has been launched/, command);
    }
    assert.match(await client.refused('restart'), /no run to restart/);
    assert.match(await client.refused('setBreakpoints', {}), /path of a file/);
    await client.request('disconnect');
  });

  it('ends the session when the engine fails on the way', async () => {
    const { client, host } = debugged;
    host.wrap = (engine) => {
      engine.advance = () => Promise.reject(new Error('out of memory'));
      return engine;
    };
    await client.launch({ program: THREE });
    assert.equal((await client.event('exited')).body.exitCode, 1);
    await client.event('terminated');
    assert.equal(client.output('stderr'), 'The training failed: out of memory\n');
    await client.request('disconnect');
    assert.equal(host.engines.disposed, 1);
  });

  it('prints warnings with their place', async () => {
    const { client, host } = debugged;
    host.texts.set(
      BAD,
      '{ "data": { "inputs": [[0.5], [1]], "targets": [[1], [1]] },\n' +
        '"layers": [{ "units": 1, "activation": "softmax" }] }',
    );
    const response = await client.launch({ program: BAD });
    assert.ok(response.success, response.message);
    await client.event('stopped');
    const warning = client.messages.find(
      (message) => 'body' in message && /^Warning/.test((message.body as { output?: string }).output ?? ''),
    ) as { body: { line?: number; source?: { path?: string } } } | undefined;
    assert.equal(warning?.body.line, 2);
    assert.equal(warning.body.source?.path, BAD);
  });
});

describe('a launch whose client has not configured it yet', () => {
  it('starts its engine, and does not run', async () => {
    const { client, session, host } = newSession();
    await client.request('initialize', { adapterID: 'backstep' });
    const launched = client.send('launch', { program: THREE });
    await until(() => host.engines.started === 1);
    assert.equal(client.came('stopped'), 0);
    assert.equal(client.output(), '');
    await client.request('configurationDone');
    assert.ok((await launched).success);
    session.dispose();
  });

  it('ends its engine when the session ends, also one that comes later', async () => {
    for (const isLate of [false, true]) {
      const { client, session, host } = newSession();
      await client.request('initialize', { adapterID: 'backstep' });
      const launched = client.send('launch', { program: THREE });
      if (!isLate) await until(() => host.engines.started === 1);
      session.dispose();
      assert.equal((await launched).success, false);
      await until(() => host.engines.started === 1 && host.engines.disposed === 1);
    }
  });

  it('is refused when its engine does not start', async () => {
    const host = testHost();
    host.startEngine = () => Promise.reject(new Error('no memory'));
    const { client, session } = newSession(host);
    await client.request('initialize', { adapterID: 'backstep' });
    const { success, message } = await client.send('launch', { program: THREE });
    assert.equal(success, false);
    assert.match(message ?? '', /no memory/);
    session.dispose();
  });
});

describe('restarting', function () {
  this.timeout(PATIENCE);
  it('reads the file again, moves the breakpoints, and runs as a new run in the same session', async () => {
    const { client, host, session } = newSession();
    const before = readFileSync(THREE, 'utf8');
    host.texts.set(BAD, before);
    const activation = lineOf(THREE, 'FIRST-ACTIVATION');
    await client.launch({ program: BAD }, () =>
      client.request('setBreakpoints', {
        source: { path: BAD },
        breakpoints: [{ line: activation }],
      }),
    );
    await client.event('stopped');
    const run = session.run.view();
    host.texts.set(BAD, before.replace('// FIRST\n', '\n// FIRST\n').replace('"third"', '"last"'));
    await client.request('restart', {});
    const { breakpoint } = (await client.event('breakpoint')).body;
    assert.deepEqual([breakpoint.verified, breakpoint.line], [true, activation + 1]);
    await client.event('continued');
    await client.event('stopped');
    assert.equal(await client.top(), 'backward last: gradientPrev');
    const again = session.run.view();
    assert.ok(run.kind === 'stopped' && again.kind === 'stopped');
    assert.notEqual(again.run, run.run);
    assert.deepEqual(host.engines, { started: 2, disposed: 1 });
    session.dispose();
    assert.equal(host.engines.disposed, 2);
  });

  it('leaves the run as it is when the file is wrong now', async () => {
    const { client, host, session } = newSession();
    host.texts.set(BAD, readFileSync(THREE, 'utf8'));
    await client.launch({ program: BAD });
    await client.event('stopped');
    host.texts.set(BAD, '{ "layers": 3 }');
    assert.match(await client.refused('restart', {}), /^\/bad\.mlp\.json:1:\d+: /);
    assert.equal(await client.top(), 'backward third: gradientPrev');
    await client.go('next');
    session.dispose();
  });
});

describe('breakpoints', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  beforeEach(() => {
    debugged = newSession();
  });
  afterEach(() => debugged.session.dispose());

  it('hold on a line of a layer, before there is a launch, and stop after its backward step', async () => {
    const { client } = debugged;
    await client.request('initialize', { adapterID: 'backstep' });
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: THREE },
      breakpoints: ['FIRST-END', 'SECOND', 'LOSS', 'OPTIMIZER', 'BATCH'].map((marker) => ({
        line: lineOf(THREE, marker),
      })),
    });
    assert.deepEqual(
      breakpoints.map(({ verified, line }) => [verified, line]),
      [
        [true, lineOf(THREE, 'FIRST')],
        [true, lineOf(THREE, 'SECOND')],
        [true, lineOf(THREE, 'LOSS')],
        [true, lineOf(THREE, 'OPTIMIZER')],
        [false, lineOf(THREE, 'BATCH')],
      ],
    );
    assert.match(breakpoints[4]?.message ?? '', /No layer on this line/);
    await client.request('setExceptionBreakpoints', { filters: [] });
    const launched = client.send('launch', { program: THREE });
    await client.request('configurationDone');
    await launched;
    const seen: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const { body } = i === 0 ? await client.event('stopped') : { body: await client.go('continue') };
      seen.push([body.reason, body.hitBreakpointIds, await client.top()]);
    }
    const ids = breakpoints.map(({ id }) => [id]);
    assert.deepEqual(seen, [
      ['breakpoint', ids[2], 'loss: loss'],
      ['breakpoint', ids[1], 'backward second: gradientPrev'],
      ['breakpoint', ids[0], 'backward first: gradientPrev'],
      ['breakpoint', ids[3], 'update third: update'],
      ['breakpoint', ids[2], 'loss: loss'],
    ]);
  });

  it('do not hold in a file that is not the program, nor with a wrong condition', async () => {
    const { client } = debugged;
    const other = fixture('iris.mlp.json');
    const set = (path: string, breakpoint: object): Promise<{ verified: boolean; message?: string }[]> =>
      client
        .request('setBreakpoints', {
          source: { path },
          breakpoints: [{ line: lineOf(path, 'SECOND'), ...breakpoint }],
        })
        .then((body) => body.breakpoints);
    assert.equal((await set(other, {}))[0]?.verified, true);
    await client.launch({ program: THREE });
    const { body } = await client.event('breakpoint');
    assert.equal(body.breakpoint.verified, false);
    assert.match(body.breakpoint.message ?? '', /not the file being debugged \(three\.mlp\.json\)/);
    await client.event('stopped');
    assert.match((await set(other, {}))[0]?.message ?? '', /not the file/);
    assert.match(
      (await set(THREE, { condition: 'los < 1' }))[0]?.message ?? '',
      /In the condition: .* 'loss'/,
    );
  });

  it('tell the toggles that are not there', async () => {
    const { client } = debugged;
    const { breakpoints } = await client.request('setExceptionBreakpoints', { filters: ['loss', 'gloss'] });
    assert.deepEqual(
      breakpoints.map(({ verified }) => verified),
      [true, false],
    );
  });
});

describe('a number that is not finite', function () {
  this.timeout(PATIENCE);
  it('stops the run where it first appears, and says where', async () => {
    const host = newSession().host;
    host.texts.set(
      BAD,
      '{ "data": { "inputs": [[1e30], [1]], "targets": [[0], [0]], "shuffle": false },\n' +
        '"layers": [{ "name": "one", "units": 1, "weights": [[1e20]] }] }',
    );
    const { client, session } = await stoppedSession({ program: BAD }, host);
    const stopped = client.messages.find((message) => 'event' in message && message.event === 'stopped');
    const { reason, text } =
      (stopped as { body?: { reason?: string; text?: string } } | undefined)?.body ?? {};
    assert.deepEqual([reason, text], ['exception', "Infinity in preActivation[0, 0] of 'one'"]);
    assert.equal(await client.top(), 'forward one: preActivation');
    const info = await client.request('exceptionInfo', { threadId: 1 });
    assert.equal(info.exceptionId, 'Infinity in preActivation');
    assert.equal(info.breakMode, 'always');
    assert.match(info.description ?? '', /the first number that is not finite/);
    assert.match(
      info.description ?? '',
      /Computed from input 2 × 1 \(largest \|x\| 1e\+30\), weights 1 × 1 \(largest \|x\| 1e\+20\) and bias 1 .*\. input · weights has become/,
    );
    assert.equal(await client.evaluate(info.details?.evaluateName ?? ''), 'Infinity');
    session.dispose();
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
