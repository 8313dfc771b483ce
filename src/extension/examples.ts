/** The examples that ship with the extension: to open, and to start a file of one's own from. */
import * as vscode from 'vscode';
import { EXAMPLE_NAMES, type ExampleName } from './exampleNames';
import { DEFINITION_SUFFIX } from './uris';

interface Example extends vscode.QuickPickItem {
  readonly name: ExampleName;
}

const TEXTS: () => Readonly<Record<ExampleName, vscode.QuickPickItem>> = () => ({
  textbook: {
    label: vscode.l10n.t('Textbook'),
    description: vscode.l10n.t('2-2-2, sigmoid, one sample'),
    detail: vscode.l10n.t(
      'The well-known worked example: every number can be checked with pencil and paper.',
    ),
  },
  xor: {
    label: vscode.l10n.t('XOR'),
    description: vscode.l10n.t('the smallest net that needs a hidden layer'),
    detail: vscode.l10n.t('Four samples, two inputs: watch the hidden units divide the work.'),
  },
  iris: {
    label: vscode.l10n.t('Iris'),
    description: vscode.l10n.t('classification, softmax and cross-entropy'),
    detail: vscode.l10n.t('150 flowers, 4 measurements, 3 species.'),
  },
  spirals: {
    label: vscode.l10n.t('Spirals'),
    description: vscode.l10n.t('a deep net on a hard problem'),
    detail: vscode.l10n.t('Two entwined spirals: watch how the gradient changes from layer to layer.'),
  },
  digits: {
    label: vscode.l10n.t('Digits'),
    description: vscode.l10n.t('images of 8 × 8 pixels, 10 classes'),
    detail: vscode.l10n.t('Large matrices: what a real batch looks like.'),
  },
  sine: {
    label: vscode.l10n.t('Sine'),
    description: vscode.l10n.t('regression, linear output'),
    detail: vscode.l10n.t('One input, one output: fit a curve.'),
  },
});

async function pickExample(title: string, placeHolder: string): Promise<Example | undefined> {
  const texts = TEXTS();
  return vscode.window.showQuickPick<Example>(
    EXAMPLE_NAMES.map((name) => ({ name, ...texts[name] })),
    {
      title,
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
}

function exampleUri(extensionUri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'examples', `${name}${DEFINITION_SUFFIX}`);
}

async function readExample(extensionUri: vscode.Uri, name: string): Promise<Uint8Array> {
  return vscode.workspace.fs.readFile(exampleUri(extensionUri, name));
}

/**
 * Opens an example: the workspace's own file if it has one of that name, otherwise a copy without a place yet,
 * since what is inside the extension must not be changed.
 * @param chosen the example's name; without it a person is asked.
 */
export async function openExample(extensionUri: vscode.Uri, chosen?: string): Promise<void> {
  const name =
    chosen ?? (await pickExample(vscode.l10n.t('Open an Example'), vscode.l10n.t('Which example?')))?.name;
  if (name === undefined) return;
  const [existing] = await vscode.workspace.findFiles(
    `**/${name}${DEFINITION_SUFFIX}`,
    '**/node_modules/**',
    1,
  );
  if (existing) await vscode.window.showTextDocument(existing);
  else await openUntitled(name, new TextDecoder().decode(await readExample(extensionUri, name)));
}

/**
 * Makes a new definition file from one of the examples. With a folder open it asks where to save it; without one
 * the file stays untitled.
 * @param chosen the example's name, and `target` where to save: without them a person is asked.
 */
export async function newDefinitionFile(
  extensionUri: vscode.Uri,
  chosen?: string,
  target?: vscode.Uri,
): Promise<void> {
  const name =
    chosen ??
    (
      await pickExample(
        vscode.l10n.t('New Layer Definition File'),
        vscode.l10n.t('Which network do you want to start from?'),
      )
    )?.name;
  if (name === undefined) return;
  const content = await readExample(extensionUri, name);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder && !target) {
    await openUntitled('network', new TextDecoder().decode(content));
    return;
  }
  const place = target ?? (folder && (await askForPlace(folder)));
  if (!place) return;
  await vscode.workspace.fs.writeFile(place, content);
  await vscode.window.showTextDocument(place);
}

async function askForPlace(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('New Layer Definition File'),
    defaultUri: vscode.Uri.joinPath(folder, `network${DEFINITION_SUFFIX}`),
    filters: { [vscode.l10n.t('Layer definition')]: ['mlp.json'] },
  });
  if (!chosen || chosen.path.endsWith(DEFINITION_SUFFIX)) return chosen;
  // Without the ending it would be any JSON file: neither checked nor to be debugged.
  return chosen.with({ path: `${chosen.path.replace(/(\.mlp)?(\.json)?$/, '')}${DEFINITION_SUFFIX}` });
}

/** An untitled document with a name, so that it is known as a definition file. */
async function openUntitled(name: string, content: string): Promise<void> {
  const taken = new Set(vscode.workspace.textDocuments.map((document) => document.uri.toString()));
  const candidate = (count: number): vscode.Uri =>
    vscode.Uri.from({
      scheme: 'untitled',
      path: `${name}${count > 1 ? `-${count}` : ''}${DEFINITION_SUFFIX}`,
    });
  let count = 1;
  while (taken.has(candidate(count).toString())) count++;
  const document = await vscode.workspace.openTextDocument(candidate(count));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), content);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}
