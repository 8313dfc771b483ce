/** What the editor itself shows of a run that stands: in the definition file, and as the algorithm's source. */
import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import { lineOf, openFile, pressF5, useDebugger } from './driver';

const ALGORITHM = vscode.Uri.from({ scheme: 'backstep-algorithm', path: '/Algorithm' });

/** All that hovering over this text in its line shows. */
async function hoverOver(document: vscode.TextDocument, line: number, text: string): Promise<string> {
  const column = document.lineAt(line).text.indexOf(text);
  ok(column >= 0, `${text} in line ${line}`);
  const at = new vscode.Position(line, column + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  return hovers
    .flatMap(({ contents }) =>
      contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : JSON.stringify(part))),
    )
    .join('\n');
}

async function inlineValues(document: vscode.TextDocument): Promise<Map<number, string>> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const context = { frameId: 1, stoppedLocation: whole } satisfies vscode.InlineValueContext;
  const values = await vscode.commands.executeCommand<vscode.InlineValueText[]>(
    'vscode.executeInlineValueProvider',
    document.uri,
    whole,
    context,
  );
  return new Map(values.map(({ range, text }) => [range.start.line, text]));
}

describe('a run that stands, in the file', () => {
  useDebugger();

  it('is hovered over: the matrices of a property, each of its own layer', async () => {
    const run = await pressF5('iris.mlp.json');
    const document = (await openFile('iris.mlp.json')).document;
    const [hidden, output] = [lineOf(document, '"hidden"'), lineOf(document, '"output"')];
    const units = await hoverOver(document, output, '"units"');
    ok(/gradientWeights.*8.×.3/.test(units), `the shape of gradientWeights: ${units}`);
    ok(units.includes('gradientWeights (8 × 3) = inputᵀ (8 × 16)'), `its equation: ${units}`);
    const absent = await hoverOver(document, hidden, '"activation"');
    ok(/activationDerivative.*not computed yet/.test(absent), `hidden is not there yet: ${absent}`);
    ok(
      (await hoverOver(document, lineOf(document, '"loss"'), '"loss"')).includes('mean over 16 samples'),
      'loss',
    );
    equal(await run.step('continue'), 'backward hidden: gradientPrev');
    ok(/activationDerivative.*16.×.8/.test(await hoverOver(document, hidden, '"activation"')), 'then it is');
    // The name of the output layer is also the name of a quantity, which means another layer here.
    const name = await hoverOver(document, output, '"output"');
    ok(/layer `output`/.test(name) && /`output`.*16.×.3/.test(name), `the output layer's: ${name}`);
    equal(await run.step('stepInto'), 'update hidden: update');
    const optimizer = await hoverOver(document, lineOf(document, '"optimizer"'), '"optimizer"');
    ok(/`hidden` \| [\d.]+ \|/.test(optimizer) && /`output` \| \*not updated/.test(optimizer), optimizer);
  });

  it('shows no numbers of another layer when the file is edited', async () => {
    await pressF5('iris.mlp.json');
    const { document } = await openFile('iris.mlp.json');
    const edit = new vscode.WorkspaceEdit();
    const line = lineOf(document, '"hidden"');
    edit.insert(document.uri, new vscode.Position(line, 0), '    { "units": 8, "activation": "tanh" },\n');
    await vscode.workspace.applyEdit(edit);
    equal(
      (await hoverOver(document, line, '"units"')).includes('Backstep'),
      false,
      'a layer that does not run',
    );
    ok((await hoverOver(document, line + 2, '"units"')).includes('layer `output`'), 'one that does');
    equal([...(await inlineValues(document)).keys()], [line + 1, line + 2], 'lines with values');
  });

  it('has the norms at the end of every layer’s line, as far as they are there', async () => {
    const run = await pressF5('iris.mlp.json');
    const { document } = await openFile('iris.mlp.json');
    const [hidden, output] = [lineOf(document, '"hidden"'), lineOf(document, '"output"')];
    const first = await inlineValues(document);
    ok(
      /^‖∂L\/∂A‖ \S+ · ‖∂L\/∂W‖ \S+$/.test(first.get(output) ?? ''),
      `output: ${first.get(output) ?? 'nothing'}`,
    );
    ok(/^‖∂L\/∂A‖ \S+$/.test(first.get(hidden) ?? ''), `hidden: ${first.get(hidden) ?? 'nothing'}`);
    const backward = await run.step('continue');
    const update = await run.step('stepInto');
    const updated = await inlineValues(document);
    const where = `after ${backward} and ${update}, ${run.stops.map(({ reason }) => reason).join(', ')}`;
    ok(updated.get(hidden)?.includes('ΔW/W'), `${where}: ${updated.get(hidden) ?? 'nothing'}`);
    equal(updated.get(output)?.includes('ΔW/W'), false, 'output is not updated yet');
    await run.step('stepInto');
    await run.step('stepInto');
    equal((await inlineValues(document)).size, 0, 'lines with values in the next forward pass');
  });
});

describe('the algorithm as source', () => {
  useDebugger();
  afterEach(() =>
    vscode.workspace.getConfiguration('backstep').update('algorithm.notation', undefined, true),
  );

  const listing = (): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === ALGORITHM.toString());
  const untilText = (what: string, pattern: RegExp): Promise<unknown> =>
    until(what, () => pattern.test(listing()?.getText() ?? ''));

  it('is opened beside, follows the layer at work, and switches its notation in place', async () => {
    const run = await pressF5('iris.mlp.json');
    await vscode.commands.executeCommand('backstep.showAlgorithm');
    await untilText('the output layer', /^# Layer 'output'/);
    ok(listing()?.getText().includes('def lossAndGradient('), 'with the loss');
    ok(
      vscode.window.activeTextEditor?.document.uri.path.endsWith('iris.mlp.json'),
      'the file keeps the focus',
    );
    equal(await run.step('continue'), 'backward hidden: gradientPrev');
    await untilText('the hidden layer', /^# Layer 'hidden'/);
    await vscode.commands.executeCommand('backstep.switchNotation');
    await untilText('mathematics', /^Layer 'hidden'[\s\S]*∂L\/∂W⁽ˡ⁾ = A⁽ˡ⁻¹⁾ᵀ · δ⁽ˡ⁾ \/ N/);
    await vscode.commands.executeCommand('backstep.switchNotation');
    await untilText('NumPy again', /^# Layer 'hidden'/);
    const shown = vscode.window.visibleTextEditors.filter(({ document }) => document === listing());
    equal(shown.length, 1, 'editors that show it');
  });
});
