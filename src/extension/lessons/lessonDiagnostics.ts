/** The faults of open lessons while they are typed. */
import * as vscode from 'vscode';
import { messageOf } from '../errors';
import { editorRange } from '../ranges';
import { isDefinition } from '../uris';
import { isLesson, readLesson } from './lessonFiles';

/** Checked when the typing pauses this long, in milliseconds. */
const TYPING_PAUSE = 250;

export class LessonDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('backstep lessons');
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly disposable: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposable = vscode.Disposable.from(
      this.collection,
      vscode.workspace.onDidOpenTextDocument((document) => this.checkSoon(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // A definition's layers are what its lessons speak of.
        if (isDefinition(document)) this.checkAll();
        else this.checkSoon(document, TYPING_PAUSE);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.checkSoon(editor.document, 0);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
    this.checkAll();
  }

  private checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.checkSoon(document, TYPING_PAUSE);
  }

  private checkSoon(document: vscode.TextDocument, delay: number): void {
    if (!isLesson(document)) return;
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
    const { faults } = await readLesson(document.uri, this.extensionUri);
    // Typed on or closed in the meantime: a newer check is on its way, or none is wanted.
    if (document.version !== version || document.isClosed) return;
    const { Error, Warning } = vscode.DiagnosticSeverity;
    const shown = faults.map((fault) => {
      const severity = fault.severity === 'error' ? Error : Warning;
      const diagnostic = new vscode.Diagnostic(editorRange(fault.range), fault.message, severity);
      diagnostic.source = 'Backstep';
      return diagnostic;
    });
    this.collection.set(document.uri, shown);
  }

  private forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.collection.delete(document.uri);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.disposable.dispose();
  }
}
