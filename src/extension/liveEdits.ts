/** A definition file that is saved while its run lasts is applied to the run; what needs a restart is offered. */
import * as vscode from 'vscode';
import type { Configured } from '../debug/requests';
import { messageOf } from './errors';
import type { FollowedRun, Runs } from './runs';
import { isDefinition, nameOf, uriOf } from './uris';

export class LiveEdits implements vscode.Disposable {
  /** What each session's person was last told and has not answered: the same is not told twice. */
  private readonly offered = new Map<string, string>();
  /** Files that are being saved by VS Code itself, while somebody may still be typing. */
  private readonly unasked = new Set<string>();
  private readonly disposable: vscode.Disposable;

  constructor(
    private readonly runs: Runs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposable = vscode.Disposable.from(
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        const key = document.uri.toString();
        if (reason === vscode.TextDocumentSaveReason.Manual) this.unasked.delete(key);
        else this.unasked.add(key);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.saved(document)),
      vscode.debug.onDidTerminateDebugSession(({ id }) => void this.offered.delete(id)),
    );
  }

  private saved(document: vscode.TextDocument): void {
    if (!isDefinition(document)) return;
    const key = document.uri.toString();
    for (const run of this.runs.all) {
      const { program } = run.follower;
      if (program === null || uriOf(program).toString() !== key || !isUnderWay(run)) continue;
      this.apply(run, document).catch((error: unknown) => this.log.error(messageOf(error)));
    }
  }

  private async apply({ session }: FollowedRun, document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    const outcome = await this.configure(session, uri);
    if (outcome === null || outcome.needsRestart.length === 0) {
      this.offered.delete(session.id);
      return;
    }
    const words = `${nameOf(uri)}: ${outcome.needsRestart.map((change) => change.words).join('; ')}.`;
    if (this.offered.get(session.id) === words) return;
    this.offered.set(session.id, words);
    const restart = vscode.l10n.t('Restart');
    const answer = await vscode.window.showInformationMessage(words, restart);
    if (this.offered.get(session.id) === words) this.offered.delete(session.id);
    if (answer === restart) await session.customRequest('restart', {});
  }

  /** null when the file could not be applied, which has been told then. */
  private async configure(session: vscode.DebugSession, uri: vscode.Uri): Promise<Configured | null> {
    try {
      return (await session.customRequest('backstep/configure')) as Configured;
    } catch (error) {
      const message = vscode.l10n.t(
        '{0} is not applied to the run, which goes on as it was: {1}',
        nameOf(uri),
        messageOf(error),
      );
      vscode.debug.activeDebugConsole.appendLine(message);
      // The faults are marked in the file; who is still typing is not to be interrupted.
      if (!this.unasked.has(uri.toString())) void vscode.window.showWarningMessage(message);
      return null;
    }
  }

  dispose(): void {
    this.disposable.dispose();
  }
}

function isUnderWay({ follower }: FollowedRun): boolean {
  const { kind } = follower.view();
  return kind === 'stopped' || kind === 'running';
}
