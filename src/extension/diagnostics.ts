/**
 * The faults of open definition files while they are typed. The editor's own JSON support, with the contributed
 * schema, already shows syntax and schema faults; here are those about meaning, and the repairs of all.
 */
import * as vscode from 'vscode';
import type { Fault } from '../definition/fault';
import { CheckedDocuments, diagnosticOf, TYPING_PAUSE } from './checkedDocuments';
import { RECORDED_SCHEME } from './export/recordedFiles';
import { editorRange } from './ranges';
import { DEFINITION_FILES, isDefinition } from './uris';
import { workspaceFiles } from './workspaceFiles';

interface Checked {
  readonly version: number;
  readonly faults: readonly Fault[];
}

export class Diagnostics implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('backstep');
  private readonly checked = new WeakMap<vscode.TextDocument, Checked>();
  private readonly documents: CheckedDocuments<readonly Fault[]>;
  private readonly disposable: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
  ) {
    // What is in a recording ran once, with data that need not lie beside it any more.
    const isChecked = (document: vscode.TextDocument): boolean =>
      isDefinition(document) && document.uri.scheme !== RECORDED_SCHEME;
    this.documents = new CheckedDocuments(
      this.collection,
      log,
      isChecked,
      (document) => this.find(document),
      (document, faults) => this.show(document, faults),
    );
    const tables = vscode.workspace.createFileSystemWatcher('**/*.csv');
    const checkAll = (): void => this.documents.all(0);
    this.disposable = vscode.Disposable.from(
      this.collection,
      tables,
      tables.onDidChange(checkAll),
      tables.onDidCreate(checkAll),
      tables.onDidDelete(checkAll),
      vscode.workspace.onDidOpenTextDocument((document) => this.documents.soon(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.documents.soon(document, TYPING_PAUSE)),
      // A watcher may miss what happens while it starts, or on a remote: looking at the file checks it again.
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.documents.soon(editor.document, 0);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.documents.forget(document)),
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

  private async find(document: vscode.TextDocument): Promise<readonly Fault[]> {
    const text = document.getText();
    const { loadProgram } = await import(/* webpackChunkName: "program" */ '../data/program');
    const files = workspaceFiles(document.uri, this.extensionUri);
    return (await loadProgram({ ...files, readText: () => Promise.resolve(text) })).faults;
  }

  private show(document: vscode.TextDocument, faults: readonly Fault[]): void {
    this.checked.set(document, { version: document.version, faults });
    this.collection.set(document.uri, faults.filter((fault) => fault.kind === 'meaning').map(diagnosticOf));
  }

  dispose(): void {
    this.documents.dispose();
    this.disposable.dispose();
  }
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
