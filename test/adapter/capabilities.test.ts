/** What the adapter announces, it does: every capability is tried by a request that is answered with success. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { CAPABILITIES } from '../../src/debug/capabilities';
import { TestClient } from './client';
import { fixture, lineOf, PATIENCE, stoppedSession } from './host';
import { StdioChannel } from './stdioChannel';

const THREE = fixture('three.mlp.json');
const source = { path: THREE };
const line = lineOf(THREE, 'SECOND');

type Trial = (client: TestClient) => Promise<unknown>;

/** Stops at a breakpoint with these properties. */
async function breakAt(client: TestClient, breakpoint: object): Promise<void> {
  const body = { source, breakpoints: [{ line, ...breakpoint }] };
  const { breakpoints } = await client.request('setBreakpoints', body);
  assert.equal(breakpoints[0]?.verified, true);
  await client.request('setExceptionBreakpoints', { filters: [] });
  assert.equal((await client.go('continue')).reason, 'breakpoint');
}

const frameOf = async (client: TestClient): Promise<number> => (await client.stack())[0]!.id;

/** A trial for each capability; each has a run of its own, at its first stop. */
const TRIALS: Readonly<Partial<Record<keyof Dap.Capabilities, Trial>>> = {
  // The stop itself came after it.
  supportsConfigurationDoneRequest: (client) => client.top(),
  supportsRestartRequest: async (client) => {
    await client.request('restart');
    await client.event('stopped');
  },
  supportsTerminateRequest: async (client) => {
    await client.request('terminate');
    await client.event('terminated');
  },
  supportsEvaluateForHovers: async (client) => assert.match(await client.evaluate('weights', 'hover'), /×/),
  supportsClipboardContext: async (client) =>
    assert.match(await client.evaluate('weights', 'clipboard'), /^\[\[/),
  supportsDelayedStackTraceLoading: async (client) => {
    const { stackFrames, totalFrames } = await client.request('stackTrace', {
      threadId: 1,
      startFrame: 1,
      levels: 1,
    });
    assert.deepEqual([stackFrames.length, totalFrames], [1, 3]);
  },
  supportsExceptionInfoRequest: async (client) => {
    await client.request('setExpression', { expression: 'weights[0][0]', value: 'NaN' });
    await client.request('setExceptionBreakpoints', { filters: ['nonFinite'] });
    assert.equal((await client.go('continue')).reason, 'exception');
    const { details } = await client.request('exceptionInfo', { threadId: 1 });
    assert.equal(details?.typeName, 'NaN');
  },
  supportsExceptionFilterOptions: async (client) => {
    const filterOptions = [{ filterId: 'vanishing', condition: '1e9' }];
    await client.request('setExceptionBreakpoints', { filters: [], filterOptions });
    assert.equal((await client.go('continue')).reason, 'exception');
  },
  exceptionBreakpointFilters: async (client) => {
    await client.request('setExceptionBreakpoints', { filters: ['update'] });
    await client.go('continue');
    assert.equal(await client.top(), 'update third: update');
  },
  supportsConditionalBreakpoints: (client) => breakAt(client, { condition: 'batch == 1' }),
  supportsHitConditionalBreakpoints: (client) => breakAt(client, { hitCondition: '2' }),
  supportsLogPoints: async (client) => {
    const breakpoints = [{ line, logMessage: 'loss is {loss}' }];
    await client.request('setBreakpoints', { source, breakpoints });
    await client.request('setExceptionBreakpoints', { filters: ['epoch'] });
    await client.go('continue');
    assert.match(client.output('console'), /loss is \d/);
  },
  supportsFunctionBreakpoints: async (client) => {
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'second: gradientOutput' }] });
    assert.equal((await client.go('continue')).reason, 'function breakpoint');
    assert.equal(await client.top(), 'backward second: gradientOutput');
  },
  supportsDataBreakpoints: async (client) => {
    const variablesReference = await parametersOf(client);
    const { dataId } = await client.request('dataBreakpointInfo', { variablesReference, name: 'weights' });
    await client.request('setDataBreakpoints', { breakpoints: [{ dataId: dataId ?? '' }] });
    await client.request('setExceptionBreakpoints', { filters: [] });
    assert.equal((await client.go('continue')).reason, 'data breakpoint');
    assert.equal(await client.top(), 'update third: update');
  },
  supportsCompletionsRequest: async (client) => {
    const { targets } = await client.request('completions', { text: 'gradientW', column: 10 });
    assert.ok(targets.some(({ label }) => label === 'gradientWeights'));
  },
  completionTriggerCharacters: async (client) => {
    const { targets } = await client.request('completions', { text: 'layers.', column: 8 });
    assert.ok(targets.some(({ label }) => label.includes('second')));
  },
  supportsBreakpointLocationsRequest: async (client) => {
    const { breakpoints } = await client.request('breakpointLocations', { source, line });
    assert.ok(breakpoints.length > 0);
  },
  supportsLoadedSourcesRequest: async (client) => {
    const { sources } = await client.request('loadedSources');
    const { content } = await client.request('source', { source: sources[0]! });
    assert.match(content, /"name": "third"/);
  },
  supportsStepBack: async (client) => {
    await client.go('stepBack');
    assert.equal(await client.top(), 'backward third: gradientWeights');
    await client.go('reverseContinue');
  },
  supportsRestartFrame: async (client) => {
    await client.request('restartFrame', { frameId: await frameOf(client) });
    await client.event('stopped');
  },
  supportsStepInTargetsRequest: async (client) => {
    const { targets } = await client.request('stepInTargets', { frameId: await frameOf(client) });
    await client.request('stepIn', { threadId: 1, targetId: targets[1]!.id });
    await client.event('stopped');
    assert.equal(await client.top(), 'backward second: gradientOutput');
  },
  supportsCancelRequest: async (client) => {
    const looking = client.send('evaluate', { expression: 'norm(weights)', context: 'watch' });
    await client.request('cancel', { requestId: client.lastNumber });
    assert.equal((await looking).message, 'cancelled');
  },
  supportsSetVariable: async (client) => {
    const variablesReference = await parametersOf(client);
    await client.request('setVariable', { variablesReference, name: 'weights', value: 'weights * 0' });
    assert.equal(await client.evaluate('max(abs(weights))'), '0');
  },
  supportsSetExpression: async (client) => {
    await client.request('setExpression', { expression: 'weights[0][0]', value: '0.5' });
    assert.equal(await client.evaluate('weights[0][0]'), '0.5');
  },
};

async function parametersOf(client: TestClient): Promise<number> {
  const { scopes } = await client.request('scopes', { frameId: await frameOf(client) });
  return scopes.find(({ name }) => name === 'Parameters')!.variablesReference;
}

describe('a capability that is announced', function () {
  this.timeout(PATIENCE);

  it('has a trial, each of them', () => {
    assert.deepEqual(Object.keys(CAPABILITIES).toSorted(), Object.keys(TRIALS).toSorted());
    for (const [name, value] of Object.entries(CAPABILITIES)) assert.notEqual(value, false, name);
  });

  for (const [name, trial] of Object.entries(TRIALS)) {
    it(`holds: ${name}`, async () => {
      const { client, session } = await stoppedSession({ program: THREE });
      try {
        await trial(client);
      } finally {
        session.dispose();
      }
    });

    it(`holds for another program: ${name}`, async () => {
      const channel = new StdioChannel();
      await channel.start();
      try {
        const client = new TestClient(channel);
        assert.equal((await client.launch({ program: THREE })).success, true);
        await client.event('stopped');
        await trial(client);
      } finally {
        await channel.stop();
      }
    });
  }
});
