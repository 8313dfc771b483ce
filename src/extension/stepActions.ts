/** The panel's buttons do what the editor's own debug buttons do. */
import * as vscode from 'vscode';
import type { StepAction } from '../protocol/panel';
import type { Runs } from './runs';

const COMMANDS: Readonly<Record<StepAction, string>> = {
  continue: 'workbench.action.debug.continue',
  reverseContinue: 'workbench.action.debug.reverseContinue',
  stepBack: 'workbench.action.debug.stepBack',
  pause: 'workbench.action.debug.pause',
  next: 'workbench.action.debug.stepOver',
  stepIn: 'workbench.action.debug.stepInto',
  stepOut: 'workbench.action.debug.stepOut',
  restart: 'workbench.action.debug.restart',
  stop: 'workbench.action.debug.stop',
};

export async function runAction(action: StepAction, runs: Runs): Promise<void> {
  if (runs.activeIsAlive) {
    await vscode.commands.executeCommand(COMMANDS[action]);
    return;
  }
  // A run that is over can only be started again.
  const session = runs.active?.session;
  if (action === 'restart' && session) {
    await vscode.debug.startDebugging(session.workspaceFolder, session.configuration);
  }
}
