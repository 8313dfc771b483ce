/** Which definition file a command means while none is active: on the page of the walkthrough, or in the panel. */
import * as vscode from 'vscode';
import { DEFINITION_SUFFIX, nameOf } from './uris';

/** The only one that is open; of several, the one that the person chooses. */
export async function chooseOpenDefinition(): Promise<vscode.Uri | undefined> {
  const files = openDefinitions();
  if (files.length < 2) return files[0];
  const items = files.map((uri) => ({
    label: nameOf(uri),
    description: vscode.workspace.asRelativePath(uri),
    uri,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which layer definition file?'),
  });
  return chosen?.uri;
}

/** Each once, in the order of the editors' tabs. */
export function openDefinitions(): vscode.Uri[] {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => (input instanceof vscode.TabInputText ? input.uri : undefined))
    .filter((uri) => uri?.path.endsWith(DEFINITION_SUFFIX));
  return [...new Map(uris.map((uri) => [String(uri), uri])).values()].filter((uri) => uri !== undefined);
}
