/** News of the run for what may be told a little later than the panel: nothing of it is told of a step on its way. */
import * as vscode from 'vscode';
import type { FollowedRun, Runs } from './runs';

/** Milliseconds after which a run that goes on is told of. */
const STEP_TIME = 200;
/** Milliseconds that a stop is told after the panel: it is being drawn. */
const DRAWING = 100;

/** As `Runs.onDidChange`, but of a stop when the panel has had time to draw it, and of a run only once it lasts. */
export function onDidSettle(runs: Runs, listener: (run: FollowedRun | undefined) => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  const tell = (): void => {
    timer = undefined;
    listener(runs.active);
  };
  const listening = runs.onDidChange((run) => {
    const kind = run?.follower.view().kind;
    const wasRunning = isRunning;
    isRunning = kind === 'running';
    // A run that goes on tells often: its first word is what is waited for.
    if (isRunning && wasRunning) {
      if (timer === undefined) tell();
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    if (isRunning) timer = setTimeout(tell, STEP_TIME);
    else if (kind === 'stopped') timer = setTimeout(tell, DRAWING);
    else tell();
  });
  return vscode.Disposable.from(listening, new vscode.Disposable(() => clearTimeout(timer)));
}
