/** Every command of the extension, by the name it has in package.json. */
import * as vscode from 'vscode';
import type { AlgorithmView } from './algorithmView';
import type { BackendMemoryStore } from './backendMemory';
import { messageOf } from './errors';
import { launchOf } from './launchConfigurations';
import { chooseOpenDefinition, openDefinitions } from './openDefinitions';
import type { PanelHost } from './panelHost';
import type { Runs } from './runs';
import { runSteps, runTo, runToLayer, runUntilLoss } from './runTo';
import type { Training, TrainingResult } from './training';
import { activeDefinition } from './uris';
import { openWalkthrough } from './walkthrough/walkthrough';

export interface Rooms {
  readonly extensionUri: vscode.Uri;
  readonly panel: PanelHost;
  readonly algorithm: AlgorithmView;
  readonly runs: Runs;
  readonly training: Training;
  readonly backendMemory: BackendMemoryStore;
  readonly log: vscode.LogOutputChannel;
}

export function registerCommands({
  extensionUri,
  panel,
  algorithm,
  runs,
  training,
  backendMemory,
  log,
}: Rooms): vscode.Disposable {
  /** Says what went wrong to the person and to the log: a command never fails in silence. */
  const on = (name: string, run: (first: unknown, second: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (first: unknown, second: unknown) => {
      try {
        return await run(first, second);
      } catch (error) {
        log.error(`${name}: ${messageOf(error)}`);
        void vscode.window.showErrorMessage(`Backstep: ${messageOf(error)}`);
        return undefined;
      }
    });
  const examples = () => import(/* webpackChunkName: "examples" */ './examples');
  const takeAlong = () => import(/* webpackChunkName: "run" */ './export/takeAlong');
  const watchpoints = () => import(/* webpackChunkName: "run" */ './watchpoints');
  return vscode.Disposable.from(
    on('backstep.debugFile', (uri) => debugFile(uri)),
    on('backstep.train', (uri) => train(training, uri)),
    on('backstep.newFile', async (name, uri) =>
      (await examples()).newDefinitionFile(extensionUri, asName(name), asUri(uri)),
    ),
    on('backstep.openPanel', () => panel.open(false)),
    on('backstep.checkGradients', () => panel.showView('gradientCheck')),
    on('backstep.showAlgorithm', () => algorithm.open()),
    on('backstep.switchNotation', () => algorithm.switchNotation()),
    on('backstep.openExample', async (name) => (await examples()).openExample(extensionUri, asName(name))),
    on('backstep.getStarted', () => openWalkthrough()),
    on('backstep.runToLayer', (where) => runToLayer(runs, where)),
    on('backstep.runToBatchStep', () => runTo(runs, { to: 'batchStep' })),
    on('backstep.runToEpoch', () => runTo(runs, { to: 'epoch' })),
    on('backstep.runUntilLoss', (below) => runUntilLoss(runs, below)),
    on('backstep.runSteps', (steps) => runSteps(runs, steps)),
    on('backstep.exportRun', async (format, place) => (await takeAlong()).exportRun(runs, format, place)),
    on('backstep.saveRun', async (place) => (await takeAlong()).saveRun(runs, place)),
    on('backstep.openRecording', async (uri) => (await takeAlong()).openRecording(uri)),
    on('backstep.breakOnChange', async (expression, rule) =>
      (await watchpoints()).breakOnChange(runs, asName(expression), asName(rule)),
    ),
    on('backstep.measureBackends', () => forgetBackends(backendMemory)),
  );
}

/** Commands get from menus, key bindings and tests whatever these like to send. */
function asName(argument: unknown): string | undefined {
  return typeof argument === 'string' ? argument : undefined;
}

function asUri(argument: unknown): vscode.Uri | undefined {
  return argument instanceof vscode.Uri ? argument : undefined;
}

/**
 * The file a command is about: its argument (a button in the editor's title), the active editor's, or the one that
 * is open. Undefined when the person chooses none of several.
 */
async function target(argument: unknown): Promise<vscode.Uri | undefined> {
  const given = asUri(argument) ?? activeDefinition()?.uri;
  if (given) return given;
  if (openDefinitions().length === 0)
    throw new Error(vscode.l10n.t('Open a layer definition file (NAME.mlp.json) first.'));
  return chooseOpenDefinition();
}

async function debugFile(argument: unknown): Promise<boolean> {
  const file = await target(argument);
  if (!file) return false;
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), launchOf(file));
}

async function forgetBackends(memory: BackendMemoryStore): Promise<void> {
  await memory.forget();
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'What was measured of the backends is forgotten: the next run measures again, where only that can tell.',
    ),
  );
}

async function train(training: Training, argument: unknown): Promise<TrainingResult | undefined> {
  const file = await target(argument);
  if (!file) return undefined;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file.toString());
  if (open?.isDirty && !open.isUntitled) await open.save();
  return training.train(file);
}
