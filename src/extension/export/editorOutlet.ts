import * as vscode from 'vscode';
import type { PictureFormat, SaveFormat } from '../../protocol/export';
import type { Outlet } from './exportQuantity';

/** How long the status bar says what was done, in milliseconds. */
const TOLD_FOR = 6000;

const FILE_KINDS = (): Readonly<Record<SaveFormat | PictureFormat, string>> => ({
  npy: vscode.l10n.t('NumPy array'),
  csv: 'CSV',
  svg: vscode.l10n.t('SVG picture'),
  png: vscode.l10n.t('PNG picture'),
});

/** The editor's clipboard, its dialog for saving, its status bar and its warnings. */
export const EDITOR_OUTLET: Outlet = {
  copy: async (text) => {
    await vscode.env.clipboard.writeText(text);
  },
  save: async (name, extension, bytes) => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const place = await vscode.window.showSaveDialog({
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
      filters: { [FILE_KINDS()[extension]]: [extension] },
      title: vscode.l10n.t('Save {0}', name),
    });
    if (!place) return null;
    await vscode.workspace.fs.writeFile(place, bytes);
    return vscode.workspace.asRelativePath(place);
  },
  tell: (words) => void vscode.window.setStatusBarMessage(`$(check) ${words}`, TOLD_FOR),
  refuse: (words) => void vscode.window.showWarningMessage(words),
};
