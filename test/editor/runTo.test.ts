import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import { debugFile, lineOf, openFile, pressF5, useDebugger, workspaceFile, type Driven } from './driver';

describe('run control', () => {
  useDebugger();

  it("runs to a layer's backward step from the menu of its line number", async () => {
    const run = await pressF5('iris.mlp.json');
    const { document } = await openFile('iris.mlp.json');
    const where = { uri: workspaceFile('iris.mlp.json'), lineNumber: lineOf(document, '"output"') + 1 };
    await vscode.commands.executeCommand('backstep.runToLayer', where);
    await run.nextStop();
    const [top, batchStep] = await run.frames();
    // The toggle would have stopped it at the backward step of 'hidden'.
    equal(top?.name, 'backward output: gradientPrev');
    ok(batchStep?.name.startsWith('batch step 1 '), batchStep?.name ?? 'no frame');
  });

  it('runs to the layer on whose line the cursor stands', async () => {
    const run = await pressF5('iris.mlp.json');
    const editor = await openFile('iris.mlp.json');
    const line = lineOf(editor.document, '"hidden"');
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await vscode.commands.executeCommand('backstep.runToLayer');
    await run.nextStop();
    equal((await run.top()).name, 'backward hidden: gradientPrev');
  });

  it('runs to the next batch step, the next epoch, a loss, and for some batch steps', async () => {
    const run = await pressF5('iris.mlp.json');
    const where = async (command: string, argument?: number): Promise<string[]> => {
      await vscode.commands.executeCommand(command, argument);
      await run.nextStop();
      return (await run.frames()).map(({ name }) => name.replace(/ of .*/, ''));
    };
    equal(await where('backstep.runToBatchStep'), ['update output: update', 'batch step 0', 'epoch 0']);
    equal(await where('backstep.runSteps', 3), ['update output: update', 'batch step 3', 'epoch 0']);
    equal(await where('backstep.runToEpoch'), ['update output: update', 'batch step 7', 'epoch 0']);
    equal((await where('backstep.runUntilLoss', 0.2))[0], 'loss: loss');
    ok(Number((await run.evaluate('loss')).result) < 0.2, 'the loss is below 0.2');
  });

  it("stops where the editor's own Run to Cursor leads, and leaves no breakpoint behind", async () => {
    const run = await pressF5('iris.mlp.json');
    const editor = await openFile('iris.mlp.json');
    const line = lineOf(editor.document, '"hidden"');
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await vscode.commands.executeCommand('editor.debug.action.runToCursor');
    equal((await run.nextStop()).reason, 'breakpoint');
    equal((await run.top()).name, 'backward hidden: gradientPrev');
    await until('the breakpoint is gone', () => vscode.debug.breakpoints.length === 0);
  });

  it('moves each of two runs by itself: the commands mean the one that is looked at', async () => {
    const first = await pressF5('iris.mlp.json');
    const second = await debugFile('textbook.mlp.json');
    const topOf = async (run: Driven): Promise<string> => (await run.top()).name;
    // With several sessions the editor stays at the one that is looked at.
    equal(vscode.debug.activeDebugSession?.id, first.session.id, 'the session that is looked at');
    await vscode.commands.executeCommand('backstep.runToBatchStep');
    await first.nextStop();
    equal(
      [await topOf(first), await topOf(second)],
      ['update output: update', 'backward output: gradientPrev'],
    );

    await until('the second is looked at', async () => {
      // On a busy machine the list may open later than it is answered: then once more.
      void vscode.commands.executeCommand('workbench.action.debug.selectDebugSession');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return vscode.debug.activeDebugSession?.id === second.session.id;
    });
    await vscode.commands.executeCommand('backstep.runToLayer', 0);
    await second.nextStop();
    equal(
      [await topOf(first), await topOf(second)],
      ['update output: update', 'backward hidden: gradientPrev'],
    );
  });
});
