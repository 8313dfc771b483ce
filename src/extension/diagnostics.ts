/**
 * The faults of open definition files while they are typed. The editor's own JSON support, with the contributed
 * schema, already shows syntax and schema faults; here are those about meaning, and the repairs of all.
 */
import * as vscode from 'vscode';
import { loadProgram } from '../data/program';
import type { Fault } from '../definition/fault';
import { messageOf } from './errors';
import { RECORDED_SCHEME } from './export/recordedFiles';
import { editorRange } from './ranges';
import { DEFINITION_FILES, isDefinition } from './uris';
import { workspaceFiles } from './workspaceFiles';

/** Checked when the typing pauses this long, in milliseconds. */
const TYPING_PAUSE = 250;

interface Checked {
  readonly version: number;
  /** Counts all checks: later ones know more. */
  readonly order: number;
  readonly faults: readonly Fault[];
}

export class Diagnostics implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('backstep');
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly checked = new WeakMap<vscode.TextDocument, Checked>();
  private readonly disposable: vscode.Disposable;
  private checks = 0;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const tables = vscode.workspace.createFileSystemWatcher('**/*.csv');
    const checkAll = (): void => this.checkAll();
    this.disposable = vscode.Disposable.from(
      this.collection,
      tables,
      tables.onDidChange(checkAll),
      tables.onDidCreate(checkAll),
      tables.onDidDelete(checkAll),
      vscode.workspace.onDidOpenTextDocument((document) => this.checkSoon(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document, TYPING_PAUSE)),
      // A watcher may miss what happens while it starts, or on a remote: looking at the file checks it again.
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.checkSoon(editor.document, 0);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
      vscode.languages.registerCodeActionsProvider(DEFINITION_FILES, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
    checkAll();
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const checked = this.checked.get(document);
    // Ranges of an older text would change the wrong place.
    if (checked?.version !== document.version) return [];
    return checked.faults
      .filter((fault) => editorRange(fault.range).intersection(range) !== undefined)
      .flatMap((fault) => quickFixes(document, fault, context.diagnostics));
  }

  private checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.checkSoon(document, 0);
  }

  private checkSoon(document: vscode.TextDocument, delay: number): void {
    // What is in a recording ran once, with data that need not lie beside it any more.
    if (!isDefinition(document) || document.uri.scheme === RECORDED_SCHEME) return;
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
    const text = document.getText();
    const files = workspaceFiles(document.uri, this.extensionUri);
    const { faults } = await loadProgram({ ...files, readText: () => Promise.resolve(text) });
    // Typed on or closed in the meantime: a newer check is on its way, or none is wanted.
    if (document.version !== version || document.isClosed) return;
    // A slow check must not overwrite what a later one found.
    if (order < (this.checked.get(document)?.order ?? 0)) return;
    this.checked.set(document, { version, order, faults });
    this.collection.set(document.uri, faults.filter((fault) => fault.kind === 'meaning').map(diagnostic));
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

function diagnostic(fault: Fault): vscode.Diagnostic {
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const severity = fault.severity === 'error' ? Error : Warning;
  const shown = new vscode.Diagnostic(editorRange(fault.range), fault.message, severity);
  shown.source = 'Backstep';
  return shown;
}

/** The only repair of a fault is the preferred one: Auto Fix takes it. */
function quickFixes(
  document: vscode.TextDocument,
  fault: Fault,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const range = editorRange(fault.range);
  return fault.fixes.map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, editorRange(fix.range), fix.newText);
    action.diagnostics = diagnostics.filter((shown) => shown.range.intersection(range) !== undefined);
    action.isPreferred = fault.fixes.length === 1;
    return action;
  });
}
