/** Lesson files: which they are, and how one is read. */
import { proxy, wrap, type Remote } from 'comlink';
import * as vscode from 'vscode';
import type { LessonReader } from '../../lessons/host/lessonReader';
import type { ParsedLesson } from '../../lessons/parse';
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

interface Reading {
  readonly worker: Worker;
  readonly reader: Remote<LessonReader>;
  /** Rejects when the worker can answer no more. */
  readonly lost: Promise<never>;
}

/** Reads lessons, in a worker that starts with the first of them. */
export class LessonFiles implements vscode.Disposable {
  private readonly script: WorkerScript;
  private reading: Promise<Reading> | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {
    this.script = new WorkerScript(extensionUri, 'lessonWorker.js');
  }

  /** The lesson at `uri`, as it is in the editor where it is open. Rejects when the file cannot be read. */
  async read(uri: vscode.Uri): Promise<ParsedLesson> {
    const files = workspaceFiles(uri, this.extensionUri);
    const text = await files.readText();
    this.reading ??= this.start();
    const { reader, lost } = await this.reading;
    const readSibling = proxy((path: string) => files.readSibling(path));
    return Promise.race([reader.load(text, readSibling), lost]);
  }

  private async start(): Promise<Reading> {
    let url = '';
    try {
      // From a blob: where the extension is installed remotely, a worker does not start from a URL inside it.
      url = URL.createObjectURL(new Blob([await this.script.read()], { type: 'text/javascript' }));
      const worker = new Worker(url, { name: 'Backstep lessons' });
      const reader = wrap<LessonReader>(worker);
      const lost = new Promise<never>((_, reject) => {
        worker.addEventListener('error', ({ message }) => {
          this.end();
          // A script that could not be loaded at all gives an event without a message.
          reject(
            new Error(
              message
                ? vscode.l10n.t('Lessons cannot be read, their worker failed: {0}', message)
                : vscode.l10n.t('Lessons cannot be read: the script of their worker did not start.'),
            ),
          );
        });
      });
      // Whoever reads a lesson then hears of it; before, nobody needs to.
      lost.catch(() => undefined);
      await Promise.race([reader.useTexts(vscode.l10n.bundle ?? null), lost]);
      return { worker, reader, lost };
    } catch (error) {
      this.end();
      throw error;
    } finally {
      // Only after its first answer: VS Code's host fetches the script later than `new Worker` returns.
      URL.revokeObjectURL(url);
    }
  }

  /** The next lesson starts another one. */
  private end(): void {
    const { reading } = this;
    this.reading = undefined;
    reading?.then(
      ({ worker }) => worker.terminate(),
      () => undefined,
    );
  }

  dispose(): void {
    this.end();
  }
}
