import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import { lineOf, pressF5, useDebugger } from './driver';

describe('saving the file while its run stands', () => {
  useDebugger();

  it('applies it and goes by its new lines', async () => {
    const run = await pressF5('iris.mlp.json');
    const editor = vscode.window.activeTextEditor;
    ok(editor, 'the file is open');
    const { document } = editor;
    const before = document.getText();
    try {
      const line = lineOf(document, '"learningRate"');
      const at = document.lineAt(line).text.indexOf('0.1');
      await editor.edit((edit) => {
        edit.replace(new vscode.Range(line, at, line, at + 3), '0.05');
        edit.insert(new vscode.Position(lineOf(document, '"layers"'), 0), '  // A note.\n');
      });
      await document.save();
      await until(
        'the learning rate is applied',
        async () => (await run.evaluate('learningRate')).result === '0.05',
      );
      equal((await run.top()).line, lineOf(document, '"output"') + 1, 'the line of the layer');
    } finally {
      await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode(before));
    }
  });
});
