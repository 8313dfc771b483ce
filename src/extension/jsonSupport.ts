/**
 * Definition files are JSON with comments, but have a language of their own: VS Code refuses breakpoints in
 * `jsonc`, its settings files' language. The editor's JSON support takes our language as one of its own
 * (`jsonLanguageParticipants` in package.json), yet wakes only for a document in one of VS Code's.
 */
import * as vscode from 'vscode';

/**
 * Wakes the editor's JSON support: completion, hover and validation by the schema. An empty document that no
 * editor shows is the one way that works wherever that support runs; as a dependency it would have to run in
 * the same extension host.
 */
export async function wakeJsonSupport(): Promise<void> {
  await vscode.workspace.openTextDocument({ language: 'jsonc', content: '' });
}
