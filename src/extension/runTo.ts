/** Sends the run that stands to a place: a layer, a batch step, an epoch, a loss. */
import * as vscode from 'vscode';
import type { RunView } from '../protocol/panel';
import type { RunTarget } from '../protocol/runTarget';
import { layerOnLine } from './layerLines';
import type { FollowedRun, Runs } from './runs';
import { uriOf } from './uris';
import { lossText } from './words';

type Standing = Extract<RunView, { run: string }>;

export async function runTo(runs: Runs, target: RunTarget): Promise<void> {
  const { session } = standing(runs).run;
  await session.customRequest('backstep/runTo', { target });
}

/**
 * To a layer's backward step. `where` is what a menu sends along: the line of a line number, the file of an
 * editor; a number is the layer itself. On a line without a layer, the person chooses one.
 */
export async function runToLayer(runs: Runs, where: unknown): Promise<void> {
  const { run, view } = standing(runs);
  const names = view.description.layers.map(({ name }) => name);
  const layer = typeof where === 'number' ? where : layerAt(run, where);
  const name =
    layer === undefined
      ? await vscode.window.showQuickPick(names, {
          placeHolder: vscode.l10n.t('Run to the backward step of this layer'),
        })
      : names[layer];
  if (name !== undefined) await runTo(runs, { to: 'layer', layer: name });
}

/** Asks for the loss, unless it is given. */
export async function runUntilLoss(runs: Runs, given: unknown): Promise<void> {
  const { loss } = standing(runs).view.state;
  const stops = vscode.l10n.t(
    'Stops at the first batch whose loss is below this number, or at the end of training.',
  );
  const now = loss === null ? '' : ` ${vscode.l10n.t('It is {0} now.', lossText(loss))}`;
  const below = await numberOf(given, {
    title: vscode.l10n.t('Run until the loss is below'),
    prompt: `${stops}${now}`,
    validateInput: (text) => (isNumber(text) ? undefined : vscode.l10n.t('A number, for example 0.05.')),
  });
  if (below !== undefined) await runTo(runs, { to: 'loss', below });
}

/** Asks for how many, unless it is given. */
export async function runSteps(runs: Runs, given: unknown): Promise<void> {
  standing(runs);
  const steps = await numberOf(given, {
    title: vscode.l10n.t('Run for some batch steps'),
    prompt: vscode.l10n.t('How many batch steps? The one at hand counts as one.'),
    value: '10',
    validateInput: (text) => (isCount(text) ? undefined : vscode.l10n.t('A whole number from 1.')),
  });
  if (steps !== undefined) await runTo(runs, { to: 'steps', steps });
}

function standing(runs: Runs): { readonly run: FollowedRun; readonly view: Standing } {
  const run = runs.active;
  const view = run?.follower.view();
  if (!run || !runs.activeIsAlive || view?.kind !== 'stopped') {
    throw new Error(vscode.l10n.t('No run stands at a stop: pause it first, or start one with F5.'));
  }
  return { run, view };
}

/** The layer on the line that is meant: of the menu, or of the cursor. */
function layerAt(run: FollowedRun, where: unknown): number | undefined {
  const editor = vscode.window.activeTextEditor;
  const line = lineNumberOf(where) ?? editor?.selection.active.line;
  const uri = where instanceof vscode.Uri ? where : editor?.document.uri;
  const { program } = run.follower;
  const isProgram = program !== null && uri?.toString() === uriOf(program).toString();
  return isProgram && line !== undefined ? layerOnLine(run, line) : undefined;
}

/** The menu of the line numbers counts from 1. */
function lineNumberOf(where: unknown): number | undefined {
  if (!(where instanceof Object) || !('lineNumber' in where)) return undefined;
  return typeof where.lineNumber === 'number' ? where.lineNumber - 1 : undefined;
}

async function numberOf(given: unknown, box: vscode.InputBoxOptions): Promise<number | undefined> {
  if (typeof given === 'number') return given;
  const text = await vscode.window.showInputBox(box);
  return text === undefined ? undefined : Number(text);
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function isCount(text: string): boolean {
  return isNumber(text) && Number.isSafeInteger(Number(text)) && Number(text) >= 1;
}
