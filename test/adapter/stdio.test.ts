/** The packaged adapter as another program sees it: `backstep dap` on standard input and output. */
import { DebugClient } from '@vscode/debugadapter-testsupport';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assertValid } from './client';
import { fixture, lineOf } from './host';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const SCRIPT = fileURLToPath(new URL('dap.cjs', import.meta.url));
const THREE = fixture('three.mlp.json');

/** Fails where the inherited client would go on: at a message that is not as the protocol has it. */
class StrictClient extends DebugClient {
  readonly faults: unknown[] = [];

  constructor() {
    super(process.execPath, SCRIPT, 'backstep');
    const events = ['initialized', 'stopped', 'output', 'exited', 'terminated', 'continued', 'breakpoint'];
    for (const event of events) this.on(event, (message) => this.check(message));
  }

  private check(message: unknown): void {
    try {
      assertValid(message as Parameters<typeof assertValid>[0]);
    } catch (error) {
      this.faults.push(error);
    }
  }
}

describe('backstep dap', function () {
  this.timeout(30_000);
  let client: StrictClient;
  before(() => assert.ok(existsSync(CLI), 'dist/cli.js is not there: npm run build'));
  beforeEach(async () => {
    client = new StrictClient();
    await client.start();
  });
  afterEach(async () => {
    await client.stop();
    assert.deepEqual(client.faults, []);
  });

  it("pauses a default run at the last layer's backward step", async () => {
    await Promise.all([
      client.configurationSequence(),
      client.launch({ program: THREE }),
      client.assertStoppedLocation('breakpoint', { path: THREE, line: lineOf(THREE, 'THIRD') }),
    ]);
    const { body } = await client.stackTraceRequest({ threadId: 1 });
    assert.equal(body.stackFrames[0]?.name, 'backward third: gradientPrev');
    await client.nextRequest({ threadId: 1 });
    await client.waitForEvent('stopped');
    const { body: result } = await client.evaluateRequest({ expression: 'gradientWeights[0][0]' });
    assert.ok(Number.isFinite(Number(result.result)));
  });

  it('hits a breakpoint', async () => {
    await client.hitBreakpoint(
      { program: THREE },
      { path: THREE, line: lineOf(THREE, 'FIRST-END') },
      { path: THREE, line: lineOf(THREE, 'THIRD') },
      { path: THREE, line: lineOf(THREE, 'FIRST') },
    );
  });

  it('runs to the end', async () => {
    await Promise.all([
      client.configurationSequence(),
      client.launch({ program: THREE, noDebug: true }),
      client.waitForEvent('terminated', 20_000),
    ]);
  });

  it('says what is wrong with a launch', async () => {
    await client.initializeRequest();
    await assert.rejects(
      client.launchRequest({ program: '/nowhere.mlp.json' } as object),
      /nowhere\.mlp\.json/,
    );
  });
});
