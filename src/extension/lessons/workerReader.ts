/** Reads lessons in a worker. */
import { proxy, wrap, type Remote } from 'comlink';
import * as vscode from 'vscode';
import { startBlobWorker } from '../../engine/host/blobWorker';
import { PendingCalls } from '../../engine/host/pendingCalls';
import type { LessonReader } from '../../lessons/host/lessonReader';
import type { ParsedLesson } from '../../lessons/parse';
import type { Texts } from '../../protocol/texts';

/**
 * @param script the text of dist/lessonWorker.js
 * @param onLost called when it fails later on
 */
export async function startReader(script: string, onLost: () => void): Promise<WorkerReader> {
  const { worker, url } = startBlobWorker(script, 'Backstep lessons');
  try {
    const reader = new WorkerReader(worker, onLost);
    await reader.useTexts(vscode.l10n.bundle ?? null);
    return reader;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A `LessonReader` in a worker. */
export class WorkerReader {
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
