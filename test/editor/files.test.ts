import * as vscode from 'vscode';
import { equal, ok } from './check';
import { useDebugger, workspaceFile } from './driver';

describe('new files and examples', () => {
  useDebugger();

  it('saves a new definition file from a starting point and opens it', async () => {
    const target = workspaceFile('mine.mlp.json');
    await vscode.commands.executeCommand('backstep.newFile', 'xor', target);
    const document = vscode.window.activeTextEditor?.document;
    equal(document?.uri.toString(), target.toString());
    ok(document?.getText().includes('"layers"'), 'it has layers');
  });

  it("opens the workspace's own example", async () => {
    await vscode.commands.executeCommand('backstep.openExample', 'sine');
    equal(vscode.window.activeTextEditor?.document.uri.toString(), workspaceFile('sine.mlp.json').toString());
  });

  it('opens a copy of an example that the workspace does not have', async () => {
    const uri = workspaceFile('sine.mlp.json');
    const content = await vscode.workspace.fs.readFile(uri);
    await vscode.workspace.fs.delete(uri);
    try {
      await vscode.commands.executeCommand('backstep.openExample', 'sine');
      const document = vscode.window.activeTextEditor?.document;
      equal(document?.isUntitled, true, 'untitled');
      equal(document?.languageId, 'layer-definition');
      ok(document?.getText().includes('sine'), 'it is the example');
    } finally {
      await vscode.workspace.fs.writeFile(uri, content);
    }
  });
});
