import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import {
  latestSession,
  sessions,
  openFile,
  pressF5,
  useDebugger,
  workspaceFile,
  type Driven,
} from './driver';

describe('taking a run along', () => {
  useDebugger();

  const RECORDING = 'iris.backstep';
  const EXPRESSIONS = ['gradientWeights', 'layers.hidden.weights', 'layers.output.gradientOutput', 'loss'];
  const valuesOf = async (run: Driven): Promise<string[]> => {
    const frameId = (await run.top()).id;
    const answers = EXPRESSIONS.map(async (expression) => {
      const body = (await run.session.customRequest('evaluate', {
        expression,
        frameId,
        context: 'clipboard',
      })) as { result: string };
      return body.result;
    });
    return Promise.all(answers);
  };
  const textOf = async (uri: vscode.Uri): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

  it('opens a saved run where it stood, with the same numbers, and shows its definition file there', async () => {
    const run = await pressF5('iris.mlp.json');
    await vscode.commands.executeCommand('backstep.runSteps', 11);
    await run.nextStop();
    equal(await run.step('continue'), 'backward output: gradientPrev');
    const [frames, values] = [await run.frames(), await valuesOf(run)];
    const place = workspaceFile(RECORDING);
    equal(await vscode.commands.executeCommand<vscode.Uri>('backstep.saveRun', place), place);
    await vscode.debug.stopDebugging(run.session);
    // With another one still there, the editor would stay at that.
    await until('the session ends', () => sessions().length === 0);

    await vscode.commands.executeCommand('backstep.openRecording', place);
    const opened = await until('the recording is debugged', () =>
      latestSession() === run ? undefined : latestSession(),
    );
    await opened.nextStop();
    equal(
      (await opened.frames()).map(({ name, line }) => [name, line]),
      frames.map(({ name, line }) => [name, line]),
    );
    equal(await valuesOf(opened), values);
    await until('its definition file is shown', () =>
      vscode.window.visibleTextEditors.some(
        ({ document }) =>
          document.uri.scheme === 'backstep-recorded' && document.getText().includes('"iris"'),
      ),
    );
    // Of other files that are open, others say what is wrong with them.
    const recorded = vscode.languages
      .getDiagnostics()
      .filter(([{ scheme }]) => scheme === 'backstep-recorded');
    equal(recorded.flatMap(([, faults]) => faults).length, 0, 'faults');
    equal(await opened.step('stepInto'), 'backward hidden: activationDerivative');
    await opened.session.customRequest('stepBack', { threadId: 1 });
    await opened.nextStop();
    equal(await valuesOf(opened), values);
    await vscode.workspace.fs.delete(place);
  });

  it('writes the batch step at hand as a script, and refuses one that was changed by hand', async () => {
    const run = await pressF5('textbook.mlp.json');
    const place = workspaceFile('textbook.numpy.py');
    const chosen = await vscode.commands.executeCommand<vscode.Uri>('backstep.exportRun', 'numpy', place);
    equal(chosen, place);
    const script = await textOf(place);
    ok(script.startsWith('#!/usr/bin/env python3'), 'a script');
    ok(script.includes('The run stood just after'), 'the place where the run stands');
    await vscode.workspace.fs.delete(place);

    await run.session.customRequest('setExpression', { expression: 'gradient', value: 'gradient * 0' });
    equal(await vscode.commands.executeCommand('backstep.exportRun', 'numpy', place), undefined);
    const isThere = await vscode.workspace.fs.stat(place).then(
      () => true,
      () => false,
    );
    equal(isThere, false, 'a file');
  });

  it('says when a recording is damaged', async () => {
    const place = workspaceFile('damaged.backstep');
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode('{"format":"backstep-run"'));
    const before = latestSession();
    await openFile('iris.mlp.json');
    // The refusal of a launch waits for the person in a dialog: the tracker hears it before.
    void vscode.commands.executeCommand('backstep.openRecording', place);
    const refused = await until('the launch is refused', () => {
      const run = latestSession();
      return run === before ? undefined : run?.refusal;
    });
    ok(refused.includes('This is no recorded run of Backstep'), refused);
    await vscode.workspace.fs.delete(place);
  });
});
