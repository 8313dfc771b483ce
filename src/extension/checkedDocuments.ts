/** Documents that are checked while they are typed, and the diagnostics that come of it. */
import * as vscode from 'vscode';
import type { Fault } from '../definition/fault';
import { messageOf } from './errors';
import { editorRange } from './ranges';

/** Checked when the typing pauses this long, in milliseconds. */
export const TYPING_PAUSE = 250;

/** When each document is checked: once, after the last thing that asked for it. */
export class CheckedDocuments implements vscode.Disposable {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  /**
   * @param isChecked which documents these are
   * @param check finds the faults and shows them
   */
  constructor(
    private readonly collection: vscode.DiagnosticCollection,
    private readonly log: vscode.LogOutputChannel,
    private readonly isChecked: (document: vscode.TextDocument) => boolean,
    private readonly check: (document: vscode.TextDocument) => Promise<void>,
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
