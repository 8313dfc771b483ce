/** Lesson files: which they are, and how one is read. */
import * as vscode from 'vscode';
import type { ParsedLesson } from '../../lessons/parse';
import { workspaceFiles } from '../workspaceFiles';

export const LESSON_SUFFIX = '.lesson.md';
/** Every lesson, whatever language the person's settings give it. */
export const LESSON_FILES: vscode.DocumentFilter = { pattern: `**/*${LESSON_SUFFIX}` };

export function isLesson(document: vscode.TextDocument): boolean {
  return document.uri.path.endsWith(LESSON_SUFFIX);
}

/** The lesson at `uri`, as it is in the editor where it is open. Rejects when the file cannot be read. */
export async function readLesson(uri: vscode.Uri, extensionUri: vscode.Uri): Promise<ParsedLesson> {
  const files = workspaceFiles(uri, extensionUri);
  // Its libraries run when the first lesson is read, not when the extension starts; the bundle stays one file.
  const { loadLesson } = await import(/* webpackMode: "eager" */ '../../lessons/load');
  return loadLesson(await files.readText(), (path) => files.readSibling(path));
}

/** A file that a lesson names. */
export function besideLesson(lesson: vscode.Uri, path: string): vscode.Uri {
  return vscode.Uri.joinPath(lesson, '..', ...path.split('/'));
}
