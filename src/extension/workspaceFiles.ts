/** Definition files and their data, read through the editor: on disk, on a remote or in a virtual workspace. */
import * as vscode from 'vscode';
import type { ProgramFiles } from '../data/files';
import { nameOf } from './uris';

/**
 * The files of the program at `uri`. The text is the open document's where it is open, so that what a person
 * sees is what runs. `extensionUri` is where data/iris.csv and data/digits.csv are.
 */
export function workspaceFiles(uri: vscode.Uri, extensionUri: vscode.Uri): ProgramFiles {
  return {
    readText: () => readText(uri),
    readSibling: (path) => readText(sibling(uri, path)),
    readBuiltIn: (name) => readText(vscode.Uri.joinPath(extensionUri, 'data', `${name}.csv`)),
  };
}

/** A path of the file system, or one relative to the folder of `uri`. */
function sibling(uri: vscode.Uri, path: string): vscode.Uri {
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/')) return uri.with({ path: slashed });
  if (/^[a-z]:\//i.test(slashed)) return vscode.Uri.file(slashed);
  return vscode.Uri.joinPath(uri, '..', slashed);
}

async function readText(uri: vscode.Uri): Promise<string> {
  const key = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    throw new Error(vscode.l10n.t('Cannot read {0}: {1}', nameOf(uri), whyUnreadable(error)), {
      cause: error,
    });
  }
}

function whyUnreadable(error: unknown): string {
  if (error instanceof vscode.FileSystemError) {
    if (error.code === 'FileNotFound') return vscode.l10n.t('there is no such file.');
    if (error.code === 'FileIsADirectory') return vscode.l10n.t('it is a folder.');
    if (error.code === 'NoPermissions') return vscode.l10n.t('permission denied.');
  }
  return error instanceof Error ? error.message : String(error);
}
