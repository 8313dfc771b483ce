/** Lesson files: which they are, and how one is read. */
import * as vscode from 'vscode';
import type { ParsedLesson } from '../../lessons/parse';
import { WorkerScript } from '../workerScript';
import { workspaceFiles } from '../workspaceFiles';
import type { WorkerReader } from './workerReader';

export const LESSON_SUFFIX = '.lesson.md';
/** Every lesson, whatever language the person's settings give it. */
export const LESSON_FILES: vscode.DocumentFilter = { pattern: `**/*${LESSON_SUFFIX}` };

export function isLesson(document: vscode.TextDocument): boolean {
  return document.uri.path.endsWith(LESSON_SUFFIX);
}

/** A file that a lesson names. */
export function besideLesson(lesson: vscode.Uri, path: string): vscode.Uri {
  return vscode.Uri.joinPath(lesson, '..', ...path.split('/'));
}

/** Reads lessons, in a worker that starts with the first of them. */
export class LessonFiles implements vscode.Disposable {
  private readonly script: WorkerScript;
  private reader: Promise<WorkerReader> | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {
    this.script = new WorkerScript(extensionUri, 'lessonWorker.js');
  }

  /** The lesson at `uri`, as it is in the editor where it is open. Rejects when the file cannot be read. */
  async read(uri: vscode.Uri): Promise<ParsedLesson> {
    const files = workspaceFiles(uri, this.extensionUri);
    const text = await files.readText();
    this.reader ??= this.start();
    const reader = await this.reader;
    return reader.load(text, (path) => files.readSibling(path));
  }

  private async start(): Promise<WorkerReader> {
    try {
      const { startReader } = await import(/* webpackChunkName: "lessonReader" */ './workerReader');
      // Without it, the next lesson starts another one.
      return await startReader(await this.script.read(), () => (this.reader = undefined));
    } catch (error) {
      this.reader = undefined;
      throw error;
    }
  }

  dispose(): void {
    this.reader?.then(
      (reader) => reader.dispose(),
      () => undefined,
    );
  }
}
