/** Lesson files: which they are, and how one is read. */
import { proxy, wrap, type Remote } from 'comlink';
import * as vscode from 'vscode';
import { withBlobWorker } from '../../engine/host/blobWorker';
import { PendingCalls } from '../../engine/host/pendingCalls';
import type { LessonReader } from '../../lessons/host/lessonReader';
import type { ParsedLesson } from '../../lessons/parse';
import type { Texts } from '../../protocol/texts';
import { WorkerScript } from '../workerScript';
import { workspaceFiles } from '../workspaceFiles';

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
      return await withBlobWorker(await this.script.read(), 'Backstep lessons', async (worker) => {
        // Without it, the next lesson starts another one.
        const reader = new WorkerReader(worker, () => (this.reader = undefined));
        await reader.useTexts(vscode.l10n.bundle ?? null);
        return reader;
      });
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

/** A `LessonReader` in a worker. */
class WorkerReader {
  private readonly calls = new PendingCalls();
  private readonly remote: Remote<LessonReader>;

  constructor(
    private readonly worker: Worker,
    onLost: () => void,
  ) {
    this.remote = wrap<LessonReader>(worker);
    worker.addEventListener('error', ({ message }) => {
      // A script that could not be loaded at all gives an event without a message.
      const words = message
        ? vscode.l10n.t('Lessons cannot be read, their worker failed: {0}', message)
        : vscode.l10n.t('Lessons cannot be read: the script of their worker did not start.');
      this.calls.end(new Error(words));
      worker.terminate();
      onLost();
    });
  }

  useTexts(texts: Texts | null): Promise<void> {
    return this.calls.call(() => this.remote.useTexts(texts));
  }

  load(text: string, readSibling: (path: string) => Promise<string>): Promise<ParsedLesson> {
    return this.calls.call(() => this.remote.load(text, proxy(readSibling)));
  }

  dispose(): void {
    this.worker.terminate();
  }
}
