/** Documents that are checked while they are typed, and the diagnostics that come of it. */
import * as vscode from 'vscode';
import type { Fault } from '../definition/fault';
import { messageOf } from './errors';
import { editorRange } from './ranges';

/** Checked when the typing pauses this long, in milliseconds. */
export const TYPING_PAUSE = 250;

/**
 * When each document is checked: once, after the last thing that asked for it. What a check has found is shown only
 * as long as it is of the text on show and no later check has ended before it.
 */
export class CheckedDocuments<Found> implements vscode.Disposable {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** The latest check of each document that has ended: it looked at the newest of everything. */
  private readonly ended = new WeakMap<vscode.TextDocument, number>();
  private checks = 0;

  /**
   * @param isChecked which documents these are
   * @param find looks for the faults
   * @param show takes them over, unless they are late
   */
  constructor(
    private readonly collection: vscode.DiagnosticCollection,
    private readonly log: vscode.LogOutputChannel,
    private readonly isChecked: (document: vscode.TextDocument) => boolean,
    private readonly find: (document: vscode.TextDocument) => Promise<Found>,
    private readonly show: (document: vscode.TextDocument, found: Found) => void,
  ) {}

  all(delay: number): void {
    for (const document of vscode.workspace.textDocuments) this.soon(document, delay);
  }

  /** @param delay in milliseconds */
  soon(document: vscode.TextDocument, delay: number): void {
    if (!this.isChecked(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    const check = (): void => {
      this.timers.delete(key);
      this.check(document).catch((error: unknown) => {
        this.log.error(`Cannot check ${document.uri.path}: ${messageOf(error)}`);
      });
    };
    this.timers.set(key, setTimeout(check, delay));
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const order = ++this.checks;
    const found = await this.find(document);
    // Typed on or closed in the meantime: a newer check is on its way, or none is wanted.
    if (document.version !== version || document.isClosed) return;
    // A slow check must not overwrite what a later one found.
    if (order < (this.ended.get(document) ?? 0)) return;
    this.ended.set(document, order);
    this.show(document, found);
  }

  forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.collection.delete(document.uri);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }
}

export function diagnosticOf(fault: Fault): vscode.Diagnostic {
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const severity = fault.severity === 'error' ? Error : Warning;
  const shown = new vscode.Diagnostic(editorRange(fault.range), fault.message, severity);
  shown.source = 'Backstep';
  return shown;
}
