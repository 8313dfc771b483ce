/**
 * How a definition file is named. Between the editor and the debug adapter it is a string: the path, for a file
 * of this machine, or the whole URI for one that is elsewhere (a remote, a virtual workspace, an untitled file).
 */
import * as vscode from 'vscode';

export const DEFINITION_SUFFIX = '.mlp.json';
/** Every definition file, whatever language the person's settings give it. */
export const DEFINITION_FILES: vscode.DocumentFilter = { pattern: `**/*${DEFINITION_SUFFIX}` };

export function isDefinition(document: vscode.TextDocument): boolean {
  return document.uri.path.endsWith(DEFINITION_SUFFIX);
}

export function programOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** `c:\x` is a path though it looks like a scheme: a scheme has two letters at least. */
function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(text);
}

export function uriOf(program: string): vscode.Uri {
  return isUri(program) ? vscode.Uri.parse(program, true) : vscode.Uri.file(program);
}

/**
 * What a launch configuration calls `program`, made whole: a relative path is looked for in the workspace
 * folder, a path without a scheme belongs to where the workspace folder is.
 */
export function resolveProgram(program: string, folder: vscode.Uri | undefined): string {
  if (isUri(program) || !folder) return program;
  const isAbsolute = /^([a-z]:)?[\\/]/i.test(program);
  if (!isAbsolute) return programOf(vscode.Uri.joinPath(folder, program));
  return folder.scheme === 'file' ? program : folder.with({ path: program.replaceAll('\\', '/') }).toString();
}

/** The last part of the path. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}

/** The open definition file that a command without an argument means. */
export function activeDefinition(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isDefinition(document) ? document : undefined;
}
