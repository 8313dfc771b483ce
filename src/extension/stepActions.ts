/** The panel's buttons do what the editor's own debug buttons do. */
import * as vscode from 'vscode';
import type { StepAction } from '../protocol/panel';
import type { RunTargetName } from '../protocol/runTarget';
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

const RUN_TO_COMMANDS: Readonly<Record<RunTargetName, string>> = {
  layer: 'backstep.runToLayer',
  batchStep: 'backstep.runToBatchStep',
  epoch: 'backstep.runToEpoch',
  loss: 'backstep.runUntilLoss',
  steps: 'backstep.runSteps',
};

/** The panel's Run menu: the same as the palette's commands, which ask for what is missing. */
export async function runToAction(to: RunTargetName, shownLayer: number): Promise<void> {
  await vscode.commands.executeCommand(RUN_TO_COMMANDS[to], ...(to === 'layer' ? [shownLayer] : []));
}
