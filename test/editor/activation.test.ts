import * as vscode from 'vscode';
import { equal, ok } from './check';
import { useDebugger, openFile } from './driver';

const ID = 'backstep.backstep';

describe('the extension', () => {
  useDebugger();

  it('activates when a layer definition file is opened, in the web worker host', async () => {
    const editor = await openFile('iris.mlp.json');
    equal(editor.document.languageId, 'layer-definition');
    const extension = vscode.extensions.getExtension(ID);
    ok(extension, 'the extension is there');
    await extension.activate();
    ok(extension.isActive, 'it is active');
  });

  it('registers every command that it contributes', async () => {
    const manifest = vscode.extensions.getExtension(ID)?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    equal(
      manifest.contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
      'missing',
    );
  });
});
