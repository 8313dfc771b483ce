/** Every request in every state, with whatever arguments: one answer each, and the session lives on. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { TestClient } from './client';
import { fixture, newSession, stoppedSession, testHost, type Debugged } from './host';

const THREE = fixture('three.mlp.json');

interface MessageSchema {
  readonly definitions: { readonly Responses: { readonly properties: Readonly<Record<string, unknown>> } };
}
const schema = readFileSync(new URL('dapSchema.json', import.meta.url), 'utf8');
/** Every request that the adapter answers. */
const COMMANDS = Object.keys((JSON.parse(schema) as MessageSchema).definitions.Responses.properties);
/** After these there is nothing left to ask. */
const LAST = ['terminate', 'disconnect'];

/** What arguments are called anywhere in the protocol, so that garbage reaches the code that reads them. */
const NAMES = [
  ...['threadId', 'frameId', 'variablesReference', 'start', 'count', 'filter', 'startFrame', 'levels'],
  ...['expression', 'context', 'value', 'name', 'targetId', 'moment', 'target', 'source', 'breakpoints'],
  ...['lines', 'filters', 'filterOptions', 'requestId', 'progressId', 'text', 'column', 'line', 'program'],
  ...['arguments', 'linesStartAt1', 'tapeMemory', 'stopOnEntry', 'path', 'granularity', 'singleThread'],
];
const garbage = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, 1, -1, 1.5, 1e9, 1e300, Number.MAX_SAFE_INTEGER),
  fc.constantFrom('', 'weights', 'weights[0:1000000000]', 'constructor', '__proto__', '((((', '1'),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.array(
    fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.constant({}), fc.constant({ line: null })),
  ),
  fc.constantFrom(
    { to: 'steps' },
    { to: 'layer', layer: 'first ' },
    { to: 'loss', below: 'x' },
    { path: THREE },
    {},
  ),
);
const args = fc.oneof(
  fc.dictionary(fc.constantFrom(...NAMES), garbage, { maxKeys: 5 }),
  fc.constant(undefined),
);
/** Nearly right: what gets past the first look. */
const nearly = fc.record(
  {
    source: fc.constantFrom({ path: THREE }, { path: '' }, { path: 7 }, { name: 'x' }),
    breakpoints: fc.array(
      fc.dictionary(fc.constantFrom('line', 'column', 'condition', 'logMessage'), garbage),
    ),
    filters: fc.array(fc.oneof(fc.constantFrom('backward', 'vanishing', 'nonsense'), garbage)),
    filterOptions: fc.array(fc.dictionary(fc.constantFrom('filterId', 'condition'), garbage)),
    frameId: fc.integer({ min: -1, max: 9 }),
    variablesReference: fc.integer({ min: -1, max: 9 }),
    expression: fc.constantFrom('weights', 'weights[9999999]', 'loss', 'layers', "'", '{', 'weights ^ 9'),
    value: fc.constantFrom('1', 'x', 'weights * 0', 'NaN'),
  },
  { requiredKeys: [] },
);
const requests = fc.array(
  fc.tuple(fc.constantFrom(...COMMANDS.filter((command) => !LAST.includes(command))), fc.oneof(args, nearly)),
  { minLength: 20, maxLength: 60 },
);

/** Sends all at once; every one has to be answered, and none by accident. */
async function sendAll(
  client: TestClient,
  all: readonly (readonly [string, object | undefined])[],
): Promise<void> {
  const responses = await Promise.all(all.map(([command, given]) => client.send(command, given)));
  responses.forEach((response, i) => {
    const [command, given] = all[i]!;
    const message = response.message ?? '';
    assert.equal(response.command, command);
    assert.ok(response.success || message !== '', `${command} ${JSON.stringify(given)} fails without a word`);
    assert.doesNotMatch(message, /Something went wrong/, `${command} ${JSON.stringify(given)}`);
  });
}

/** A run that goes on for longer than any test. */
async function runningSession(): Promise<Debugged> {
  const host = testHost();
  const text = await readFile(THREE, 'utf8');
  host.texts.set('/long.mlp.json', text.replace('"epochs": 3', '"epochs": 10000000'));
  const debugged = await stoppedSession({ program: '/long.mlp.json' }, host);
  await debugged.client.request('setExceptionBreakpoints', { filters: [] });
  await debugged.client.request('continue', { threadId: 1 });
  return debugged;
}

async function endedSession(): Promise<Debugged> {
  const debugged = newSession();
  await debugged.client.launch({ program: THREE, noDebug: true });
  await debugged.client.event('terminated');
  return debugged;
}

async function disposedSession(): Promise<Debugged> {
  const debugged = await stoppedSession({ program: THREE });
  await debugged.client.request('disconnect');
  return debugged;
}

async function configuredSession(): Promise<Debugged> {
  const debugged = newSession();
  await debugged.client.request('initialize', { adapterID: 'backstep' });
  await debugged.client.event('initialized');
  return debugged;
}

const STATES: Readonly<Record<string, () => Promise<Debugged>>> = {
  'before anything': () => Promise.resolve(newSession()),
  'before a launch': configuredSession,
  'at a stop': () => stoppedSession({ program: THREE }),
  'while the run goes on': runningSession,
  'after the training': endedSession,
  'after the end': disposedSession,
};

describe('requests with whatever arguments', function () {
  this.timeout(60_000);

  for (const [state, begin] of Object.entries(STATES)) {
    it(`are answered once each ${state}`, async () => {
      await fc.assert(
        fc.asyncProperty(requests, async (all) => {
          const { client, session } = await begin();
          try {
            await sendAll(client, [...all, ...LAST.map((command) => [command, {}] as const)]);
          } finally {
            session.dispose();
          }
        }),
        { numRuns: 12 },
      );
    });
  }

  it('leave a session that works as before', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        const { client, session } = await stoppedSession({ program: THREE });
        try {
          // What moves or ends the run does so rightly: it is asked in the other tests.
          const looks = all.filter(([command]) =>
            /^(stack|scopes|var|eval|comp|step|thr|exc|cancel)/.test(command),
          );
          await sendAll(
            client,
            looks.filter(([command]) => !/^step(In|Out|Back)$/.test(command)),
          );
          assert.equal(await client.top(), 'backward third: gradientPrev');
          await client.go('stepIn');
          assert.equal(await client.top(), 'backward second: activationDerivative');
        } finally {
          session.dispose();
        }
      }),
      { numRuns: 12 },
    );
  });

  it('for a frame or a variable of an earlier stop are refused as such', async () => {
    const { client, session } = await stoppedSession({ program: THREE });
    const [frame] = await client.stack();
    const gone = { frameId: frame!.id };
    const { scopes } = await client.request('scopes', gone);
    await client.go('stepIn');
    const requests: [string, object][] = [
      ['scopes', gone],
      ['stepInTargets', gone],
      ['restartFrame', gone],
      ['evaluate', { ...gone, expression: 'loss' }],
      ['setExpression', { ...gone, expression: 'weights[0][0]', value: '1' }],
      ['variables', { variablesReference: scopes[0]!.variablesReference }],
      ['setVariable', { variablesReference: scopes[0]!.variablesReference, name: 'gradient', value: '1' }],
    ];
    for (const [command, given] of requests)
      assert.match(await client.refused(command, given), /belongs to an earlier stop/, command);
    session.dispose();
  });

  it('for slices beyond all bounds, and expressions without end, are answered soon', async () => {
    const { client, session } = await stoppedSession({ program: THREE });
    const weights = (await client.scope('Parameters')).get('weights')!;
    const all = await client.children(weights.variablesReference, { start: 0, count: 1e9 });
    assert.equal(all.length, 3);
    assert.deepEqual(await client.children(weights.variablesReference, { start: 1e12, count: 1e12 }), []);
    const endless = `${'('.repeat(20_000)}1`;
    await client.refused('evaluate', { expression: endless, context: 'watch' });
    const huge = Array.from({ length: 200 }, () => 'transpose(weights) * weights').join(' + ');
    const response = await client.send('evaluate', { expression: `(${huge}) ^ 1000000`, context: 'watch' });
    assert.equal(response.command, 'evaluate');
    assert.equal(await client.top(), 'backward third: gradientPrev');
    session.dispose();
  });
});
