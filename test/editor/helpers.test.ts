import * as vscode from 'vscode';
import { ok } from './check';
import { pressF5, useDebugger, workspaceFile } from './driver';

/** Large enough that its products are worth a second thread. */
const LARGE = {
  data: { dataset: 'digits', batchSize: 256 },
  layers: [
    { units: 512, activation: 'tanh' },
    { units: 10, activation: 'softmax' },
  ],
  loss: 'categoricalCrossentropy',
  epochs: 1000,
};

describe('a large network', () => {
  useDebugger();

  it('is computed on several threads, where there are cores for them, and says so', async function () {
    if (navigator.hardwareConcurrency < 2) this.skip();
    this.timeout(90_000);
    await vscode.workspace.fs.writeFile(
      workspaceFile('large.mlp.json'),
      new TextEncoder().encode(JSON.stringify(LARGE)),
    );
    const run = await pressF5('large.mlp.json');
    const backend = async (): Promise<string> => (await run.evaluate('backend')).result;
    // The workers come while the first products are computed.
    const end = Date.now() + 60_000;
    while (!/ threads/.test(await backend())) {
      ok(Date.now() < end, `Still on one thread: ${await backend()}`);
      await run.step('continue');
    }
    ok(/^webasm .*up to \d threads\.\)$/.test(await backend()), await backend());
    for (let stop = 0; stop < 4; stop++) await run.step('continue');
    ok(!(await backend()).includes('failed'), await backend());
  });
});
