import * as vscode from 'vscode';
import type { SourceRange } from '../definition/fault';

/** The editor's range for a place of the definition file. */
export function editorRange({ start, end }: SourceRange): vscode.Range {
  return new vscode.Range(start.line, start.column, end.line, end.column);
}
