import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import { openFile, useDebugger, workspaceFile } from './driver';

const WRONG_WIDTH = `{
  // the second layer has two inputs, not three
  "data": { "dataset": "xor" },
  "layers": [
    { "name": "hidden", "units": 2, "activation": "tanh" },
    { "name": "output", "units": 1, "activation": "sigmoid", "weights": [[1], [2], [3]] }
  ],
  "loss": "binaryCrossentropy"
}
`;
const MISSPELLED = `{
  "data": { "dataset": "xor" },
  "layers": [{ "units": 2, "activation": "tahn" }, { "units": 1, "activation": "sigmoid" }]
}
`;

async function write(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = workspaceFile(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

const ours = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Backstep');

async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

describe('faults while typing', () => {
  useDebugger();

  it('shows what the schema cannot know, where it is, and takes it away when it is repaired', async () => {
    const document = await write('width.mlp.json', WRONG_WIDTH);
    const [fault] = await until('the fault is shown', () => {
      const shown = ours(document.uri);
      return shown.length > 0 ? shown : undefined;
    });
    ok(fault, 'a fault');
    equal(fault.range.start.line, 5, 'line');
    ok(fault.message.includes('output'), `the layer is named in: ${fault.message}`);
    const edit = new vscode.WorkspaceEdit();
    const start = document.getText().indexOf(', [3]');
    edit.delete(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + 5)));
    await vscode.workspace.applyEdit(edit);
    await until('the fault goes', () => ours(document.uri).length === 0);
  });

  it('offers the nearest spelling as the preferred quick fix', async () => {
    const document = await write('spelling.mlp.json', MISSPELLED);
    const at = document.positionAt(document.getText().indexOf('tahn') + 1);
    const fix = await until('a quick fix', async () =>
      (await quickFixes(document.uri, new vscode.Range(at, at))).find(
        ({ title, edit }) => title.includes('tanh') && edit,
      ),
    );
    ok(fix.isPreferred, 'it is preferred');
    ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)), 'it can be applied');
    ok(document.getText().includes('"tanh"'), 'the text is repaired');
  });

  it('shows the faults of the schema, through the editor’s own JSON support', async () => {
    const document = await write('schema.mlp.json', MISSPELLED);
    await until('the schema finds the misspelled activation', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .some(({ source, range }) => source !== 'Backstep' && range.start.line === 2),
    );
  });

  it('completes the allowed values, each with what it means', async () => {
    const text = MISSPELLED.replace('"tahn"', '""');
    const document = await write('complete.mlp.json', text);
    const inside = document.positionAt(text.indexOf('"activation": ""') + '"activation": "'.length);
    const names = ['relu', 'softmax', 'gelu'];
    const items = await until('completions', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        inside,
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return names.every((name) => labels.some((label) => label.includes(name))) ? list.items : undefined;
    });
    const relu = items.find(({ label }) =>
      (typeof label === 'string' ? label : label.label).includes('relu'),
    );
    const about = relu?.documentation;
    ok((typeof about === 'string' ? about : about?.value)?.includes('max(0, z)'), 'relu is explained');
  });

  it('notices a table that appears', async () => {
    const text = WRONG_WIDTH.replace('"dataset": "xor"', '"csv": "late.csv", "target": "y"').replace(
      ', [3]',
      '',
    );
    const document = await write('table.mlp.json', text);
    await until('the missing table is a fault', () => ours(document.uri).length > 0);
    await vscode.workspace.fs.writeFile(
      workspaceFile('late.csv'),
      new TextEncoder().encode('a,b,y\n1,2,0\n2,1,1\n'),
    );
    await openFile('iris.mlp.json');
    await openFile('table.mlp.json');
    await until('the fault goes', () => ours(document.uri).length === 0);
  });
});
