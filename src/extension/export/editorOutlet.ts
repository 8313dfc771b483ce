import * as vscode from 'vscode';
import type { Outlet } from './exportQuantity';

/** How long the status bar says what was done, in milliseconds. */
const TOLD_FOR = 6000;

const FILE_KINDS = { npy: 'NumPy array', csv: 'CSV', svg: 'SVG picture', png: 'PNG picture' } as const;

/** The editor's clipboard, its dialog for saving, its status bar and its warnings. */
export const EDITOR_OUTLET: Outlet = {
  copy: async (text) => {
    await vscode.env.clipboard.writeText(text);
  },
  save: async (name, extension, bytes) => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const place = await vscode.window.showSaveDialog({
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
      filters: { [FILE_KINDS[extension]]: [extension] },
      title: `Save ${name}`,
    });
    if (!place) return null;
    await vscode.workspace.fs.writeFile(place, bytes);
    return vscode.workspace.asRelativePath(place);
  },
  tell: (words) => void vscode.window.setStatusBarMessage(`$(check) ${words}`, TOLD_FOR),
  refuse: (words) => void vscode.window.showWarningMessage(words),
};
