import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import trace from '../reference/textbook-2-2-2.trace.json';
import { close, equal, ok, until } from './check';
import {
  useDebugger,
  latestSession,
  lineOf,
  openFile,
  panelTab,
  pressF5,
  workspaceFile,
  type Driven,
} from './driver';

/** Walks the backward pass and compares every weight gradient, and the loss, with the reference. */
async function agreesWithTrace(run: Driven): Promise<void> {
  const layers = trace.steps[0]!.layers;
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const expected = layers[layer]!.backward.gradientWeights;
    for (const [i, row] of expected.entries())
      for (const [j, value] of row.entries()) {
        const { result } = await run.evaluate(`gradientWeights[${i}][${j}]`);
        close(Number(result), value, `gradientWeights[${i}][${j}] of layer ${layer}`);
      }
    if (layer > 0) await run.step('continue');
  }
  close(Number((await run.evaluate('loss')).result), trace.steps[0]!.loss, 'loss');
}

describe('debugging', () => {
  useDebugger();

  it("F5 without a launch.json pauses at the output layer's backward step", async () => {
    const run = await pressF5('iris.mlp.json');
    const [top, batch, epoch] = await run.frames();
    ok(top && batch && epoch, 'three frames: operation, batch step, epoch');
    equal(top.name, 'backward output: gradientPrev');
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'iris.mlp.json'),
    );
    equal(top.line, lineOf(document, '"output"') + 1, 'the line of the layer');
    ok(batch.name.includes('batch') && epoch.name.includes('epoch'), `${batch.name}, ${epoch.name}`);
  });

  it('opens the panel beside the file at the first pause and leaves the focus in the file', async () => {
    await pressF5('iris.mlp.json');
    const tab = await until('the panel opens', panelTab);
    ok(tab.group.viewColumn !== vscode.window.activeTextEditor?.viewColumn, 'beside the file');
    ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('iris.mlp.json'), 'the file has the focus');
  });

  it('opens the panel on the gradient check by its command, though it was closed', async () => {
    await pressF5('iris.mlp.json');
    const tab = await until('the panel opens', panelTab);
    await vscode.window.tabGroups.close(tab);
    await until('the panel is closed', () => panelTab() === undefined);
    await vscode.commands.executeCommand('backstep.checkGradients');
    await until('the panel is in front, with the focus', () => {
      const again = panelTab();
      return again?.isActive === true && again.group.isActive;
    });
  });

  it('continues to the next layer, steps into the next operation, over a layer and out of the phase', async () => {
    const run = await pressF5('iris.mlp.json');
    equal(await run.step('continue'), 'backward hidden: gradientPrev');
    equal(await run.step('stepInto'), 'update hidden: update');
    equal(await run.step('stepOut'), 'update output: update');
    equal(await run.step('stepInto'), 'forward hidden: preActivation');
    equal(await run.step('stepOver'), 'forward hidden: output');
    equal(await run.step('stepOut'), 'forward output: output');
    equal(await run.step('stepOver'), 'loss: loss');
    equal(await run.step('stepInto'), 'backward output: activationDerivative');
  });

  it('stops at a breakpoint on a layer’s line', async () => {
    const editor = await openFile('iris.mlp.json');
    const { document } = editor;
    const place = new vscode.Position(lineOf(document, '"hidden"'), 0);
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(document.uri, place))]);
    const run = await pressF5('iris.mlp.json');
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    const stop = await run.nextStop();
    equal(stop.reason, 'breakpoint');
    equal((await run.top()).name, 'backward hidden: gradientPrev');
  });

  it('stops at a breakpoint inside the line, which stays where it was set', async () => {
    const { document } = await openFile('iris.mlp.json');
    const line = lineOf(document, '"hidden"');
    const character = document.lineAt(line).text.indexOf('"activation"');
    const place = new vscode.Location(document.uri, new vscode.Position(line, character));
    const breakpoint = new vscode.SourceBreakpoint(place);
    vscode.debug.addBreakpoints([breakpoint]);
    const run = await pressF5('iris.mlp.json');
    equal(await run.step('continue'), 'backward hidden: activationDerivative');
    const [stop] = run.stops.slice(-1);
    equal(stop?.reason, 'breakpoint');
    equal((await run.top()).column, character + 1, 'the column of the frame');
    const known = await run.session.getDebugProtocolBreakpoint(breakpoint);
    const { verified, line: itsLine, column } = known as Dap.Breakpoint;
    equal([verified, itsLine, column], [true, line + 1, character + 1], 'the breakpoint');
  });

  it('keeps the breakpoint at its layer when lines are put before it and the run is restarted', async () => {
    const source = await vscode.workspace.fs.readFile(workspaceFile('iris.mlp.json'));
    await vscode.workspace.fs.writeFile(workspaceFile('moved.mlp.json'), source);
    const { document } = await openFile('moved.mlp.json');
    const line = lineOf(document, '"hidden"');
    const breakpoint = new vscode.SourceBreakpoint(
      new vscode.Location(document.uri, new vscode.Position(line, 0)),
    );
    vscode.debug.addBreakpoints([breakpoint]);
    const run = await pressF5('moved.mlp.json');
    const edit = new vscode.WorkspaceEdit();
    const between = '    { "name": "between", "units": 5, "activation": "tanh" },\n';
    edit.insert(document.uri, new vscode.Position(line, 0), between);
    ok(await vscode.workspace.applyEdit(edit), 'the edit is made');
    ok(await document.save(), 'the file is saved');
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    await run.nextStop();
    equal((await run.top()).name, 'backward output: gradientPrev');
    equal(await run.step('continue'), 'backward hidden: gradientPrev');
    equal(run.stops.at(-1)?.reason, 'breakpoint');
    equal((await run.top()).line, line + 2, 'the line of the layer');
    await until('the editor knows the new line', async () => {
      const known = (await run.session.getDebugProtocolBreakpoint(breakpoint)) as Dap.Breakpoint | undefined;
      return known?.verified === true && known.line === line + 2;
    });
  });

  it('evaluates the published numbers of the textbook example', async () => {
    await agreesWithTrace(await pressF5('reference/textbook-2-2-2.mlp.json'));
  });

  for (const backend of ['webgl2', 'webgpu', 'webasm']) {
    it(`computes the same numbers on ${backend}, or says that it cannot`, async () => {
      const uri = workspaceFile('reference/textbook-2-2-2.mlp.json');
      const config = { type: 'backstep', request: 'launch', name: backend, program: uri.toString(), backend };
      const before = latestSession();
      await vscode.debug.startDebugging(undefined, config);
      const run = await until('a session starts', () => {
        const latest = latestSession();
        return latest === before ? undefined : latest;
      });
      try {
        await run.nextStop();
      } catch {
        // A machine without a graphics card, real or emulated: refused by name, not replaced by another.
        ok(
          backend !== 'webasm' && run.refusal?.includes(backend),
          `refused: ${run.refusal ?? 'nothing said'}`,
        );
        return;
      }
      ok((await run.evaluate('backend')).result.startsWith(backend), 'the backend that was asked for');
      await agreesWithTrace(run);
    });
  }

  it('says what is wrong with a file instead of starting', async () => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'broken.mlp.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{ "layers": [] }'));
    await openFile('broken.mlp.json');
    // The editor shows the adapter's message in a dialog, which a test run refuses: the start fails.
    const started = await vscode.debug
      .startDebugging(undefined, {
        type: 'backstep',
        request: 'launch',
        name: 'broken',
        program: uri.toString(),
      })
      .then(
        (value) => value,
        () => false,
      );
    equal(started, false, 'started');
  });
});
