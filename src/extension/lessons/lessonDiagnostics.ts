/** The faults of open lessons while they are typed. */
import * as vscode from 'vscode';
import type { Fault } from '../../definition/fault';
import { CheckedDocuments, diagnosticOf, TYPING_PAUSE } from '../checkedDocuments';
import { isDefinition } from '../uris';
import { isLesson, type LessonFiles } from './lessonFiles';

export class LessonDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('backstep lessons');
  private readonly documents: CheckedDocuments<readonly Fault[]>;
  private readonly disposable: vscode.Disposable;

  constructor(lessons: LessonFiles, log: vscode.LogOutputChannel) {
    this.documents = new CheckedDocuments(
      this.collection,
      log,
      isLesson,
      async ({ uri }) => (await lessons.read(uri)).faults,
      ({ uri }, faults) => this.collection.set(uri, faults.map(diagnosticOf)),
    );
    this.disposable = vscode.Disposable.from(
      this.collection,
      vscode.workspace.onDidOpenTextDocument((document) => this.documents.soon(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // A definition's layers are what its lessons speak of.
        if (isDefinition(document)) this.documents.all(TYPING_PAUSE);
        else this.documents.soon(document, TYPING_PAUSE);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.documents.soon(editor.document, 0);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.documents.forget(document)),
    );
    this.documents.all(TYPING_PAUSE);
  }

  dispose(): void {
    this.documents.dispose();
    this.disposable.dispose();
  }
}
