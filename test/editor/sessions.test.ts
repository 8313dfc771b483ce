import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import { debugFile, panelTab, pressF5, sessions, useDebugger, workspaceFile } from './driver';

/** A run that does not end while somebody waits. */
const ENDLESS = {
  data: { dataset: 'digits', batchSize: 32 },
  layers: [
    { units: 32, activation: 'tanh' },
    { units: 10, activation: 'softmax' },
  ],
  loss: 'categoricalCrossentropy',
  epochs: 1_000_000,
};

describe('sessions', () => {
  useDebugger();

  it('stops when asked to', async () => {
    await pressF5('iris.mlp.json');
    await vscode.commands.executeCommand('workbench.action.debug.stop');
    await until('the session ends', () => sessions().length === 0);
  });

  it('restarts from the same weights', async () => {
    const run = await pressF5('iris.mlp.json');
    const before = (await run.evaluate('weights[0][0]')).result;
    await run.step('continue');
    await run.step('continue');
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    // VS Code restarts within the session where the adapter can, or with a new one.
    const again = await until('the restarted run', () => sessions()[0]);
    await again.nextStop();
    equal((await again.top()).name, 'backward output: gradientPrev');
    equal((await again.evaluate('weights[0][0]')).result, before, 'weights[0][0]');
  });

  it('runs two at once, each with its own numbers', async () => {
    const iris = await pressF5('iris.mlp.json');
    const textbook = await debugFile('reference/textbook-2-2-2.mlp.json');
    equal(sessions().length, 2, 'sessions');
    equal((await textbook.evaluate('N')).result, '1', 'N of the textbook run');
    ok(Number((await iris.evaluate('N')).result) > 1, 'N of the iris run');
    await vscode.debug.stopDebugging(textbook.session);
    await until('one is left', () => sessions().length === 1);
    equal((await iris.top()).name, 'backward output: gradientPrev', 'the other still stands');
  });

  it('goes on when the panel is closed mid-run, and does not open it again by itself', async () => {
    const run = await pressF5('iris.mlp.json');
    const tab = await until('the panel opens', panelTab);
    await vscode.window.tabGroups.close(tab);
    equal(await run.step('continue'), 'backward hidden: gradientPrev');
    equal(panelTab(), undefined, 'the panel');
    await vscode.commands.executeCommand('backstep.openPanel');
    await until('the panel opens on demand', panelTab);
  });

  it('goes on when the file is closed mid-run', async () => {
    const run = await pressF5('iris.mlp.json');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    equal(await run.step('continue'), 'backward hidden: gradientPrev');
  });

  it('runs to the end without stops when started without debugging', async () => {
    const ended = new Promise<void>((resolve) => {
      const listening = vscode.debug.onDidTerminateDebugSession(() => {
        listening.dispose();
        resolve();
      });
    });
    const uri = workspaceFile('reference/textbook-2-2-2.mlp.json');
    const config = { type: 'backstep', request: 'launch', name: 'run', program: uri.toString() };
    ok(await vscode.debug.startDebugging(undefined, config, { noDebug: true }), 'it starts');
    await ended;
    equal(panelTab(), undefined, 'the panel of a run that never pauses');
  });

  it('pauses a free run within a moment', async () => {
    const uri = workspaceFile('endless.mlp.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(ENDLESS)));
    const config = { type: 'backstep', request: 'launch', name: 'endless', program: uri.toString() };
    await vscode.debug.startDebugging(undefined, config);
    const run = await until('a session', () => sessions()[0]);
    await run.nextStop();
    await run.session.customRequest('setExceptionBreakpoints', { filters: [] });
    await run.session.customRequest('continue', { threadId: 1 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await run.session.customRequest('pause', { threadId: 1 });
    equal((await run.nextStop()).reason, 'pause');
  });
});
