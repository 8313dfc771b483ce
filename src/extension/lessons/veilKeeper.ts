/** Has the debugger hide what the panel hides: its views, the hover and the numbers in the file tell nothing of it. */
import type * as vscode from 'vscode';
import type { Veil } from '../../protocol/veil';
import { messageOf } from '../errors';
import type { FollowedRun, Runs } from '../runs';

const NOTHING = '[]';

export class VeilKeeper implements vscode.Disposable {
  /** What each session was last told, and of which run: a new one hides nothing. */
  private readonly told = new WeakMap<FollowedRun, { readonly run: string; readonly text: string }>();
  private readonly listening: vscode.Disposable;

  /** @param hidden what is to be predicted now in the followed run */
  constructor(
    private readonly runs: Runs,
    private readonly hidden: () => Veil,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listening = runs.onDidChange(() => this.update());
  }

  /** Something is to be predicted, or is no more. */
  update(): void {
    for (const followed of this.runs.all) {
      const view = followed.follower.view();
      // One that is over has nothing to ask any more, and goes with its session.
      if (view.kind === 'none' || view.kind === 'ended') continue;
      const hidden = followed === this.runs.active ? this.hidden() : [];
      const text = JSON.stringify(hidden);
      const told = this.told.get(followed);
      if ((told?.run === view.run ? told.text : NOTHING) === text) continue;
      this.told.set(followed, { run: view.run, text });
      followed.session.customRequest('backstep/veil', { hidden }).then(undefined, (error: unknown) => {
        // A session that has just ended tells nothing, so it need not hide anything.
        this.log.warn(`Numbers were not hidden: ${messageOf(error)}`);
      });
    }
  }

  dispose(): void {
    this.listening.dispose();
  }
}
